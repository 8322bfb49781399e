import React from 'react';
import { Labels } from '../components/Labels';
import { plural } from '../components/number';
import { StateChip } from '../components/StateChip';
import { Time } from '../components/Time';
import type { Column } from '../components/VirtualTable';
import { Link, path } from '../router';
import type { Database } from '../types';

/** Columns of the list; where all rows are of one directory, or none has a label, there is no column for that. */
export function columns(shown: { directory: boolean; labels: boolean }, onLabel: (label: string) => void): Column<Database>[] {
  const all: Column<Database>[] = [
    { key: 'target', head: 'Database', className: 'name w-name', sort: 'target', cell: row => <Link to={path('databases', row.target)}>{row.target}</Link> },
    { key: 'state', head: 'State', className: 'w-state', cell: row => <StateChip state={row.state} /> },
    { key: 'version', head: 'Version', className: 'w-version', cell: row => <Version row={row} /> },
    { key: 'directory', head: 'Directory', className: 'w-directory wide', cell: row => <Link className="plain-link" to={path('dirs', row.directory)}>{row.directory}</Link> },
    { key: 'last', head: 'Last change', className: 'last', cell: row => <Last row={row} /> },
    { key: 'labels', head: 'Labels', className: 'w-labels wide', cell: row => <Labels labels={row.labels} onPick={onLabel} /> },
    { key: 'updated', head: 'Updated', className: 'w-time', sort: 'updatedAt', cell: row => <span className="quiet"><Time at={row.updatedAt} /></span> },
  ];
  return all.filter(column => shown[column.key as keyof typeof shown] !== false);
}

function Version({ row }: { row: Database }) {
  return (
    <>
      <span className="mono">{row.currentVersion ?? 'none'}</span>
      {row.behind > 0 && <span className="behind" title={`${plural(row.behind, 'version')} behind ${row.latestVersion ?? 'the latest'}`}>{row.behind} behind</span>}
    </>
  );
}

function Last({ row }: { row: Database }) {
  if (row.duplicateOf) return <span className="ink-wait">The same database as {row.duplicateOf}</span>;
  if (row.attention) return <span className="ink-wait">Nobody knows yet what became of its last run</span>;
  if (row.error) return <span className="ink-bad" title={row.error.message}>{row.error.message}</span>;
  return <span className="quiet">{row.lastMigration?.description ?? ''}</span>;
}
