import React from 'react';
import { Link } from '../router';
import { Icon } from './Icon';
import { number } from './number';
import { shapeOf, toneOf, wordOf } from './StateChip';

export interface FilterChip {
  /** The state, or null for all. */
  state: string | null;
  to: string;
  count?: number;
  label?: string;
}

/** Filters by state. Each is a link, so that it can be shared; the chosen one is `aria-current`. */
export function ChipRow({ chips, current, label }: { chips: FilterChip[]; current: string | null; label: string }) {
  return (
    <nav className="chip-row" aria-label={label}>
      {chips.map(chip => (
        <Link key={chip.state ?? ''} to={chip.to} className={`filter tone-${chip.state ? toneOf(chip.state) : 'plain'}`}
          aria-current={chip.state === current ? 'true' : undefined}>
          {chip.state && <Icon shape={shapeOf(chip.state)} size={10} />}
          {chip.label ?? (chip.state ? wordOf(chip.state) : 'All')}{' '}
          {chip.count !== undefined && <b className="num" aria-live="polite">{number(chip.count)}</b>}
        </Link>
      ))}
    </nav>
  );
}
