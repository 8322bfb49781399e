import React from 'react';
import { Link } from '../router';
import type { Wave } from '../types-deployments';
import { byLetter, type Letter } from './states';

/** A few targets: each a field with its name, its state in colour, form and word. */
export function NamedCells({
  states,
  names,
  waves,
  chosen,
  hrefOf,
}: {
  states: string;
  names: string[];
  waves: Wave[];
  chosen: Set<Letter>;
  hrefOf: (name: string) => string;
}) {
  const all = waves.length > 0 ? waves : [{ name: '', from: 0, to: states.length - 1 }];
  return (
    <>
      {all.map(wave => (
        <section key={wave.name} className="named-wave" aria-label={wave.name ? `Wave ${wave.name}` : 'Targets'}>
          {all.length > 1 && <h3>{wave.name}</h3>}
          <ul className="named-cells">
            {names.slice(wave.from, wave.to + 1).map((name, at) => {
              const { letter, word } = byLetter(states[wave.from + at]);
              const dimmed = chosen.size > 0 && !chosen.has(letter);
              return (
                <li key={name}>
                  <Link to={hrefOf(name)} className={`named-cell cell-${letter.toLowerCase()}${dimmed ? ' dimmed' : ''}`}>
                    <span className="swatch" aria-hidden="true" />
                    <span className="named-cell-name">{name}</span>
                    <span className="named-cell-state">{word}</span>
                  </Link>
                </li>
              );
            })}
          </ul>
        </section>
      ))}
    </>
  );
}
