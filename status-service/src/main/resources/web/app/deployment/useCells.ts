import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiProblem, get } from '../api';
import type { CellsView, Wave } from '../types-deployments';

export type CellChange = [position: number, letter: string];

export interface Cells {
  states: string;
  waves: Wave[];
  names: string[] | null;
  /** False while the service does not know cells. */
  available: boolean;
  loading: boolean;
  apply: (changes: CellChange[]) => void;
  reload: () => void;
  needNames: () => void;
}

/** So many names come at once; for more of them they are asked for when somebody points at a cell. */
const NAMES_AT_ONCE = 2000;

/** The state of every target of a deployment, brought up to date by what a stream says of single ones. */
export function useCells(id: string, total: number | null): Cells {
  const [view, setView] = useState<CellsView | null>(null);
  const [available, setAvailable] = useState(true);
  const [turn, setTurn] = useState(0);
  const [named, setNamed] = useState(false);
  const waiting = useRef<CellChange[] | null>(null);
  const withNames = named || (total !== null && total <= NAMES_AT_ONCE);
  const asked = total !== null;

  useEffect(() => {
    if (!asked) return undefined;
    const stop = new AbortController();
    waiting.current = [];
    get<CellsView>(`/deployments/${encodeURIComponent(id)}/cells?names=${withNames}`, stop.signal)
      .then(answer => {
        const missed = waiting.current ?? [];
        waiting.current = null;
        setAvailable(true);
        setView(old => ({ ...answer, names: answer.names ?? namesOf(old, answer), states: changed(answer.states, missed) }));
      })
      .catch(error => {
        waiting.current = null;
        if (!stop.signal.aborted) setAvailable(!(error instanceof ApiProblem) || error.status === 0);
      });
    return () => stop.abort();
  }, [id, asked, withNames, turn, total]);

  const apply = useCallback((changes: CellChange[]) => {
    waiting.current?.push(...changes);
    setView(old => old && { ...old, states: changed(old.states, changes) });
  }, []);
  const reload = useCallback(() => setTurn(at => at + 1), []);
  const needNames = useCallback(() => setNamed(true), []);
  return {
    states: view?.states ?? '',
    waves: view?.waves ?? [],
    names: view?.names ?? null,
    available,
    loading: view === null,
    apply,
    reload,
    needNames,
  };
}

function namesOf(old: CellsView | null, answer: CellsView): string[] | null {
  return old && old.total === answer.total ? old.names : null;
}

function changed(states: string, changes: CellChange[]): string {
  if (changes.length === 0) return states;
  const letters = states.split('');
  for (const [position, letter] of changes) {
    if (position >= 0 && position < letters.length) letters[position] = letter;
  }
  return letters.join('');
}
