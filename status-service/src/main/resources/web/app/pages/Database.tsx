import React from 'react';
import { Card } from '../components/Card';
import { Copy } from '../components/Copy';
import { Crumbs } from '../components/Crumbs';
import { Empty } from '../components/Empty';
import { Facts } from '../components/Facts';
import { Labels } from '../components/Labels';
import { Problem } from '../components/Problem';
import { Skeleton } from '../components/Skeleton';
import { StateChip } from '../components/StateChip';
import { useTitle } from '../components/useTitle';
import { History } from '../database/History';
import { Standing } from '../database/Standing';
import { Link, path, useRoute } from '../router';
import type { Target } from '../types';
import { useData } from '../useData';

/** One tenant database: where it stands in each directory, why it failed, what it lacks, what was done to it. */
export function DatabasePage() {
  const { target: name } = useRoute().params;
  useTitle(name, 'Databases');
  const { data, problem, reload } = useData<Target>(path('databases', name), { topics: ['databases', 'directories'] });
  return (
    <>
      <Crumbs items={[{ label: 'Databases', to: '/databases' }]} />
      <div className="page-head">
        <div className="title-line" aria-live="polite">
          <h1>{name}</h1>
          {data?.items.length === 1 && <StateChip state={data.items[0].state} size="large" />}
          {data && data.lifecycle !== 'ACTIVE' && <StateChip state={data.lifecycle} size="large" />}
        </div>
      </div>
      {problem?.status === 404
        ? <Empty title="No database has this name"><Link to={'/databases?q=' + encodeURIComponent(name)}>Search for {name}</Link></Empty>
        : <Problem problem={problem} onRetry={reload} />}
      {!data ? !problem && <Skeleton lines={6} /> : <Body target={data} />}
    </>
  );
}

function Body({ target }: { target: Target }) {
  return (
    <div className="stack">
      {target.duplicateOf && (
        <div className="note">
          <strong>The same database twice</strong>
          <p>Its server says that it is the database of <Link to={path('databases', target.duplicateOf)}>{target.duplicateOf}</Link>. Remove one of the two targets.</p>
        </div>
      )}
      {target.items.map(one => <Standing key={one.directory} database={one} alone={target.items.length === 1} />)}
      {!target.items.length && <Empty title="Not deployed yet" command={`drover migrate apply --env prod --target ${target.target}`}>It belongs to a directory from its first deployment on.</Empty>}
      <Card title="Facts">
        <Facts items={[
          ['URL', target.url && <><code>{target.url}</code><Copy text={target.url} label="Copy the URL" /></>],
          ['Kind', target.kind],
          ['Server', target.server],
          ['Agent pool', target.pool && <Link to="/agents">{target.pool}</Link>],
          ['Env', [...new Set(target.items.map(one => one.env).filter(Boolean))].join(', ')],
          ['Labels', Object.keys(target.labels).length > 0 && <Labels labels={target.labels} />],
        ]} />
      </Card>
      <History target={target} />
    </div>
  );
}
