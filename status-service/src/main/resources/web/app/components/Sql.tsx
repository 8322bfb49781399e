import React, { useMemo } from 'react';
import hljs from 'highlight.js/lib/core';
import sql from 'highlight.js/lib/languages/sql';

hljs.registerLanguage('sql', sql);

/** Longer texts are shown without colours: looking for them would hold up the page. */
const MAX_COLOURED = 200_000;

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

/** HTML of a text of SQL; everything that came from outside is escaped. */
export function highlight(text: string): string {
  return text.length > MAX_COLOURED ? escaped(text) : hljs.highlight(text, { language: 'sql', ignoreIllegals: true }).value;
}

/** The same line by line: what is open at the end of a line is closed there and opened again on the next. */
export function highlightLines(text: string): string[] {
  const open: string[] = [];
  return highlight(text)
    .split('\n')
    .map(line => {
      const before = open.join('');
      for (const [tag] of line.matchAll(/<span[^>]*>|<\/span>/g)) {
        if (tag === '</span>') open.pop();
        else open.push(tag);
      }
      return before + line + '</span>'.repeat(open.length);
    });
}

/** SQL with colours; `numbered` puts line numbers before it, `wrap` breaks long lines instead of scrolling. */
export function Sql({ text, numbered, wrap, label }: { text: string; numbered?: boolean; wrap?: boolean; label?: string }) {
  const shown = text.replace(/\n$/, '');
  const html = useMemo(() => (numbered ? '' : highlight(shown)), [shown, numbered]);
  if (numbered) return <NumberedSql text={shown} label={label} />;
  return (
    <code className={wrap ? 'sql wrap' : 'sql'} dangerouslySetInnerHTML={{ __html: html }} />
  );
}

function NumberedSql({ text, label }: { text: string; label?: string }) {
  const lines = useMemo(() => highlightLines(text), [text]);
  return (
    <div className="code-lines" tabIndex={0} role="region" aria-label={label ? `SQL of ${label}` : 'SQL'}>
      {lines.map((line, at) => (
        <div className="code-line" key={at}>
          <span className="line-number" data-line={at + 1} aria-hidden="true" />
          <code className="sql" dangerouslySetInnerHTML={{ __html: line || ' ' }} />
        </div>
      ))}
    </div>
  );
}
