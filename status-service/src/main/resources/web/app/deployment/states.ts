/** The states of a run: the letter on the wire, the word people read, and the order they are told in. */
import { number, plural } from '../components/number';
import type { RunCounts } from '../types';

export type Letter = 'S' | 'N' | 'R' | 'Q' | 'K' | 'F' | 'U' | 'X' | 'C' | 'P';

export interface RunState {
  letter: Letter;
  state: string;
  count: keyof RunCounts;
  word: string;
}

export const RUN_STATES: RunState[] = [
  { letter: 'F', state: 'FAILED', count: 'failed', word: 'Failed' },
  { letter: 'U', state: 'UNREACHABLE', count: 'unreachable', word: 'Unreachable' },
  { letter: 'K', state: 'UNKNOWN', count: 'unknown', word: 'Unknown' },
  { letter: 'R', state: 'RUNNING', count: 'running', word: 'Running' },
  { letter: 'Q', state: 'QUEUED', count: 'queued', word: 'Queued' },
  { letter: 'P', state: 'PENDING', count: 'pending', word: 'Planned' },
  { letter: 'S', state: 'SUCCEEDED', count: 'succeeded', word: 'Succeeded' },
  { letter: 'N', state: 'NO_ACTION', count: 'noAction', word: 'Nothing to do' },
  { letter: 'X', state: 'SKIPPED', count: 'skipped', word: 'Skipped' },
  { letter: 'C', state: 'CANCELLED', count: 'cancelled', word: 'Cancelled' },
];

/** From what is done to what is still to come, with what went wrong between. */
export const BAR_ORDER: Letter[] = ['S', 'N', 'F', 'U', 'K', 'R', 'Q', 'X', 'C', 'P'];

const BY_LETTER = new Map(RUN_STATES.map(one => [one.letter as string, one]));
const BY_STATE = new Map(RUN_STATES.map(one => [one.state, one]));
const UNHEARD_OF: RunState = RUN_STATES[5];

export const byLetter = (letter: string): RunState => BY_LETTER.get(letter) ?? UNHEARD_OF;
export const byState = (state: string): RunState => BY_STATE.get(state) ?? UNHEARD_OF;

/** How many of a text of letters, or of a part of it, are in each state. */
export function countLetters(states: string, from = 0, to = states.length - 1): Map<Letter, number> {
  const counts = new Map<Letter, number>();
  for (let at = from; at <= to && at < states.length; at++) {
    const letter = byLetter(states[at]).letter;
    counts.set(letter, (counts.get(letter) ?? 0) + 1);
  }
  return counts;
}

export function fromCounts(counts: RunCounts): Map<Letter, number> {
  return new Map(RUN_STATES.map(one => [one.letter, counts[one.count]] as [Letter, number]).filter(([, n]) => n > 0));
}

/** How many have ended, however. */
export const settled = (counts: RunCounts): number =>
  counts.total - counts.pending - counts.queued - counts.running - counts.unknown;

/** "3 succeeded, 1 failed": the whole picture for those who do not see it. */
export function inWords(counts: Map<Letter, number>): string {
  const told = RUN_STATES.filter(one => counts.get(one.letter)).map(
    one => `${number(counts.get(one.letter) ?? 0)} ${one.word.toLowerCase()}`,
  );
  return told.join(', ') || 'nothing planned yet';
}

/** "1 target", "3 targets". */
export const targets = (n: number): string => plural(n, 'target');

/** The same from a map of counts. */
export function settledOf(counts: Map<Letter, number>): number {
  let ended = 0;
  counts.forEach((n, letter) => (ended += 'PQRK'.includes(letter) ? 0 : n));
  return ended;
}
