import React, { useState } from 'react';
import { Bar } from '../components/Bar';
import { Card } from '../components/Card';
import { spell } from '../components/Duration';
import { Empty } from '../components/Empty';
import { number } from '../components/number';
import { StateChip } from '../components/StateChip';
import { Time, useTick } from '../components/Time';
import { useLive } from '../live';
import { Link } from '../router';
import type { Deployment, LiveDeployment, Page } from '../types';
import { useData } from '../useData';
import { runParts, settled } from './progress';

const RECENT = 5;

/** What runs now, followed live, and below it what ran last. */
export function DeploymentsCard({ running }: { running: Deployment[] }) {
  const recent = useData<Page<Deployment>>(`/deployments?limit=${RECENT}`, { topics: ['deployments'] });
  const [live, setLive] = useState<Record<number, LiveDeployment>>({});
  useLive('', change => {
    if (!change.deployments.length) return;
    setLive(before => ({ ...before, ...Object.fromEntries(change.deployments.map(one => [one.id, one])) }));
  });
  const now = running.map(one => ({ ...one, ...live[one.id] }));
  const ended = recent.data?.items.filter(one => !now.some(other => other.id === one.id)) ?? [];
  return (
    <Card title={now.length ? 'Running now' : 'Last deployments'} aside={<Link to="/migrations">All migrations</Link>}>
      {!now.length && recent.data?.items.length === 0 && <Empty title="Nothing was deployed yet" command="drover migrate apply --env prod">One apply brings the newest version to every tenant.</Empty>}
      <ul className="running">{now.map(one => <Running key={one.id} deployment={one} />)}</ul>
      {now.length > 0 && ended.length > 0 && <h3 className="recent-head">Before that</h3>}
      <ul className="recent">
        {ended.map(one => (
          <li key={one.id}>
            <Link to={'/deployments/sets/' + one.id}>#{one.id}</Link>
            <span className="cut">{one.directory} <span className="quiet">v{one.sequence}</span></span>
            <StateChip state={one.state} size="small" />
            <span className="quiet"><Time at={one.finishedAt ?? one.createdAt} /></span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Running({ deployment }: { deployment: Deployment }) {
  useTick();
  const { counts, rate, eta, state } = deployment;
  const left = eta ? (Date.parse(eta) - Date.now()) / 1000 : null;
  return (
    <li>
      <div className="running-head">
        <Link to={'/deployments/sets/' + deployment.id}>#{deployment.id} {deployment.directory} <span className="quiet">v{deployment.sequence}</span></Link>
        <StateChip state={state} size="small" />
      </div>
      <Bar parts={runParts(counts)} label={`Deployment ${deployment.id}`} />
      <p className="quiet num">
        {number(settled(counts))} of {number(counts.total)}
        {counts.failed + counts.unreachable > 0 && <span className="ink-bad"> · {number(counts.failed + counts.unreachable)} failed</span>}
        {rate !== null && state === 'RUNNING' && ` · ${rate}/s`}
        {left !== null && left > 0 && state === 'RUNNING' && ` · ${spell(Math.ceil(left))} left`}
      </p>
    </li>
  );
}
