import React from 'react';
import { StateChip, type StateChipProps } from '../components/StateChip';

/** The state of a run. One that has not begun is planned: "Pending" is what a database is. */
export function RunChip({ state, size }: StateChipProps) {
  return <StateChip state={state === 'PENDING' ? 'PLANNED' : state} size={size} />;
}
