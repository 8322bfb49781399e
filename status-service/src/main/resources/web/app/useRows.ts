import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiProblem, get } from './api';
import { useReload, type Topic } from './useData';
import type { Page } from './types';

interface Loaded<T> {
  /** Where the page begins; null for the first. */
  cursor: string | null;
  items: T[];
  next: string | null;
}

/** Rows of a list that is fetched page by page as somebody looks at them. */
export interface Rows<T, P extends Page<T> = Page<T>> {
  items: T[];
  /** The newest first page with everything beside its items (counts, asOf …). */
  first: P | undefined;
  /** True until the last page is there. */
  more: boolean;
  loading: boolean;
  problem: ApiProblem | undefined;
  loadMore: () => void;
  /** Fetches anew the pages of these rows; pages whose beginning moved are dropped and come again when looked at. */
  reload: () => void;
  /** Tells which rows are looked at, from and to, so that a live change fetches only these. */
  look: (from: number, to: number) => void;
}

export const ROWS_PER_PAGE = 200;

/** Pages of `path`, which may have a query of its own. Another path begins anew; its rows replace the old when they come. */
export function useRows<T, P extends Page<T> = Page<T>>(
  path: string, options: { topics?: Topic[]; stream?: string; perPage?: number } = {},
): Rows<T, P> {
  const perPage = options.perPage ?? ROWS_PER_PAGE;
  const [pages, setPages] = useState<Loaded<T>[]>([]);
  const [first, setFirst] = useState<P>();
  const [loading, setLoading] = useState(true);
  const [problem, setProblem] = useState<ApiProblem>();
  const state = useRef({ pages, seen: [0, 0], turn: new AbortController(), busy: false, again: false });
  state.current.pages = pages;
  const reloadSoon = useRef(() => {});

  const fetchPage = useCallback(async (cursor: string | null, turn: AbortController) => {
    const separator = path.includes('?') ? '&' : '?';
    return get<P>(`${path}${separator}limit=${perPage}${cursor ? '&cursor=' + encodeURIComponent(cursor) : ''}`, turn.signal);
  }, [path, perPage]);

  /** Does one thing at a time; what it finds belongs to the path it was begun for. */
  const work = useCallback(async (task: (turn: AbortController) => Promise<void>) => {
    const turn = state.current.turn;
    state.current.busy = true;
    setLoading(true);
    try {
      await task(turn);
      if (!turn.signal.aborted) setProblem(undefined);
    } catch (error) {
      if (turn.signal.aborted) return;
      if (!(error instanceof ApiProblem)) throw error;
      setProblem(error);
    } finally {
      if (!turn.signal.aborted) {
        state.current.busy = false;
        setLoading(false);
        if (state.current.again) reloadSoon.current();
      }
    }
  }, []);

  useEffect(() => {
    state.current.turn = new AbortController();
    state.current.again = false;
    void work(async turn => {
      const page = await fetchPage(null, turn);
      if (turn.signal.aborted) return;
      setFirst(page);
      setPages([{ cursor: null, items: page.items, next: page.next }]);
    });
    return () => state.current.turn.abort();
  }, [fetchPage, work]);

  const loadMore = useCallback(() => {
    const next = state.current.pages[state.current.pages.length - 1]?.next;
    if (!next || state.current.busy) return;
    void work(async turn => {
      const page = await fetchPage(next, turn);
      if (!turn.signal.aborted) setPages(before => [...before, { cursor: next, items: page.items, next: page.next }]);
    });
  }, [fetchPage, work]);

  const refresh = useCallback(async (turn: AbortController) => {
    const [from, to] = state.current.seen;
    let fresh = state.current.pages;
    let start = 0;
    for (let i = 0; i < fresh.length; i++) {
      const end = start + fresh[i].items.length;
      if (i === 0 || (start <= to && end >= from)) {
        const page = await fetchPage(fresh[i].cursor, turn);
        if (turn.signal.aborted) return;
        if (i === 0) setFirst(page);
        const moved = fresh[i + 1] && fresh[i + 1].cursor !== page.next;
        fresh = [...fresh.slice(0, i), { ...fresh[i], items: page.items, next: page.next }, ...(moved ? [] : fresh.slice(i + 1))];
      }
      start = end;
    }
    if (!fresh.length) {
      const page = await fetchPage(null, turn);
      if (turn.signal.aborted) return;
      setFirst(page);
      fresh = [{ cursor: null, items: page.items, next: page.next }];
    }
    setPages(fresh);
  }, [fetchPage]);

  const reload = useCallback(() => {
    state.current.again = state.current.busy;
    if (!state.current.busy) void work(refresh);
  }, [work, refresh]);
  reloadSoon.current = reload;
  useReload(options.topics, reload, options.stream);
  const look = useCallback((from: number, to: number) => { state.current.seen = [from, to]; }, []);

  return {
    items: useFlat(pages), first, more: pages.length > 0 && pages[pages.length - 1].next !== null, loading, problem, loadMore, reload, look,
  };
}

function useFlat<T>(pages: Loaded<T>[]): T[] {
  const flat = useRef<{ pages: Loaded<T>[]; items: T[] }>({ pages: [], items: [] });
  if (flat.current.pages !== pages) flat.current = { pages, items: pages.flatMap(page => page.items) };
  return flat.current.items;
}
