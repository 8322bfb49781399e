import type { Part } from '../components/Bar';
import type { DirectorySummary, Summary } from '../types';

export interface Fleet {
  synced: number;
  pending: number;
  error: number;
  total: number;
}

export function fleetOf(summary: Summary): Fleet {
  const sum = (key: 'synced' | 'pending' | 'error') => summary.directories.reduce((all, one) => all + one[key], 0);
  const [synced, pending, error] = [sum('synced'), sum('pending'), sum('error')];
  return { synced, pending, error, total: synced + pending + error };
}

/** The three states; those of one directory lead to the list of its databases. */
export function stateParts(one: { synced: number; pending: number; error: number; directory?: string }): Part[] {
  const list = one.directory === undefined ? null : `/databases?directory=${encodeURIComponent(one.directory)}&state=`;
  return [
    { label: 'synced', count: one.synced, tone: 'ok', to: list ? list + 'synced' : undefined },
    { label: 'pending', count: one.pending, tone: 'wait', to: list ? list + 'pending' : undefined },
    { label: 'in error', count: one.error, tone: 'bad', to: list ? list + 'error' : undefined },
  ];
}

const TONES = 4;

/**
 * How far the versions of a directory lie apart: the newest first, each further one paler, those without any version
 * last. What is four versions behind or more is one part.
 */
export function skewParts(directory: DirectorySummary): Part[] {
  const latest = directory.latest?.sequence ?? 0;
  const parts: Part[] = [];
  let older = 0;
  for (const share of [...directory.byVersion].sort((a, b) => b.sequence - a.sequence)) {
    const behind = latest - share.sequence;
    if (share.sequence === 0) continue;
    if (behind >= TONES) older += share.count;
    else parts.push({ label: behind <= 0 ? `at v${share.sequence} (latest)` : `at v${share.sequence}`, count: share.count, tone: `skew-${Math.max(0, behind)}` });
  }
  if (older) parts.push({ label: `at v${latest - TONES} or older`, count: older, tone: 'skew-4' });
  const nothing = directory.byVersion.find(share => share.sequence === 0)?.count ?? 0;
  if (nothing) parts.push({ label: 'at no version', count: nothing, tone: 'skew-none' });
  return parts;
}
