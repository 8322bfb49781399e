import React, { useMemo, useState } from 'react';
import { highlightLines } from '../components/Sql';
import { diffOf, folded, type DiffLine, type Gap } from './diff';

const SAID: Record<string, string> = { '+': 'added', '-': 'removed', ' ': '' };

/** The changes of one file in one column: both line numbers, a sign, the line. */
export function FileDiff({ name, before, after }: { name: string; before: string; after: string }) {
  const [whole, setWhole] = useState(false);
  const lines = useMemo(() => diffOf(before, after), [before, after]);
  const old = useMemo(() => highlightLines(before), [before]);
  const now = useMemo(() => highlightLines(after), [after]);
  const shown = useMemo(() => (whole ? lines : folded(lines)), [lines, whole]);
  return (
    <div className="diff-scroll" tabIndex={0} role="region" aria-label={`Changes of ${name}`}>
      <table className="diff">
        <caption className="hidden">{`Changes of ${name}`}</caption>
        <thead className="hidden">
          <tr>
            <th scope="col">Line before</th>
            <th scope="col">Line after</th>
            <th scope="col">Change</th>
            <th scope="col">Text</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(row =>
            'hidden' in row ? (
              <GapRow key={`gap-${row.at}`} gap={row} onOpen={() => setWhole(true)} />
            ) : (
              <LineRow key={`${row.before}:${row.after}`} line={row} html={row.after ? now[row.after - 1] : old[row.before! - 1]} />
            ),
          )}
        </tbody>
      </table>
    </div>
  );
}

function LineRow({ line, html }: { line: DiffLine; html: string }) {
  const tone = line.change === '+' ? 'line-added' : line.change === '-' ? 'line-removed' : undefined;
  return (
    <tr className={tone}>
      <td className="line-number">{line.before}</td>
      <td className="line-number">{line.after}</td>
      <td className="line-sign">
        <span aria-hidden="true">{line.change === '-' ? '−' : line.change}</span>
        <span className="hidden">{SAID[line.change]}</span>
      </td>
      <td className="line-text">
        <code className="sql" dangerouslySetInnerHTML={{ __html: html || ' ' }} />
      </td>
    </tr>
  );
}

function GapRow({ gap, onOpen }: { gap: Gap; onOpen: () => void }) {
  return (
    <tr className="line-gap">
      <td colSpan={4}>
        <button type="button" className="link" onClick={onOpen}>
          {`Show ${gap.hidden} line${gap.hidden === 1 ? '' : 's'} that did not change`}
        </button>
      </td>
    </tr>
  );
}
