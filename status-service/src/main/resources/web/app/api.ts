import { useSyncExternalStore } from 'react';

/** One thing that is wrong with a request, and where: a parameter's name, or the place in the body. */
export interface Fault {
  pointer: string;
  detail: string;
}

/** What a service says when it refuses; `status` 0 when nobody answered. */
export class ApiProblem extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail: string,
    readonly faults: Fault[] = [],
    readonly type = '',
  ) {
    super(detail || title);
  }
}

interface Kept {
  tag: string;
  body: unknown;
}

/** Status answers by address; asked again with their tag, so that an unchanged view costs neither query nor drawing. */
const kept = new Map<string, Kept>();
const MOST_KEPT = 300;

/** Asks for JSON. A path without `/api` is one of the status service: `get('/summary')`. */
export async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  const address = path.startsWith('/api/') ? path : '/api/v1/status' + path;
  const known = kept.get(address);
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (known) headers['If-None-Match'] = known.tag;
  const answer = await ask(address, { headers, signal, cache: 'no-store' });
  if (answer.status === 304 && known) {
    tell(known.body);
    return known.body as T;
  }
  const body = await read(answer);
  keep(address, answer.headers.get('ETag'), body);
  tell(body);
  return body as T;
}

/** Orders something; the answer's JSON, or undefined when there is none. */
export function post<T = unknown>(path: string, body: unknown = {}): Promise<T> {
  return ask(path, {
    method: 'POST',
    headers: { Accept: 'application/json', 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  }).then(answer => read(answer) as Promise<T>);
}

async function ask(address: string, init: RequestInit) {
  try {
    return await fetch(address, init);
  } catch (error) {
    if ((error as Error).name === 'AbortError') throw error;
    throw new ApiProblem(0, 'Drover does not answer', 'The server cannot be reached. Is `drover up` still running?');
  }
}

async function read(answer: Response): Promise<unknown> {
  const text = await answer.text();
  let body: any;
  try {
    body = text ? JSON.parse(text) : undefined;
  } catch {
    body = undefined;
  }
  if (answer.ok) return body;
  throw new ApiProblem(
    answer.status,
    body?.title ?? 'HTTP ' + answer.status,
    body?.detail ?? '',
    body?.faults ?? [],
    body?.type ?? '',
  );
}

function keep(address: string, tag: string | null, body: unknown) {
  kept.delete(address);
  if (!tag) return;
  kept.set(address, { tag, body });
  if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value!);
}

/** How old what is shown is. */
export interface Freshness {
  asOf: string | null;
  lag: string | null;
}

let freshness: Freshness = { asOf: null, lag: null };
const listeners = new Set<() => void>();

/** Notes how fresh an answer or a live message said that the views are. */
export function tell(body: unknown) {
  const { asOf, lag } = (body ?? {}) as Partial<Freshness>;
  if (!asOf || (freshness.asOf && freshness.asOf > asOf)) return;
  freshness = { asOf, lag: lag ?? null };
  listeners.forEach(listener => listener());
}

export function useFreshness(): Freshness {
  return useSyncExternalStore(
    listener => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => freshness,
  );
}
