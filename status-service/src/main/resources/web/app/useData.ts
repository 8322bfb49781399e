import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiProblem, get } from './api';
import { useLive } from './live';
import type { Change } from './types';

/**
 * What a view is about: `databases`, `agents`, `directories`, `deployments`, or one of them: `directory:x`,
 * `deployment:7`.
 */
export type Topic = 'databases' | 'agents' | 'directories' | 'deployments' | `directory:${string}` | `deployment:${string | number}`;

export interface Data<T> {
  /** The newest answer; that of the address before, while a new one is on its way. */
  data: T | undefined;
  problem: ApiProblem | undefined;
  loading: boolean;
  reload: () => void;
}

const AT_MOST_EVERY = 1_000;

/** True when a change is one of these topics. */
export function concerns(change: Change, topics: Topic[]) {
  return change.reset || topics.some(topic => {
    if (topic === 'databases') return change.databases;
    if (topic === 'agents') return change.agents;
    if (topic === 'directories') return change.directories.length > 0;
    if (topic === 'deployments') return change.deployments.length > 0;
    const [kind, name] = [topic.slice(0, topic.indexOf(':')), topic.slice(topic.indexOf(':') + 1)];
    return kind === 'directory'
      ? change.directories.includes(name)
      : change.deployments.some(deployment => String(deployment.id) === name);
  });
}

/** Calls `reload` at changes of these topics, not oftener than once a second; the last change is never missed. */
export function useReload(topics: Topic[] | undefined, reload: () => void, stream = '') {
  const timer = useRef(0);
  const last = useRef(0);
  useLive(topics ? stream : null, change => {
    if (timer.current || !concerns(change, topics!)) return;
    const wait = Math.max(0, last.current + AT_MOST_EVERY - Date.now());
    timer.current = window.setTimeout(() => {
      timer.current = 0;
      last.current = Date.now();
      reload();
    }, wait);
  });
  useEffect(() => () => {
    clearTimeout(timer.current);
    timer.current = 0;
  }, []);
}

/**
 * Fetches and keeps fetched. Null asks nothing. `topics`: live changes that it is asked again for; `stream`: the query
 * of the stream that tells them.
 */
export function useData<T>(path: string | null, options: { topics?: Topic[]; stream?: string } = {}): Data<T> {
  const [state, setState] = useState<{ data?: T; problem?: ApiProblem; loading: boolean }>({ loading: path !== null });
  const running = useRef<AbortController | null>(null);
  const again = useRef(false);

  const load = useCallback(async () => {
    if (path === null) return;
    const turn = new AbortController();
    running.current = turn;
    setState(before => (before.loading ? before : { ...before, loading: true }));
    try {
      const data = await get<T>(path, turn.signal);
      if (!turn.signal.aborted) setState({ data, loading: false });
    } catch (error) {
      if (turn.signal.aborted) return;
      if (!(error instanceof ApiProblem)) throw error;
      setState(before => ({ data: error.status === 404 ? undefined : before.data, problem: error, loading: false }));
    } finally {
      if (running.current === turn) running.current = null;
    }
    if (again.current && !turn.signal.aborted) {
      again.current = false;
      void load();
    }
  }, [path]);

  useEffect(() => {
    if (path === null) setState({ loading: false });
    again.current = false;
    void load();
    return () => running.current?.abort();
  }, [load, path]);

  const reload = useCallback(() => {
    if (running.current) again.current = true;
    else void load();
  }, [load]);
  useReload(path === null ? undefined : options.topics, reload, options.stream);
  return { data: state.data, problem: state.problem, loading: state.loading, reload };
}
