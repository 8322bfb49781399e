import React from 'react';
import { Bar } from '../components/Bar';
import { Empty } from '../components/Empty';
import { plural } from '../components/number';
import { StateChip } from '../components/StateChip';
import { Time } from '../components/Time';
import { useTitle } from '../components/useTitle';
import { VirtualTable, type Column } from '../components/VirtualTable';
import type { Agent } from '../types';
import { useRows } from '../useRows';

const COLUMNS: Column<Agent>[] = [
  { key: 'agent', head: 'Agent', className: 'name plain-name', cell: agent => agent.agent },
  { key: 'state', head: 'State', className: 'w-state', cell: agent => <StateChip state={stateOf(agent)} /> },
  { key: 'pool', head: 'Pool', className: 'w-pool pool', cell: agent => agent.pool ?? '–' },
  { key: 'slots', head: 'Slots', className: 'w-slots', cell: agent => <Slots agent={agent} /> },
  { key: 'version', head: 'Version', className: 'w-version wide', cell: agent => <span className="mono">{agent.version ?? '–'}</span> },
  { key: 'started', head: 'Started', className: 'w-time wide', cell: agent => <Time at={agent.startedAt} /> },
  { key: 'beat', head: 'Last sign', className: 'w-time', cell: agent => <Time at={agent.lastBeatAt} /> },
];

/** Who can work on the databases, and how much of it is used. */
export function AgentsPage() {
  useTitle('Agents');
  const rows = useRows<Agent>('/agents', { topics: ['agents'] });
  const alive = rows.items.filter(agent => agent.alive);
  const sum = (key: 'slots' | 'held' | 'waiting') => alive.reduce((all, agent) => all + agent[key], 0);
  const pools = new Set(alive.map(agent => agent.pool)).size;
  return (
    <>
      <div className="page-head">
        <div>
          <h1>Agents</h1>
          <p className="page-lead" aria-live="polite">
            {rows.items.length > 0 && `${alive.length} of ${rows.items.length}${rows.more ? ' and more' : ''} alive in ${plural(pools, 'pool')}, ${sum('held')} of ${plural(sum('slots'), 'slot')} in use`}
          </p>
        </div>
      </div>
      <VirtualTable rows={rows} columns={COLUMNS} keyOf={agent => agent.agent} label="Agents" narrowHeight={86}
        empty={<Empty title="No agent was heard of yet" command="drover up">Agents run next to the databases and carry the migrations out. The embedded stack brings its own.</Empty>} />
    </>
  );
}

function stateOf(agent: Agent) {
  if (agent.alive) return 'ALIVE';
  return agent.leaving ? 'LEFT' : 'SILENT';
}

function Slots({ agent }: { agent: Agent }) {
  if (!agent.alive) return <span className="quiet">–</span>;
  const free = Math.max(0, agent.slots - agent.held);
  return (
    <span className="slots">
      <Bar label={agent.agent} parts={[
        { label: 'in flight', count: agent.held, tone: 'busy' },
        { label: 'waiting', count: agent.waiting, tone: 'wait' },
        { label: 'free', count: free, tone: 'rest' },
      ]} />
      <span className="num">{agent.held} of {agent.slots}{agent.waiting > 0 && <span className="quiet"> · {agent.waiting} waiting</span>}</span>
    </span>
  );
}
