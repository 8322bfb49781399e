import React from 'react';
import { Bar, Legend } from '../components/Bar';
import { Card } from '../components/Card';
import { Command } from '../components/Empty';
import { Link, path } from '../router';
import type { DirectorySummary } from '../types';
import { skewParts, stateParts } from './fleet';

const SHOWN = 12;

/** Each directory with its databases by state and by version; those with errors first. */
export function DirectoriesCard({ directories }: { directories: DirectorySummary[] }) {
  const sorted = [...directories].sort((a, b) => b.error - a.error || a.directory.localeCompare(b.directory));
  return (
    <Card title="Directories" aside={<Link to="/dirs">All directories</Link>}>
      <ul>{sorted.slice(0, SHOWN).map(one => <Row key={one.directory} directory={one} />)}</ul>
      {sorted.length > SHOWN && <p className="quiet"><Link to="/dirs">{sorted.length - SHOWN} more</Link></p>}
    </Card>
  );
}

function Row({ directory }: { directory: DirectorySummary }) {
  const total = directory.synced + directory.pending + directory.error;
  const states = stateParts(directory);
  const skew = skewParts(directory);
  const { latest } = directory;
  return (
    <li className="fleet-directory">
      <div className="fleet-name">
        <h3><Link to={path('dirs', directory.directory)}>{directory.directory}</Link></h3>
        <span className="quiet">{latest ? <>latest is v{latest.sequence} <span className="mono">{latest.version}</span></> : 'no version yet'}</span>
      </div>
      {total === 0
        ? <div className="nothing"><span className="quiet">On no database yet.</span><Command text="drover migrate apply --env prod" /></div>
        : (
          <div className="measures">
            <div><span className="measure">States</span><Bar parts={states} label={directory.directory + ' by state'} /><Legend parts={states} /></div>
            <div><span className="measure">Versions</span><Bar parts={skew} label={directory.directory + ' by version'} /><Legend parts={skew} /></div>
          </div>
        )}
    </li>
  );
}
