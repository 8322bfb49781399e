import React from 'react';
import '../style/parts.css';
import '../style/deployment.css';
import '../style/code.css';
import { Bar } from '../components/Bar';
import { Card } from '../components/Card';
import { ChipRow } from '../components/ChipRow';
import { Crumbs } from '../components/Crumbs';
import { Duration } from '../components/Duration';
import { Empty } from '../components/Empty';
import { Problem } from '../components/Problem';
import { SearchBox } from '../components/SearchBox';
import { Sql } from '../components/Sql';
import { StateChip } from '../components/StateChip';
import { Time } from '../components/Time';
import { useTitle } from '../components/useTitle';
import { VirtualTable, type Column } from '../components/VirtualTable';
import { useFileText } from '../directory/fileText';
import { Link, path, useQuery, useRoute, withQuery } from '../router';
import type { MigrationTarget, MigrationView } from '../types-deployments';
import { useRows } from '../useRows';

const STATES = ['APPLIED', 'PENDING', 'FAILED'] as const;

/** One migration version: what is in it, and which databases have it. */
export function MigrationPage() {
  const { directory, version } = useRoute().params;
  useTitle(version, directory, 'Migrations');
  const [query, setQuery] = useQuery();
  const state = query.get('state')?.toUpperCase() ?? null;
  const q = query.get('q') ?? '';
  const here = path('migrations', directory, version);
  const filter = new URLSearchParams({ ...(state ? { state } : {}), ...(q ? { q } : {}) }).toString();
  const rows = useRows<MigrationTarget, MigrationView>(filter ? `${here}?${filter}` : here, { topics: ['databases', `directory:${directory}`] });
  const migration = rows.first;
  const counts = migration?.counts;
  const all = counts ? counts.APPLIED + counts.PENDING + counts.FAILED : undefined;
  return (
    <>
      <Crumbs items={[{ label: 'Directories', to: '/dirs' }, { label: directory, to: path('dirs', directory) }]} />
      <header className="page-head">
        <div>
          <h1>
            {version} {migration?.description && <span className="h1-more">{migration.description.replace(/_/g, ' ')}</span>}
          </h1>
          {migration && (
            <p className="page-lead">
              <span>
                in <Link to={path('dirs', directory)}>{directory}</Link> since{' '}
                <Link to={path('dirs', directory, 'versions', migration.since) + `?file=${encodeURIComponent(migration.file)}`}>
                  {`v${migration.since}`}
                </Link>
              </span>
            </p>
          )}
        </div>
      </header>
      {counts && (
        <Bar
          size="thick"
          label="Databases"
          parts={[
            { label: 'have it', count: counts.APPLIED, tone: 'ok' },
            { label: 'failed at it', count: counts.FAILED, tone: 'bad' },
            { label: 'lack it', count: counts.PENDING, tone: 'wait' },
          ]}
        />
      )}
      {migration && <FileCard directory={directory} migration={migration} />}
      <div className="toolbar">
        <ChipRow
          label="Databases by state"
          current={state}
          chips={[
            { state: null, to: withQuery(here, query, { state: null }), count: all },
            ...STATES.map(one => ({ state: one, to: withQuery(here, query, { state: one.toLowerCase() }), count: counts?.[one] })),
          ]}
        />
        <SearchBox label="Search databases by name" value={q} onChange={text => setQuery({ q: text }, { replace: true })} />
      </div>
      <VirtualTable
        rows={rows}
        label={`Databases and migration ${version}`}
        columns={COLUMNS}
        keyOf={row => row.target}
        total={state || q ? undefined : all}
        empty={
          <Empty title={state || q ? 'No database fits' : 'No database belongs to this directory yet'} command={state || q ? undefined : 'drover migrate apply --env prod'} />
        }
      />
    </>
  );
}

const COLUMNS: Column<MigrationTarget>[] = [
  { key: 'target', head: 'Database', className: 'name', cell: row => <Link to={path('databases', row.target)}>{row.target}</Link> },
  { key: 'state', head: 'State', className: 'w-state', cell: row => <StateChip state={row.state} /> },
  { key: 'at', head: 'When', className: 'w-when', cell: row => <Time at={row.at} /> },
  { key: 'took', head: 'Took', className: 'wide num w-short', cell: row => <Duration iso={row.duration} /> },
  { key: 'current', head: 'Now at', className: 'wide', cell: row => row.currentVersion ?? <span className="quiet">–</span> },
  {
    key: 'run',
    head: 'Run',
    className: 'wide',
    cell: row =>
      row.deployment === null ? (
        <span className="quiet">–</span>
      ) : (
        <Link to={path('deployments', 'sets', row.deployment, 'targets', row.target)} aria-label={`Run in deployment ${row.deployment}`}>
          {`#${row.deployment}`}
        </Link>
      ),
  },
];

function FileCard({ directory, migration }: { directory: string; migration: MigrationView }) {
  const file = useFileText(directory, { sequence: migration.since, file: migration.file });
  return (
    <Card title={migration.file} className="file-card" flush>
      {file.problem && <Problem problem={file.problem} onRetry={file.again} />}
      {file.text !== null && <Sql text={file.text} numbered label={migration.file} />}
    </Card>
  );
}
