import React from 'react';
import { number } from '../components/number';
import { RUN_STATES, type Letter } from './states';

/** What the forms and colours mean, how many there are of each; a press shows only these. */
export function Legend({
  counts,
  chosen,
  onToggle,
}: {
  counts: Map<Letter, number>;
  chosen: Set<string>;
  onToggle: (state: string) => void;
}) {
  const shown = RUN_STATES.filter(one => (counts.get(one.letter) ?? 0) > 0 || chosen.has(one.state));
  return (
    <div className="state-legend" role="group" aria-label="Show only targets in these states">
      {shown.map(({ letter, state, word }) => (
        <button
          key={letter}
          type="button"
          className={`state-legend-item cell-${letter.toLowerCase()}`}
          aria-pressed={chosen.has(state)}
          onClick={() => onToggle(state)}
        >
          <span className="swatch" aria-hidden="true" />
          {word} <b>{number(counts.get(letter) ?? 0)}</b>
        </button>
      ))}
    </div>
  );
}
