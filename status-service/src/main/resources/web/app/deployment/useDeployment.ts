import { useCallback, useEffect, useRef, useState } from 'react';
import { useLive } from '../live';
import type { Change, Deployment } from '../types';
import { useData } from '../useData';
import type { Cells } from './useCells';

interface News {
  asOf: string;
  part: Partial<Deployment>;
}

/** A deployment as the newest of answer and stream tells it. */
export function useDeployment(id: string) {
  const path = `/deployments/${encodeURIComponent(id)}`;
  const stream = `deployment=${encodeURIComponent(id)}`;
  const asked = useData<Deployment & { asOf: string }>(path, { topics: [`deployment:${id}`], stream });
  const [news, setNews] = useState<News | null>(null);
  useEffect(() => setNews(null), [id]);
  useLive(stream, change => {
    const part = change.deployments.find(one => String(one.id) === id);
    if (part && !change.reset) setNews({ asOf: change.asOf, part });
  });
  const { data } = asked;
  const newer = data && news && news.asOf > data.asOf && String(data.id) === id;
  return { ...asked, data: newer ? { ...data, ...news.part } : data, stream };
}

/** Keeps cells up to date: single ones by what the stream says, all of them when it does not know. */
export function useLiveCells(stream: string, cells: Cells, state: string | undefined) {
  const { apply, reload } = cells;
  useLive(stream, (change: Change) => {
    if (change.cells?.length) apply(change.cells);
    if (change.reset || change.cellsChanged) reload();
  });
  const before = useRef(state);
  useEffect(() => {
    if (before.current !== undefined && before.current !== state) reload();
    before.current = state;
  }, [state, reload]);
}

/** A set of words in the address, as `state=failed,unreachable`. */
export function useChosen(query: URLSearchParams, name: string): [Set<string>, (word: string) => string | null] {
  const words = (query.get(name) ?? '').split(',').filter(Boolean).map(word => word.toUpperCase());
  const chosen = new Set(words);
  const toggled = useCallback(
    (word: string) => {
      const next = new Set(words);
      if (!next.delete(word)) next.add(word);
      return [...next].join(',').toLowerCase() || null;
    },
    [words.join()],
  );
  return [chosen, toggled];
}
