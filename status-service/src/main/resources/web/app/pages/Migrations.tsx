import React from 'react';
import '../style/parts.css';
import '../style/deployment.css';
import { ChipRow } from '../components/ChipRow';
import { Empty } from '../components/Empty';
import { SearchBox } from '../components/SearchBox';
import { Tabs } from '../components/Tabs';
import { useTitle } from '../components/useTitle';
import { VirtualTable } from '../components/VirtualTable';
import { DEPLOYMENT_COLUMNS } from '../deployment/columns';
import { useQuery, useRoute, withQuery } from '../router';
import type { Deployment, Summary } from '../types';
import { useData } from '../useData';
import { useRows } from '../useRows';

const STATES = ['FAILED', 'PAUSED', 'RUNNING', 'SUCCEEDED', 'CANCELLED'];
const MOST_TABS = 8;

/** Deployments by directory; what needs somebody comes first. */
export function MigrationsPage() {
  useTitle('Migrations');
  const here = useRoute().path;
  const [query, setQuery] = useQuery();
  const directory = query.get('directory');
  const state = query.get('state')?.toUpperCase() ?? null;
  const env = query.get('env');
  const newest = query.get('sort') === '-id';
  const rows = useRows<Deployment>(listPath({ directory, state, env, sort: newest ? '-id' : 'attention' }), {
    topics: ['deployments'],
    perPage: 100,
  });
  const directories = useData<Summary>('/summary', { topics: ['directories'] }).data?.directories.map(one => one.directory) ?? [];
  const to = (changes: Record<string, string | null>) => withQuery(here, query, changes);
  const filtered = Boolean(state || env || directory);
  return (
    <>
      <header className="page-head">
        <h1>Migrations</h1>
      </header>
      {directories.length > 1 && directories.length <= MOST_TABS && (
        <Tabs
          label="Directories"
          current={directory ?? ''}
          tabs={[
            { key: '', label: 'All directories', to: to({ directory: null }) },
            ...directories.map(name => ({ key: name, label: name, to: to({ directory: name }) })),
          ]}
        />
      )}
      <div className="toolbar">
        <ChipRow
          label="Deployments by state"
          current={state}
          chips={[null, ...STATES].map(one => ({ state: one, to: to({ state: one?.toLowerCase() ?? null }) }))}
        />
        {directories.length > MOST_TABS && (
          <select aria-label="Directory" className="select" value={directory ?? ''} onChange={event => setQuery({ directory: event.target.value })}>
            <option value="">All directories</option>
            {directories.map(name => (
              <option key={name}>{name}</option>
            ))}
          </select>
        )}
        <select aria-label="Order" className="select" value={newest ? '-id' : ''} onChange={event => setQuery({ sort: event.target.value })}>
          <option value="">Needs attention first</option>
          <option value="-id">Newest first</option>
        </select>
        <div className="toolbar-env">
          <SearchBox label="Env" placeholder="Env, as prod" value={env ?? ''} onChange={text => setQuery({ env: text.trim() }, { replace: true })} />
        </div>
      </div>
      <VirtualTable
        rows={rows}
        label="Deployments"
        columns={directory ? DEPLOYMENT_COLUMNS.filter(column => column.key !== 'directory').concat() : DEPLOYMENT_COLUMNS}
        keyOf={row => String(row.id)}
        narrowHeight={92}
        empty={
          filtered ? (
            <Empty title="No deployment fits">Take a filter away to see more.</Empty>
          ) : (
            <Empty title="Nothing was deployed yet" command="drover migrate apply --env prod">
              One apply brings the newest version of a directory to every tenant of an environment.
            </Empty>
          )
        }
      />
    </>
  );
}

function listPath(filters: Record<string, string | null>): string {
  const query = new URLSearchParams();
  Object.entries(filters).forEach(([name, value]) => value && query.set(name, value));
  return `/deployments?${query}`;
}
