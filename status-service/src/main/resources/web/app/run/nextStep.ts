/** What to do about a run that failed, in plain words. */
import type { RunError } from '../types';

export interface NextStep {
  text: string;
  /** A command that does it or belongs to it. */
  command?: string;
  /** Whether Retry is what comes after. */
  retry: boolean;
}

const REPAIR_AND_RETRY: Record<string, string> = {
  'statement-failed':
    'Look at the statement and at what the database says. Repair the data in this database, or push a corrected migration; then retry.',
  'check-failed': 'The file checks something before it runs, and that is not true in this database. Make it true, then retry.',
  'commit-failed': 'Every statement ran, but the database refused to commit. Its message says why; repair that, then retry.',
  'lock-held': 'Somebody else is migrating this database. Wait until that is over, then retry.',
  unreachable: 'The agent cannot connect. See that the database runs and that address and credentials are right, then retry.',
  'secret-unavailable': 'The agent may not read the secret that the URL names, or does not have it. Give it to the agent, then retry.',
  'agent-lost': 'Agents fell silent while they were at it. The database was asked: nothing is half done. See why they died, then retry.',
  'agent-error': 'The agent met something unexpected. Its log has the details; then retry.',
  'target-missing': 'The file is not there and may not be made. See that the path of the target is right, then retry.',
  'wrong-host': 'The file is on another machine than the agent. Start an agent there, or share the folder; then retry.',
  'content-missing': 'The registry does not have this version any more. Push the directory again and deploy anew.',
  'content-corrupt': 'What the registry sent is not what was pushed. Push the directory again and deploy anew.',
};

const PUSH_AGAIN: Record<string, string> = {
  'checksum-mismatch': 'The files and their atlas.sum do not fit. Rewrite atlas.sum, push, and deploy the new version.',
  'history-changed': 'A statement that this database has already applied was changed. Restore it, push, and deploy the new version.',
  'missing-migration': 'This database has applied a file that the directory does not have. Put it back, push, and deploy the new version.',
  'transaction-statement': 'A statement cannot stand in a transaction. Mark its file with atlas:txmode none, push, and deploy the new version.',
};

/** What another order settles: a retry would ask for the same as before. */
const ORDER_ANEW: Record<string, { text: string; flags: string }> = {
  'not-clean': {
    text: 'This database has tables but no history. Deploy again and say at which version it is, or apply everything to it as it is (--allow-dirty).',
    flags: '--baseline VERSION',
  },
  'out-of-order': {
    text: 'A file is older than what this database has. Deploy again and have such files applied first, or left out (linear-skip); or give it a newer version and push.',
    flags: '--exec-order non-linear',
  },
};

export function nextStep(error: RunError, target: string, env: string | null): NextStep {
  if (error.code === 'ambiguous') {
    const chosen = env ? ` --env ${env}` : '';
    return {
      text:
        'Nobody knows whether this statement ran: its agent died while it was at it, outside of a transaction. Look into the database, say which it is (--ran or --did-not-run), then retry.',
      command: `drover migrate resolve --ran${chosen} --target ${target}`,
      retry: true,
    };
  }
  const anew = ORDER_ANEW[error.code];
  if (anew) {
    return { text: anew.text, command: `drover migrate apply${env ? ` --env ${env}` : ''} --target ${target} ${anew.flags}`, retry: false };
  }
  const push = PUSH_AGAIN[error.code];
  if (push) return { text: push, command: error.code === 'checksum-mismatch' ? 'drover migrate hash' : undefined, retry: false };
  const repair = REPAIR_AND_RETRY[error.code];
  return {
    text: repair ?? 'Look at the message above and repair its cause, then retry.',
    retry: !error.code.startsWith('content-'),
  };
}
