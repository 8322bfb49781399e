/** Reasons of a run, in words. */
const WORDS: Record<string, string> = {
  known: 'known to have everything already',
  reconciled: 'found done when the database was asked',
  'agent-lost': 'its agents were lost',
  cancelled: 'cancelled before it began',
  superseded: 'a newer deployment took its place',
};

export const reasonOf = (reason: string): string => WORDS[reason] ?? reason;
