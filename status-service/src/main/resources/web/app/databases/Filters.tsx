import React from 'react';
import type { ApiProblem } from '../api';
import { ChipRow } from '../components/ChipRow';
import { Icon } from '../components/Icon';
import { SearchBox } from '../components/SearchBox';
import { useQuery, withQuery } from '../router';
import type { Deployment, ErrorGroup, Page, StateCounts, Summary } from '../types';
import { useData } from '../useData';

const STATES = ['SYNCED', 'PENDING', 'ERROR'] as const;

/** Everything that the list can be narrowed by; each is a parameter of the address. */
export function Filters({ counts, problem }: { counts?: StateCounts; problem?: ApiProblem }) {
  const [query, setQuery] = useQuery();
  const summary = useData<Summary>('/summary', { topics: ['directories'] });
  const deployments = useData<Page<Deployment>>('/deployments?limit=200');
  const directories = summary.data?.directories.map(one => one.directory) ?? [];
  const envs = [...new Set(deployments.data?.items.map(one => one.env).filter((env): env is string => !!env))].sort();
  const state = query.get('state')?.toUpperCase() ?? null;
  const to = (next: string | null) => withQuery('/databases', query, { state: next?.toLowerCase() });
  const fault = problem?.faults.find(one => one.pointer.includes('selector'));
  return (
    <div className="filters">
      <ChipRow label="State" current={state} chips={[
        { state: null, to: to(null), count: counts && counts.SYNCED + counts.PENDING + counts.ERROR },
        ...STATES.map(one => ({ state: one, to: to(one), count: counts?.[one] })),
      ]} />
      <div className="filter-fields">
        <SearchBox value={query.get('q') ?? ''} onChange={q => setQuery({ q }, { replace: true })} label="Search by name" />
        <Choice name="Directory" value={query.get('directory')} options={directories} onChange={directory => setQuery({ directory })} />
        <Choice name="Env" value={query.get('env')} options={envs} onChange={env => setQuery({ env })} />
        <Selector key={query.get('selector') ?? ''} value={query.get('selector') ?? ''} invalid={!!fault} onChange={selector => setQuery({ selector })} />
      </div>
      {query.get('fingerprint') && <OneError fingerprint={query.get('fingerprint')!} onClear={() => setQuery({ fingerprint: null })} />}
    </div>
  );
}

function Choice({ name, value, options, onChange }: { name: string; value: string | null; options: string[]; onChange: (value: string | null) => void }) {
  const all = value && !options.includes(value) ? [value, ...options] : options;
  if (all.length < 2 && !value) return null;
  return (
    <span className="field">
      <select aria-label={name} value={value ?? ''} onChange={event => onChange(event.target.value || null)}>
        <option value="">{name}: any</option>
        {all.map(option => <option key={option} value={option}>{option}</option>)}
      </select>
    </span>
  );
}

/** Taken over by Enter or by leaving the field: half a selector is not one. */
function Selector({ value, invalid, onChange }: { value: string; invalid: boolean; onChange: (value: string) => void }) {
  return (
    <form className="field selector" onSubmit={event => { event.preventDefault(); onChange(new FormData(event.currentTarget).get('selector') as string); }}>
      <input name="selector" defaultValue={value} aria-label="Label selector" placeholder="Labels: region=eu,tier in (gold,silver)" aria-invalid={invalid || undefined}
        spellCheck={false} autoComplete="off" onBlur={event => event.target.value !== value && onChange(event.target.value)} />
    </form>
  );
}

function OneError({ fingerprint, onClear }: { fingerprint: string; onClear: () => void }) {
  const groups = useData<Page<ErrorGroup>>('/errors?limit=100');
  const group = groups.data?.items.find(one => one.fingerprint === fingerprint);
  return (
    <p className="one-error">
      <span className="quiet">Only with this error:</span> <span className="ink-bad">{group?.message ?? fingerprint}</span>
      <button type="button" className="copy" onClick={onClear} aria-label="Show databases with any error" title="Show databases with any error"><Icon shape="cross" size={10} /></button>
    </p>
  );
}
