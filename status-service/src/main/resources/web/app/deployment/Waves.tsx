import React from 'react';
import { number } from '../components/number';
import { Bar } from '../components/Bar';
import type { Wave } from '../types-deployments';
import { barParts } from './barParts';
import { countLetters, inWords, settledOf, type Letter } from './states';

type Step = 'done' | 'failed' | 'now' | 'later';

const WORDS: Record<Step, string> = { done: 'Done', failed: 'With failures', now: 'In progress', later: 'Waits' };

/** The waves as steps, in the order in which they are opened. */
export function Waves({ waves, states, paused }: { waves: Wave[]; states: string; paused: boolean }) {
  return (
    <ol className="waves" aria-label="Waves">
      {waves.map((wave, at) => {
        const counts = countLetters(states, wave.from, wave.to);
        const total = wave.to - wave.from + 1;
        const step = stepOf(counts, total);
        return (
          <li key={`${wave.name}-${wave.from}`} className={`wave wave-${step}`} aria-current={step === 'now' ? 'step' : undefined}>
            <div className="wave-head">
              <span className="wave-number" aria-hidden="true">
                {step === 'done' ? '✓' : step === 'failed' ? '!' : at + 1}
              </span>
              <strong>{wave.name}</strong>
              <span className="quiet">{step === 'now' && paused ? 'Paused' : WORDS[step]}</span>
            </div>
            <Bar parts={barParts(counts)} />
            <p className="wave-counts quiet">
              {`${number(settledOf(counts))} of ${number(total)} · ${inWords(counts)}`}
            </p>
          </li>
        );
      })}
    </ol>
  );
}

function stepOf(counts: Map<Letter, number>, total: number): Step {
  const ended = settledOf(counts);
  if (ended === total) return (counts.get('F') ?? 0) + (counts.get('U') ?? 0) > 0 ? 'failed' : 'done';
  const begun = ended + (counts.get('R') ?? 0) + (counts.get('Q') ?? 0) + (counts.get('K') ?? 0);
  return begun > 0 ? 'now' : 'later';
}
