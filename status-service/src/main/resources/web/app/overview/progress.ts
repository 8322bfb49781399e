import type { Part } from '../components/Bar';
import type { RunCounts } from '../types';

/** Runs that have ended, however. */
export const settled = (counts: RunCounts) =>
  counts.succeeded + counts.noAction + counts.failed + counts.unreachable + counts.skipped + counts.cancelled;

/** The runs of a deployment as a bar: done, failed, under way, not yet. */
export function runParts(counts: RunCounts): Part[] {
  return [
    { label: 'done', count: counts.succeeded + counts.noAction, tone: 'ok' },
    { label: 'failed', count: counts.failed + counts.unreachable, tone: 'bad' },
    { label: 'unknown', count: counts.unknown, tone: 'wait' },
    { label: 'under way', count: counts.running + counts.queued, tone: 'busy' },
    { label: 'skipped or cancelled', count: counts.skipped + counts.cancelled, tone: 'still' },
    { label: 'to come', count: counts.pending, tone: 'rest' },
  ];
}
