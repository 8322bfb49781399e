import React from 'react';
import '../style/parts.css';
import '../style/deployment.css';
import '../style/code.css';
import '../style/run.css';
import { Card } from '../components/Card';
import { Crumbs } from '../components/Crumbs';
import { spell } from '../components/Duration';
import { Problem } from '../components/Problem';
import { Skeleton } from '../components/Skeleton';
import { RunChip } from '../deployment/RunChip';
import { Time } from '../components/Time';
import { useTitle } from '../components/useTitle';
import { ActionButton } from '../deployment/ActionButton';
import { retry } from '../deployment/actions';
import { secondsBetween } from '../deployment/clock';
import { Link, path, useRoute } from '../router';
import { ErrorCard } from '../run/ErrorCard';
import { Files } from '../run/Files';
import { Log } from '../run/Log';
import { reasonOf } from '../run/reasons';
import { useRun } from '../run/useRun';
import type { RunDetail } from '../types-deployments';

/** One target's part of a deployment, down to the statement that failed. */
export function RunPage() {
  const { id, target } = useRoute().params;
  useTitle(target, `Deployment ${id}`);
  const { run, deployment, canRetry, reload } = useRun(id, target);
  const data = run.data;
  const name = data?.target ?? target;
  return (
    <>
      <Crumbs items={[{ label: 'Migrations', to: '/migrations' }, { label: `Deployment ${id}`, to: path('deployments', 'sets', id) }]} />
      <header className="page-head">
        <div>
          <h1>
            {name} {data && <RunChip state={data.state} size="large" />}
          </h1>
          {data && <Lead run={data} />}
        </div>
        {canRetry && deployment && (
          <div className="page-actions">
            <ActionButton action={retry(deployment, name)} deployment={deployment.id} body={{ targets: [name] }} onDone={reload} />
          </div>
        )}
      </header>
      <Problem problem={run.problem} onRetry={run.reload} />
      {!data && run.loading && <Skeleton lines={6} />}
      {data && (
        <div className="run">
          <p className="hidden" aria-live="polite">{`${data.target}: ${data.state.toLowerCase().replace('_', ' ')}`}</p>
          {data.error && <ErrorCard error={data.error} target={data.target} env={deployment?.env ?? null} />}
          {data.files.length > 0 && (
            <section aria-labelledby="files">
              <h2 id="files">Files</h2>
              <Files files={data.files} message={data.error?.message ?? null} />
            </section>
          )}
          {data.files.length === 0 && <Nothing run={data} />}
          {data.resolutions.length > 0 && (
            <Card title="What people said of its statements">
              <ul>
                {data.resolutions.map(one => (
                  <li key={one.id}>{one.text}</li>
                ))}
              </ul>
            </Card>
          )}
          {data.log && <Log text={data.log} />}
        </div>
      )}
    </>
  );
}

function Lead({ run }: { run: RunDetail }) {
  return (
    <p className="page-lead">
      <Link to={path('databases', run.target)}>Open the database</Link>
      <Link to={path('dirs', run.directory)}>{run.directory}</Link>
      {run.to && (
        <span className="num">
          {run.from ?? 'empty'} → {run.to}
        </span>
      )}
      <span>{`attempt ${run.attempt}`}</span>
      {run.agent && <span>by {run.agent}</span>}
      {run.startedAt && (
        <span>
          <Time at={run.finishedAt ?? run.startedAt} />
          {run.finishedAt && `, took ${spell(secondsBetween(run.startedAt, run.finishedAt))}`}
        </span>
      )}
      {run.wave && run.wave !== 'all' && <span>wave {run.wave}</span>}
      {run.reason && <span>{reasonOf(run.reason)}</span>}
      {run.finishedAt && run.current && run.current !== run.to && run.current !== run.from && <span>now at {run.current}</span>}
    </p>
  );
}

const WAITING: Record<string, string> = {
  PENDING: 'It has not begun. It waits for its wave and for a free slot.',
  QUEUED: 'It was handed to the agents and begins as soon as one has a free slot.',
  RUNNING: 'It is under way. Its statements appear when it has ended.',
  UNKNOWN: 'Its agent is silent. The database is asked what became of it; nothing is done twice.',
  NO_ACTION: 'Everything was applied already: there was nothing to do.',
  SKIPPED: 'It was left out of this deployment.',
  CANCELLED: 'The deployment was cancelled before it began.',
};

function Nothing({ run }: { run: RunDetail }) {
  const text = WAITING[run.state];
  return text ? <p className="note">{text}</p> : null;
}
