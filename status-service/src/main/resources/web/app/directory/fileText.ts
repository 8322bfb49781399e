import { useEffect, useState } from 'react';
import { ApiProblem } from '../api';
import { path } from '../router';

/** Files of a version never change: what was fetched stays. */
const kept = new Map<string, Promise<string>>();
const MOST_KEPT = 500;

async function fetched(address: string): Promise<string> {
  let answer: Response;
  try {
    answer = await fetch(address, { headers: { Accept: 'text/plain' } });
  } catch {
    throw new ApiProblem(0, 'The registry does not answer', 'The file cannot be fetched now.');
  }
  if (answer.ok) return answer.text();
  const problem = await answer.json().catch(() => null);
  throw new ApiProblem(answer.status, problem?.title ?? `HTTP ${answer.status}`, problem?.detail ?? 'The file cannot be shown.');
}

/** The text of a migration file as it was pushed. */
export function fileText(directory: string, sequence: number, file: string): Promise<string> {
  const address = '/api/v1/directories' + path(directory, 'versions', sequence, 'files', file);
  let text = kept.get(address);
  if (!text) {
    text = fetched(address);
    text.catch(() => kept.delete(address));
    kept.set(address, text);
    if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value!);
  }
  return text;
}

export interface FileText {
  text: string | null;
  problem: ApiProblem | null;
}

/** The same for a component; null asks for nothing and is an empty text. */
export function useFileText(directory: string, of: { sequence: number; file: string } | null): FileText & { again: () => void } {
  const [state, setState] = useState<FileText>({ text: null, problem: null });
  const [turn, setTurn] = useState(0);
  const { sequence, file } = of ?? { sequence: null, file: null };
  useEffect(() => {
    let gone = false;
    setState({ text: file === null ? '' : null, problem: null });
    if (sequence !== null && file !== null) {
      fileText(directory, sequence, file).then(
        text => gone || setState({ text, problem: null }),
        (problem: ApiProblem) => gone || setState({ text: null, problem }),
      );
    }
    return () => {
      gone = true;
    };
  }, [directory, sequence, file, turn]);
  return { ...state, again: () => setTurn(at => at + 1) };
}
