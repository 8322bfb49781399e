import { secondsOf, spell } from '../components/Duration';
import type { OrderOptions } from '../types';

const TX_MODES: Record<string, string> = { ALL: 'all files are one transaction', NONE: 'no transactions' };
const ORDERS: Record<string, string> = { LINEAR_SKIP: 'late files are left out', NON_LINEAR: 'late files first' };

/** How a deployment is applied, in a few words each; empty when its order has the defaults. */
export function howOf(options: OrderOptions | null | undefined): string[] {
  if (!options) return [];
  const { txMode, execOrder, amount, dbLockTimeout } = options;
  const time = (iso: string) => spell(secondsOf(iso) ?? 0);
  return [
    options.baseline && `baseline ${options.baseline}`,
    options.allowDirty && 'dirty databases too',
    amount && `at most ${amount} file${amount === 1 ? '' : 's'} each`,
    txMode && (TX_MODES[txMode] ?? txMode),
    execOrder && (ORDERS[execOrder] ?? execOrder),
    options.revisionsSchema && `history in ${options.revisionsSchema}`,
    options.verify && 'asks every target',
    options.statementTimeout && `a statement ${time(options.statementTimeout)} at most`,
    dbLockTimeout && (secondsOf(dbLockTimeout) ? `waits ${time(dbLockTimeout)} for locks` : 'waits for locks for ever'),
    options.lockTimeout && `waits ${time(options.lockTimeout)} for other migrations`,
    options.lostAfter && `lost after ${time(options.lostAfter)}`,
  ].filter((word): word is string => Boolean(word));
}
