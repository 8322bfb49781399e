import React, { useMemo, useState } from 'react';
import { Empty } from '../components/Empty';
import { plural } from '../components/number';
import { Problem } from '../components/Problem';
import { Skeleton } from '../components/Skeleton';
import { path, useQuery } from '../router';
import type { DirectoryVersionView } from '../types-deployments';
import { useData } from '../useData';
import { changedFiles, type ChangedFile, type FileChange } from './diff';
import { FileDiff } from './FileDiff';
import { useFileText } from './fileText';

/** So many changed files are open from the beginning. */
const OPEN = 10;
/** So many versions can be chosen from; any other by its number in the address. */
const CHOICES = 200;

const SIGNS: Record<FileChange, string> = { added: '+', removed: '−', changed: '~' };

/** What changed between this version and another one; the one before unless another was chosen. */
export function Changes({ version, newest }: { version: DirectoryVersionView; newest: number }) {
  const [query, setQuery] = useQuery();
  const { directory, sequence } = version;
  const asked = Number(query.get('from'));
  const from = Number.isInteger(asked) && asked > 0 ? asked : sequence - 1;
  const before = useData<DirectoryVersionView>(from > 0 ? '/api/v1/directories' + path(directory, 'versions', from) : null);
  const base = from === 0 ? [] : before.data?.sequence === from ? before.data.files : null;
  const changes = useMemo(() => (base ? changedFiles(base, version.files) : null), [base, version.files]);
  return (
    <section aria-label="Changes">
      <div className="toolbar">
        <label className="compare">
          Compared with{' '}
          <select className="select" value={from} onChange={event => setQuery({ from: event.target.value })}>
            {choices(sequence, newest, from).map(other => (
              <option key={other} value={other}>
                {other === 0 ? 'nothing' : `v${other}${other === sequence - 1 ? ' (the one before)' : ''}`}
              </option>
            ))}
          </select>
        </label>
        {changes && <span className="quiet">{inWords(changes)}</span>}
      </div>
      <Problem problem={before.problem} onRetry={before.reload} />
      {!changes && !before.problem && <Skeleton lines={5} />}
      {changes?.length === 0 && <Empty title="Nothing changed">Both versions have the same files.</Empty>}
      {changes?.map((file, at) => (
        <Changed key={file.name} directory={directory} from={from} to={sequence} file={file} open={at < OPEN} />
      ))}
    </section>
  );
}

function choices(sequence: number, newest: number, from: number): number[] {
  const all = Array.from({ length: newest }, (_, at) => newest - at).filter(other => other !== sequence);
  const near = all.sort((a, b) => Math.abs(a - sequence) - Math.abs(b - sequence)).slice(0, CHOICES);
  const shown = new Set([...near, from]);
  if (sequence === 1) shown.add(0);
  return [...shown].sort((a, b) => b - a);
}

function inWords(changes: ChangedFile[]): string {
  const count = (change: FileChange) => changes.filter(file => file.change === change).length;
  return (['added', 'changed', 'removed'] as const)
    .filter(change => count(change) > 0)
    .map(change => `${plural(count(change), 'file')} ${change}`)
    .join(' · ');
}

function Changed({ directory, from, to, file, open }: { directory: string; from: number; to: number; file: ChangedFile; open: boolean }) {
  const [shown, setShown] = useState(open);
  return (
    <details className="changed" open={open} onToggle={event => event.currentTarget.open && setShown(true)}>
      <summary>
        <span className={`change change-${file.change}`}>
          <span aria-hidden="true">{SIGNS[file.change]}</span> {file.change}
        </span>
        <span className="file-name">{file.name}</span>
        <span className="quiet">{statements(file)}</span>
      </summary>
      {shown && <ChangedText directory={directory} from={from} to={to} file={file} />}
    </details>
  );
}

function statements({ before, after }: ChangedFile): string {
  if (before && after && before.statements !== after.statements) return `${before.statements} → ${plural(after.statements, 'statement')}`;
  return plural((after ?? before)!.statements, 'statement');
}

function ChangedText({ directory, from, to, file }: { directory: string; from: number; to: number; file: ChangedFile }) {
  const before = useFileText(directory, file.before && { sequence: from, file: file.name });
  const after = useFileText(directory, file.after && { sequence: to, file: file.name });
  const problem = before.problem ?? after.problem;
  if (problem) return <Problem problem={problem} onRetry={() => { before.again(); after.again(); }} />;
  if (before.text === null || after.text === null) return <Skeleton lines={3} />;
  return <FileDiff name={file.name} before={before.text} after={after.text} />;
}
