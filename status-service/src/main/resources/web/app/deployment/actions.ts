/** What may be ordered for a deployment, and the words that say what it will do. */
import type { Deployment, RunCounts } from '../types';
import { number as n } from '../components/number';
import { settled, targets } from './states';

export type Verb = 'pause' | 'resume' | 'cancel' | 'retry';

export interface Action {
  verb: Verb;
  label: string;
  title: string;
  consequences: string[];
  confirm: string;
  tone: 'plain' | 'bad';
  /** The one that people most likely want. */
  main: boolean;
}

const wrong = (counts: RunCounts) => counts.failed + counts.unreachable;
const begun = (counts: RunCounts) => counts.queued + counts.running + counts.unknown;
const are = (count: number) => (count === 1 ? 'is' : 'are');

/** What makes sense now, the likeliest first. */
export function actionsFor(deployment: Deployment): Action[] {
  const { state, counts } = deployment;
  const actions: Action[] = [];
  if ((state === 'FAILED' || state === 'PAUSED') && wrong(counts) > 0) actions.push(retry(deployment));
  if (state === 'PAUSED') actions.push(resume(deployment));
  if (state === 'RUNNING') actions.push(pause(counts));
  if (state === 'RUNNING' || state === 'PAUSED') actions.push(cancel(counts));
  return actions;
}

function pause(counts: RunCounts): Action {
  const inFlight = begun(counts);
  return {
    verb: 'pause',
    label: 'Pause',
    title: 'Pause this deployment?',
    consequences: [
      inFlight > 0 ? `${targets(inFlight)} in flight ${inFlight === 1 ? 'finishes' : 'finish'} what has begun.` : 'Nothing is in flight.',
      ...(counts.pending > 0 ? [`${targets(counts.pending)} ${counts.pending === 1 ? 'waits' : 'wait'} until somebody resumes.`] : []),
      'Nothing new begins later than two seconds from now.',
    ],
    confirm: 'Pause',
    tone: 'plain',
    main: false,
  };
}

function resume({ counts }: Deployment): Action {
  const failed = wrong(counts);
  return {
    verb: 'resume',
    label: 'Resume',
    title: counts.pending > 0 ? `Resume with ${targets(counts.pending)}?` : 'Resume this deployment?',
    consequences: [
      counts.pending > 0 ? `${targets(counts.pending)} that ${counts.pending === 1 ? 'waits goes' : 'wait go'} on.` : 'No target waits: it ends with what there is.',
      ...(failed > 0
        ? [`The ${n(failed)} that failed ${failed === 1 ? 'stays' : 'stay'} as ${failed === 1 ? 'it is' : 'they are'} and no longer ${failed === 1 ? 'counts' : 'count'} against the failure budget.`]
        : []),
    ],
    confirm: 'Resume',
    tone: 'plain',
    main: true,
  };
}

function cancel(counts: RunCounts): Action {
  const inFlight = begun(counts);
  const done = settled(counts);
  return {
    verb: 'cancel',
    label: 'Cancel',
    title: 'Cancel this deployment?',
    consequences: [
      counts.pending > 0
        ? `${targets(counts.pending)} that ${are(counts.pending)} not begun will be left as ${counts.pending === 1 ? 'it is' : 'they are'}.`
        : 'Every target has begun already.',
      inFlight > 0 ? `${targets(inFlight)} in flight ${inFlight === 1 ? 'finishes' : 'finish'} what has begun.` : 'Nothing is in flight.',
      `The ${n(done)} that ended ${done === 1 ? 'stays as it is' : 'stay as they are'}. This cannot be taken back; deploy again to go on.`,
    ],
    confirm: 'Cancel deployment',
    tone: 'bad',
    main: false,
  };
}

/** Retries what failed; `only` names a single target of it. */
export function retry({ counts, state }: Deployment, only?: string): Action {
  const failed = only ? 1 : wrong(counts);
  const kept = only ? wrong(counts) - 1 : 0;
  const succeeded = counts.succeeded + counts.noAction;
  const word = counts.unreachable > 0 && !only ? 'failed or unreachable' : 'failed';
  return {
    verb: 'retry',
    label: 'Retry',
    title: only ? `Retry ${only}?` : `Retry ${n(failed)} ${word} target${failed === 1 ? '' : 's'}?`,
    consequences: [
      succeeded > 0 ? `The ${n(succeeded)} that succeeded ${succeeded === 1 ? 'stays as it is' : 'stay as they are'}.` : 'No target has succeeded yet.',
      'What was applied is not executed again; a retry goes on at the file that failed.',
      ...(kept > 0 ? [`The other ${n(kept)} that failed ${kept === 1 ? 'is' : 'are'} not touched.`] : []),
      ...(counts.pending > 0 ? [`${targets(counts.pending)} that ${counts.pending === 1 ? 'waits goes' : 'wait go'} on, too.`] : []),
    ],
    confirm: `Retry ${targets(failed)}`,
    tone: 'plain',
    main: only !== undefined || state === 'FAILED',
  };
}
