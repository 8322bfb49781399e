import React, { useEffect, useMemo, useRef, useState } from 'react';
import { highlight } from '../components/Sql';
import { secondsOf, spell } from '../components/Duration';
import type { FileView, StatementView } from '../types-deployments';

/** So many statements of a file are shown at once; more of them on request. */
const AT_ONCE = 200;
const LONG_TEXT = 4000;

const took = (iso: string) => secondsOf(iso) ?? 0;

/** The files of a run in order, each with its statements; the one that failed is in view. */
export function Files({ files, message }: { files: FileView[]; message: string | null }) {
  const longest = useMemo(
    () => files.reduce((most, file) => file.statements.reduce((max, one) => Math.max(max, took(one.duration)), most), 0),
    [files],
  );
  const manyFiles = files.length > 12;
  return (
    <div className="files">
      {files.map(file => (
        <File key={file.name} file={file} longest={longest} message={message} open={!manyFiles || file.result === 'FAILED'} />
      ))}
    </div>
  );
}

const MARKS = { OK: '●', FAILED: '▲', ROLLED_BACK: '○' };
const WORDS = { OK: ' done, ', FAILED: ' failed, ', ROLLED_BACK: ' rolled back, ' };

function File({ file, longest, message, open }: { file: FileView; longest: number; message: string | null; open: boolean }) {
  const undone = file.result === 'ROLLED_BACK';
  return (
    <details className={`file ${file.result.toLowerCase().replace('_', '-')}`} open={open}>
      <summary>
        <span className="file-mark" aria-hidden="true">
          {MARKS[file.result]}
        </span>
        <span className="file-name">{file.name}</span>
        <span className="hidden">{WORDS[file.result]}</span>
        {undone && (
          <span className="file-undone" title="It went well and was undone with the file that failed: both are one transaction.">
            rolled back
          </span>
        )}
        <span className="quiet file-counts">{`${file.applied} of ${file.total} statement${file.total === 1 ? '' : 's'}`}</span>
        <span className="quiet file-time">{spell(took(file.duration))}</span>
      </summary>
      {file.statements.length > 0 ? (
        <Statements statements={file.statements} longest={longest} message={message} />
      ) : (
        <p className="file-empty quiet">
          {file.total === 0
            ? 'There is no statement in this file.'
            : `Too many statements to tell each; ${file.applied} of ${file.total} are done.`}
        </p>
      )}
    </details>
  );
}

/** A window over the statements: the first ones, or those around the one that failed. */
function Statements({ statements, longest, message }: { statements: StatementView[]; longest: number; message: string | null }) {
  const failing = statements.findIndex(one => one.result === 'FAILED');
  const start = failing > AT_ONCE - 20 ? failing - AT_ONCE + 20 : 0;
  const [from, setFrom] = useState(start);
  const [to, setTo] = useState(start + AT_ONCE);
  const shown = statements.slice(from, to);
  return (
    <>
      {from > 0 && <More count={Math.min(from, AT_ONCE)} of={from} word="earlier" onMore={() => setFrom(Math.max(0, from - AT_ONCE))} />}
      <ol className="statements" start={shown[0]?.index}>
        {shown.map(one => (
          <Statement key={one.index} statement={one} longest={longest} message={one.result === 'FAILED' ? message : null} />
        ))}
      </ol>
      {to < statements.length && (
        <More count={Math.min(AT_ONCE, statements.length - to)} of={statements.length - to} word="later" onMore={() => setTo(to + AT_ONCE)} />
      )}
    </>
  );
}

function More({ count, of, word, onMore }: { count: number; of: number; word: string; onMore: () => void }) {
  return (
    <button type="button" className="link more-statements" onClick={onMore}>
      {`Show ${count} of ${of} ${word} statements`}
    </button>
  );
}

function Statement({ statement, longest, message }: { statement: StatementView; longest: number; message: string | null }) {
  const [whole, setWhole] = useState(false);
  const row = useRef<HTMLLIElement>(null);
  const failed = statement.result === 'FAILED';
  useEffect(() => {
    if (failed) row.current?.scrollIntoView({ block: 'nearest' });
  }, [failed]);
  const text = statement.text ?? '';
  const cut = !whole && text.length > LONG_TEXT;
  const html = useMemo(() => highlight(cut ? text.slice(0, LONG_TEXT) : text), [text, cut]);
  const seconds = took(statement.duration);
  return (
    <li ref={row} className={failed ? 'statement failed' : 'statement'} value={statement.index}>
      <span className="statement-number" aria-hidden="true">
        {failed ? '▲' : ''} {statement.index}
      </span>
      <div className="statement-text">
        {statement.text === null ? (
          <span className="quiet">The text is not available: the registry does not answer.</span>
        ) : (
          <code className="sql wrap" dangerouslySetInnerHTML={{ __html: html }} />
        )}
        {cut && (
          <button type="button" className="link" onClick={() => setWhole(true)}>
            {`… show all ${text.length.toLocaleString('en')} characters`}
          </button>
        )}
        {failed && (
          <p className="statement-error">
            <strong>Failed</strong> {message}
          </p>
        )}
      </div>
      <span className="statement-time">
        {spell(seconds)}
        <span className="time-bar" aria-hidden="true">
          <i style={{ width: `${longest > 0 ? Math.max(2, (100 * seconds) / longest) : 0}%` }} />
        </span>
      </span>
    </li>
  );
}
