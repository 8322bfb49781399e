import { BAR_ORDER, byLetter, type Letter } from './states';

const TONES: Record<Letter, string> = {
  S: 'ok',
  N: 'none',
  F: 'bad',
  U: 'bad',
  K: 'wait',
  R: 'busy',
  Q: 'queued',
  X: 'still',
  C: 'still',
  P: 'rest',
};

/** The parts of a stacked bar, from what is done to what is still to come. */
export function barParts(counts: Map<Letter, number>) {
  return BAR_ORDER.filter(letter => counts.get(letter)).map(letter => ({
    label: byLetter(letter).word,
    count: counts.get(letter)!,
    tone: TONES[letter],
  }));
}
