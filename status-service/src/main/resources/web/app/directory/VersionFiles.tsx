import React from 'react';
import { Empty } from '../components/Empty';
import { plural } from '../components/number';
import { Problem } from '../components/Problem';
import { SearchBox } from '../components/SearchBox';
import { Skeleton } from '../components/Skeleton';
import { Sql } from '../components/Sql';
import { Copy } from '../components/Copy';
import { Link, path, useQuery, withQuery } from '../router';
import type { DirectoryVersionView, VersionFile } from '../types-deployments';
import { useFileText } from './fileText';

const SEARCHABLE_FROM = 12;

/** The files of a version at the left, the chosen one at the right; the newest when none is chosen. */
export function VersionFiles({ version }: { version: DirectoryVersionView }) {
  const [query, setQuery] = useQuery();
  const { files, directory, sequence } = version;
  const q = query.get('q') ?? '';
  const shown = q ? files.filter(file => file.name.toLowerCase().includes(q.toLowerCase())) : files;
  const chosen = files.find(file => file.name === query.get('file')) ?? files[files.length - 1];
  if (files.length === 0) return <Empty title="There is no file in this version" />;
  const here = path('dirs', directory, 'versions', sequence);
  return (
    <div className="browser">
      <div className="browser-list">
        {files.length >= SEARCHABLE_FROM && (
          <SearchBox label="Search files" value={q} onChange={text => setQuery({ q: text }, { replace: true })} />
        )}
        <nav aria-label="Files of this version">
          <ul>
            {[...shown].reverse().map(file => (
              <li key={file.name}>
                <Link to={withQuery(here, query, { file: file.name })} replace aria-current={file === chosen ? 'true' : undefined}>
                  <span className="browser-version">{file.version}</span>
                  <span className="browser-name">{file.description.replace(/_/g, ' ') || file.name}</span>
                  <span className="quiet">{plural(file.statements, 'statement')}</span>
                </Link>
              </li>
            ))}
          </ul>
          {shown.length === 0 && <p className="quiet">No file fits.</p>}
        </nav>
      </div>
      <FileText key={chosen.name} directory={directory} sequence={sequence} file={chosen} />
    </div>
  );
}

function FileText({ directory, sequence, file }: { directory: string; sequence: number; file: VersionFile }) {
  const { text, problem, again } = useFileText(directory, { sequence, file: file.name });
  return (
    <section className="browser-file" aria-labelledby="file-name">
      <div className="file-head">
        <h2 id="file-name">{file.name}</h2>
        <Link to={path('migrations', directory, file.version)}>Which databases have it</Link>
        {text !== null && <Copy text={text} label="Copy the file" />}
      </div>
      <Problem problem={problem ?? undefined} onRetry={again} />
      {text === null && !problem && <Skeleton lines={5} />}
      {text !== null && <Sql text={text} numbered label={file.name} />}
    </section>
  );
}
