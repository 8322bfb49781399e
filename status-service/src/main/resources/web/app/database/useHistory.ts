import { useCallback, useEffect, useState } from 'react';
import { ApiProblem, get } from '../api';
import { path } from '../router';
import type { Page, Revision, Target } from '../types';

/** A revision, or the migration that failed last. */
export type Entry = Pick<Revision, 'directory' | 'version' | 'description' | 'applied' | 'total' | 'at' | 'duration' | 'deployment'> & { failed: boolean };

/**
 * The whole history, the newest first. The API tells revisions in the order of their versions, so all of them are
 * fetched, again whenever the database changed.
 */
export function useHistory(target: Target): { entries: Entry[] | undefined; problem: ApiProblem | undefined; reload: () => void } {
  const [revisions, setRevisions] = useState<Revision[]>();
  const [problem, setProblem] = useState<ApiProblem>();
  const [turn, setTurn] = useState(0);
  const changed = target.items.map(one => one.updatedAt).join();
  useEffect(() => {
    const stop = new AbortController();
    allRevisions(target.target, stop.signal).then(
      all => { setRevisions(all); setProblem(undefined); },
      error => {
        if (stop.signal.aborted) return;
        if (!(error instanceof ApiProblem)) throw error;
        setProblem(error);
      });
    return () => stop.abort();
  }, [target.target, changed, turn]);
  const reload = useCallback(() => setTurn(n => n + 1), []);
  return { entries: revisions && newestFirst(revisions, target), problem, reload };
}

async function allRevisions(name: string, signal: AbortSignal) {
  const all: Revision[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<Revision> = await get(`${path('databases', name, 'history')}?limit=1000${cursor ? '&cursor=' + encodeURIComponent(cursor) : ''}`, signal);
    all.push(...page.items);
    cursor = page.next;
  } while (cursor);
  return all;
}

function newestFirst(revisions: Revision[], target: Target): Entry[] {
  const entries: Entry[] = revisions.map(one => ({ ...one, failed: false }));
  for (const { directory, lastMigration } of target.items) {
    if (lastMigration?.result !== 'FAILED') continue;
    entries.push({ ...lastMigration, directory, applied: 0, total: 0, duration: null, failed: true });
  }
  return entries.reverse().sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
}
