import React from 'react';
import { number } from '../components/number';
import { StateChip } from '../components/StateChip';
import { Link } from '../router';
import type { DirectorySummary } from '../types';

const STATES = [
  ['SYNCED', 'synced', 'Synced'],
  ['PENDING', 'pending', 'Pending'],
  ['ERROR', 'error', 'Error'],
] as const;

/** How many databases of a directory are in which state; each leads to them. */
export function StateLinks({ directory }: { directory: DirectorySummary }) {
  return (
    <span className="state-links">
      {STATES.filter(([, key]) => directory[key] > 0).map(([state, key, word]) => (
        <Link key={state} to={`/databases?directory=${encodeURIComponent(directory.directory)}&state=${key}`}>
          <StateChip state={state}>{`${word} ${number(directory[key])}`}</StateChip>
        </Link>
      ))}
    </span>
  );
}
