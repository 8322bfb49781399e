import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { ApiProblem, get } from './api';
import { useReload, type Topic } from './useData';
import type { Page } from './types';

interface Loaded<T> {
  /** Where the page begins; null for the first. */
  cursor: string | null;
  items: T[];
  next: string | null;
}

interface List<T, P> {
  path: string;
  first: P;
  pages: Loaded<T>[];
}

/** Rows of a list that is fetched page by page as somebody looks at them. */
export interface Rows<T, P extends Page<T> = Page<T>> {
  items: T[];
  /** The newest first page with everything beside its items (counts, asOf …). */
  first: P | undefined;
  /** True until the last page is there. */
  more: boolean;
  loading: boolean;
  /** True while these are still the rows of the path before. */
  stale: boolean;
  problem: ApiProblem | undefined;
  loadMore: () => void;
  /** Fetches anew what is looked at; pages whose beginning moved are dropped and come again when looked at. */
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
  const [list, setList] = useState<List<T, P>>();
  const [loading, setLoading] = useState(true);
  const [problem, setProblem] = useState<ApiProblem>();
  const now = useRef({ list, seen: [0, 0], turn: new AbortController(), busy: false, again: false, reload: () => {} });
  now.current.list = list;

  const fetchPage = useCallback((cursor: string | null, signal: AbortSignal) =>
    get<P>(`${path}${path.includes('?') ? '&' : '?'}limit=${perPage}${cursor ? '&cursor=' + encodeURIComponent(cursor) : ''}`, signal),
  [path, perPage]);

  /** Makes a new list of the one that is there, one task at a time. What comes for a path that was left is dropped. */
  const work = useCallback(async (task: (signal: AbortSignal) => Promise<List<T, P>>) => {
    const { signal } = now.current.turn;
    now.current.busy = true;
    setLoading(true);
    try {
      const next = await task(signal);
      if (signal.aborted) return;
      setList(next);
      setProblem(undefined);
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof ApiProblem)) throw error;
      setProblem(error);
    } finally {
      if (!signal.aborted) {
        now.current.busy = false;
        setLoading(false);
        if (now.current.again) now.current.reload();
      }
    }
  }, []);

  const begin = useCallback(async (signal: AbortSignal) => {
    const first = await fetchPage(null, signal);
    return { path, first, pages: [{ cursor: null, items: first.items, next: first.next }] };
  }, [fetchPage, path]);

  useEffect(() => {
    now.current.turn = new AbortController();
    now.current.again = false;
    void work(begin);
    return () => now.current.turn.abort();
  }, [begin, work]);

  const loadMore = useCallback(() => {
    const known = now.current.list;
    const cursor = known?.pages[known.pages.length - 1].next;
    if (!known || !cursor || known.path !== path || now.current.busy) return;
    void work(async signal => {
      const page = await fetchPage(cursor, signal);
      return { ...known, pages: [...known.pages, { cursor, items: page.items, next: page.next }] };
    });
  }, [fetchPage, work, path]);

  const renew = useCallback(async (signal: AbortSignal): Promise<List<T, P>> => {
    const known = now.current.list;
    if (known?.path !== path) return begin(signal);
    const [from, to] = now.current.seen;
    let { first, pages } = known;
    let start = 0;
    for (let i = 0; i < pages.length; i++) {
      const end = start + pages[i].items.length;
      if (i === 0 || (start <= to && end >= from)) {
        const page = await fetchPage(pages[i].cursor, signal);
        if (i === 0) first = page;
        const moved = pages[i + 1] && pages[i + 1].cursor !== page.next;
        pages = [...pages.slice(0, i), { ...pages[i], items: page.items, next: page.next }, ...(moved ? [] : pages.slice(i + 1))];
      }
      start = end;
    }
    return { path, first, pages };
  }, [begin, fetchPage, path]);

  const reload = useCallback(() => {
    now.current.again = now.current.busy;
    if (!now.current.busy) void work(renew);
  }, [work, renew]);
  now.current.reload = reload;
  useReload(options.topics, reload, options.stream);
  const look = useCallback((from: number, to: number) => { now.current.seen = [from, to]; }, []);

  const items = useMemo(() => list?.pages.flatMap(page => page.items) ?? [], [list]);
  return {
    items, first: list?.first, more: !!list && list.pages[list.pages.length - 1].next !== null, loading,
    stale: !!list && list.path !== path, problem, loadMore, reload, look,
  };
}
