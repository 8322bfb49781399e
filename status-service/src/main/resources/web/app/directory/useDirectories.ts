import { useCallback, useEffect, useMemo, useState } from 'react';
import { ApiProblem, get } from '../api';
import type { DirectorySummary, Summary } from '../types';
import type { RegistryDirectory, RegistryPage } from '../types-deployments';
import { useData } from '../useData';

const PER_PAGE = 100;

/** Directories of the registry page by page, with what the views say of each. */
export function useDirectories(q: string) {
  const address = `/api/v1/directories?limit=${PER_PAGE}${q ? `&q=${encodeURIComponent(q)}` : ''}`;
  const first = useData<RegistryPage<RegistryDirectory>>(address, { topics: ['directories'] });
  const summary = useData<Summary>('/summary', { topics: ['directories', 'databases'] });
  const rest = useMorePages<RegistryDirectory>(address, first.data?.next ?? null);
  const summaries = useMemo(
    () => new Map<string, DirectorySummary>((summary.data?.directories ?? []).map(one => [one.directory, one])),
    [summary.data],
  );
  return {
    items: [...(first.data?.items ?? []), ...rest.items],
    summaries,
    problem: first.problem ?? rest.problem,
    loading: first.loading && !first.data,
    reload: first.reload,
    more: rest.more,
  };
}

/** The pages after the first, fetched one by one on request. */
export function useMorePages<T>(address: string, firstNext: string | null) {
  const [state, setState] = useState<{ of: string; items: T[]; next: string | null; problem?: ApiProblem }>({ of: '', items: [], next: null });
  useEffect(() => setState({ of: address, items: [], next: firstNext }), [address, firstNext]);
  const { next } = state;
  const load = useCallback(() => {
    if (!next) return;
    get<RegistryPage<T>>(`${address}${address.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(next)}`).then(
      page => setState(old => (old.of === address ? { of: address, items: [...old.items, ...page.items], next: page.next } : old)),
      (problem: ApiProblem) => setState(old => ({ ...old, problem })),
    );
  }, [address, next]);
  return { items: state.of === address ? state.items : [], more: next ? load : null, problem: state.problem };
}
