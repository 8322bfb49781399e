import React from 'react';
import '../style/parts.css';
import '../style/directories.css';
import { Bar } from '../components/Bar';
import { Empty } from '../components/Empty';
import { number, plural } from '../components/number';
import { Problem } from '../components/Problem';
import { SearchBox } from '../components/SearchBox';
import { Time } from '../components/Time';
import { Context, hasContext, Tags } from '../directory/Context';
import { databasesOf, sharesOf } from '../directory/skew';
import { StateLinks } from '../directory/StateLinks';
import { useDirectories } from '../directory/useDirectories';
import { Link, path, useQuery } from '../router';
import type { DirectorySummary } from '../types';
import type { RegistryDirectory } from '../types-deployments';
import { useTitle } from '../components/useTitle';

/** All directories: what is newest in each, and how far its databases are. */
export function DirectoriesPage() {
  useTitle('Directories');
  const [query, setQuery] = useQuery();
  const q = query.get('q') ?? '';
  const { items, summaries, problem, loading, reload, more } = useDirectories(q);
  return (
    <>
      <header className="page-head">
        <h1>Directories</h1>
      </header>
      {(items.length > 8 || q) && (
        <div className="toolbar">
          <SearchBox label="Search directories by name" value={q} onChange={text => setQuery({ q: text }, { replace: true })} />
        </div>
      )}
      <Problem problem={problem} onRetry={reload} />
      <ul className="directories" aria-busy={loading}>
        {items.map(directory => (
          <DirectoryCard key={directory.name} directory={directory} summary={summaries.get(directory.name)} />
        ))}
      </ul>
      {more && (
        <p>
          <button type="button" className="button" onClick={more}>
            Show more
          </button>
        </p>
      )}
      {!loading && !problem && items.length === 0 && (
        <Empty title={q ? 'No directory has this in its name' : 'No directory yet'} command={q ? undefined : 'drover migrate push --env prod db-per-tenant'}>
          {!q && 'Push your migrations: they become version 1.'}
        </Empty>
      )}
    </>
  );
}

function DirectoryCard({ directory, summary }: { directory: RegistryDirectory; summary: DirectorySummary | undefined }) {
  const { latest } = directory;
  const count = summary ? databasesOf(summary) : 0;
  return (
    <li className="card directory-card">
      <div className="directory-head">
        <h2>
          <Link to={path('dirs', directory.name)}>{directory.name}</Link>
        </h2>
        <span className="quiet">{plural(count, 'database')}</span>
      </div>
      <p className="directory-latest">
        <Link to={path('dirs', directory.name, 'versions', latest.sequence)}>{`v${latest.sequence}`}</Link>
        <Tags tags={latest.tags} />
        <span className="quiet">
          {plural(latest.fileCount, 'file')} · {latest.pushedBy && `${latest.pushedBy} `}
          <Time at={latest.pushedAt} />
        </span>
        {hasContext(latest.context) && (
          <span className="quiet">
            <Context context={latest.context} />
          </span>
        )}
      </p>
      {summary && count > 0 ? (
        <>
          <Bar parts={sharesOf(summary)} label="Databases by version" />
          <div className="directory-foot">
            <StateLinks directory={summary} />
            <span className="quiet">
              {sharesOf(summary)
                .slice(0, 3)
                .map(share => `${number(share.count)} ${share.label}`)
                .join(' · ')}
            </span>
          </div>
        </>
      ) : (
        <p className="quiet">No database has it yet.</p>
      )}
    </li>
  );
}
