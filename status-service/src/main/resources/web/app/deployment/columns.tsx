import React from 'react';
import { Bar } from '../components/Bar';
import { number } from '../components/number';
import { StateChip } from '../components/StateChip';
import { Time } from '../components/Time';
import type { Column } from '../components/VirtualTable';
import { Link, path } from '../router';
import type { Deployment } from '../types';
import { barParts } from './barParts';
import { fromCounts, settled } from './states';

export const deploymentHref = (id: number) => `/deployments/sets/${id}`;

/** How far it is, as a bar, and how many of its targets ended or went wrong. */
function Done({ deployment: { counts } }: { deployment: Deployment }) {
  const wrong = counts.failed + counts.unreachable;
  return (
    <span className="done-cell">
      <Bar parts={barParts(fromCounts(counts))} size="thin" />
      <span className="done-count">
        {`${number(settled(counts))} of ${number(counts.total)}`}
        {wrong > 0 && <span className="bad-text">{` · ${number(wrong)} failed`}</span>}
      </span>
    </span>
  );
}

/** What a list of deployments shows. */
export const DEPLOYMENT_COLUMNS: Column<Deployment>[] = [
  {
    key: 'id',
    head: 'Deployment',
    className: 'name w-set',
    cell: d => <Link to={deploymentHref(d.id)} aria-label={`Deployment ${d.id}`}>{`#${d.id}`}</Link>,
  },
  { key: 'state', head: 'State', className: 'w-run-state', cell: d => <StateChip state={d.state} /> },
  {
    key: 'directory',
    head: 'Directory',
    cell: d => (
      <>
        <Link to={path('dirs', d.directory)}>{d.directory}</Link> <span className="quiet">{`v${d.sequence}`}</span>
      </>
    ),
  },
  { key: 'targets', head: 'Targets', className: 'w-done', cell: d => <Done deployment={d} /> },
  { key: 'env', head: 'Env', className: 'wide', cell: d => d.env ?? <span className="quiet">–</span> },
  { key: 'by', head: 'By', className: 'wide', cell: d => d.createdBy ?? <span className="quiet">–</span> },
  { key: 'created', head: 'Created', className: 'wide w-when', cell: d => <Time at={d.createdAt} /> },
];
