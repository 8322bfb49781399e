import React from 'react';
import { Icon, type Shape } from './Icon';

/** What a state looks like everywhere: its word, its colour, and its shape for those who do not see the colour. */
export type Tone = 'ok' | 'wait' | 'bad' | 'busy' | 'still';

const LOOKS: Record<string, [string, Tone, Shape]> = {
  SYNCED: ['Synced', 'ok', 'disc'],
  PENDING: ['Pending', 'wait', 'half'],
  ERROR: ['Error', 'bad', 'triangle'],
  SUCCEEDED: ['Succeeded', 'ok', 'disc'],
  APPLIED: ['Applied', 'ok', 'disc'],
  OK: ['OK', 'ok', 'tick'],
  FAILED: ['Failed', 'bad', 'triangle'],
  RUNNING: ['Running', 'busy', 'turning'],
  QUEUED: ['Queued', 'busy', 'ring'],
  PLANNED: ['Planned', 'still', 'ring'],
  AWAITING_APPROVAL: ['Awaiting approval', 'wait', 'half'],
  NO_ACTION: ['Nothing to do', 'ok', 'dash'],
  UNREACHABLE: ['Unreachable', 'bad', 'cross'],
  UNKNOWN: ['Unknown', 'wait', 'question'],
  SKIPPED: ['Skipped', 'still', 'dash'],
  CANCELLED: ['Cancelled', 'still', 'cross'],
  CANCELLING: ['Cancelling', 'wait', 'half'],
  PAUSED: ['Paused', 'wait', 'pause'],
  SETTLING: ['Settling', 'wait', 'half'],
  ALIVE: ['Alive', 'ok', 'disc'],
  SILENT: ['Silent', 'bad', 'triangle'],
  LEFT: ['Left', 'still', 'dash'],
  LEAVING: ['Leaving', 'wait', 'half'],
  RETIRED: ['Retired', 'still', 'dash'],
  REMOVED: ['Removed', 'still', 'cross'],
};

export const wordOf = (state: string) => LOOKS[state]?.[0] ?? state;
export const toneOf = (state: string): Tone => LOOKS[state]?.[1] ?? 'still';
export const shapeOf = (state: string): Shape => LOOKS[state]?.[2] ?? 'ring';

export interface StateChipProps {
  state: string;
  size?: 'small' | 'large';
  /** Other words than the usual ones. */
  children?: React.ReactNode;
}

export function StateChip({ state, size, children }: StateChipProps) {
  return (
    <span className={`chip tone-${toneOf(state)}${size ? ' chip-' + size : ''}`}>
      <Icon shape={shapeOf(state)} size={size === 'large' ? 13 : 10} />
      {children ?? wordOf(state)}
    </span>
  );
}
