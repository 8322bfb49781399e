/** How the databases of a directory are spread over its versions. */
import type { DirectorySummary } from '../types';

export interface Share {
  sequence: number;
  count: number;
  tone: string;
  label: string;
}

const OLDEST_TONE = 4;

/** Newest version first, nothing applied last; the tone says how far behind. */
export function sharesOf(directory: DirectorySummary): Share[] {
  const latest = directory.latest?.sequence ?? 0;
  return [...directory.byVersion]
    .sort((a, b) => b.sequence - a.sequence)
    .map(({ sequence, count }) => ({
      sequence,
      count,
      tone: sequence === 0 ? 'skew-none' : `skew-${Math.min(OLDEST_TONE, Math.max(0, latest - sequence))}`,
      label: sequence === 0 ? 'at no version' : `at v${sequence}`,
    }));
}

export const databasesOf = (directory: DirectorySummary): number => directory.synced + directory.pending + directory.error;
