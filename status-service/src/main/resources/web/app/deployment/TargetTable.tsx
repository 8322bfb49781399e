import React from 'react';
import { spell } from '../components/Duration';
import { Empty } from '../components/Empty';
import { SearchBox } from '../components/SearchBox';
import { RunChip } from './RunChip';
import { Time } from '../components/Time';
import { VirtualTable, type Column } from '../components/VirtualTable';
import { Link, useQuery } from '../router';
import { reasonOf } from '../run/reasons';
import type { RunView } from '../types-deployments';
import { useRows } from '../useRows';
import { secondsBetween } from './clock';

/** The targets of a deployment in their order; state, search and error come from the address. */
export function TargetTable({
  id,
  total,
  stream,
  hrefOf,
}: {
  id: string;
  total: number;
  stream: string;
  hrefOf: (name: string) => string;
}) {
  const [query, setQuery] = useQuery();
  const filter = new URLSearchParams();
  for (const name of ['state', 'q', 'fingerprint']) {
    const value = query.get(name);
    if (value) filter.set(name, value);
  }
  const filtered = filter.toString();
  const rows = useRows<RunView>(`/deployments/${encodeURIComponent(id)}/targets${filtered ? `?${filtered}` : ''}`, {
    topics: [`deployment:${id}`],
    stream,
  });
  return (
    <section aria-labelledby="target-list">
      <div className="section-head">
        <h2 id="target-list">List of targets</h2>
        {filtered && (
          <button type="button" className="button" onClick={() => setQuery({ state: null, q: null, fingerprint: null })}>
            Show all targets
          </button>
        )}
        <SearchBox label="Search targets by name" value={query.get('q') ?? ''} onChange={q => setQuery({ q }, { replace: true })} />
      </div>
      <VirtualTable
        rows={rows}
        label="Targets of this deployment"
        columns={columns(hrefOf)}
        keyOf={row => String(row.run)}
        total={filtered ? undefined : total}
        narrowHeight={84}
        empty={<Empty title={filtered ? 'No target fits' : 'No target is planned yet'} />}
      />
    </section>
  );
}

function columns(hrefOf: (name: string) => string): Column<RunView>[] {
  return [
    { key: 'target', head: 'Target', className: 'name w-name', cell: row => <Link to={hrefOf(row.target)}>{row.target}</Link> },
    { key: 'state', head: 'State', className: 'w-run-state', cell: row => <RunChip state={row.state} /> },
    { key: 'what', head: 'What', className: 'what', cell: row => <What run={row} /> },
    { key: 'took', head: 'Took', className: 'wide num w-short', cell: row => tookOf(row) },
    { key: 'attempt', head: 'Attempt', className: 'wide num w-short', cell: row => row.attempt },
    { key: 'ended', head: 'Ended', className: 'wide w-when', cell: row => <Time at={row.finishedAt} /> },
  ];
}

function What({ run }: { run: RunView }) {
  if (run.error) return <span className="bad-text" title={run.error.message}>{run.error.message}</span>;
  if (run.reason) return <span className="quiet">{reasonOf(run.reason)}</span>;
  if (run.to && run.from !== run.to) return <span className="quiet num">{`${run.from ?? 'empty'} → ${run.to}`}</span>;
  return <span className="quiet">–</span>;
}

function tookOf(run: RunView): React.ReactNode {
  return run.startedAt && run.finishedAt ? spell(secondsBetween(run.startedAt, run.finishedAt)) : <span className="quiet">–</span>;
}
