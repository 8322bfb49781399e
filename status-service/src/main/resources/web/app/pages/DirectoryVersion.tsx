import React from 'react';
import '../style/parts.css';
import '../style/directories.css';
import '../style/code.css';
import { Copy } from '../components/Copy';
import { Crumbs } from '../components/Crumbs';
import { Facts } from '../components/Facts';
import { plural } from '../components/number';
import { Problem } from '../components/Problem';
import { Skeleton } from '../components/Skeleton';
import { Tabs } from '../components/Tabs';
import { Time } from '../components/Time';
import { useTitle } from '../components/useTitle';
import { Changes } from '../directory/Changes';
import { Context, hasContext, Tags } from '../directory/Context';
import { VersionFiles } from '../directory/VersionFiles';
import { Link, path, useQuery, useRoute, withQuery } from '../router';
import type { DirectoryVersionView, RegistryDirectory } from '../types-deployments';
import { useData } from '../useData';

/** One version of a directory: its files with their SQL, or what changed since another version. */
export function DirectoryVersionPage() {
  const { name, sequence } = useRoute().params;
  useTitle(`v${sequence}`, name, 'Directories');
  const [query] = useQuery();
  const version = useData<DirectoryVersionView>('/api/v1/directories' + path(name, 'versions', sequence), {
    topics: [`directory:${name}`],
    stream: `directory=${encodeURIComponent(name)}`,
  });
  const newest = useData<RegistryDirectory>('/api/v1/directories' + path(name), { topics: [`directory:${name}`] }).data?.versions;
  const view = query.get('view') === 'changes' ? 'changes' : 'files';
  const data = version.data;
  const here = path('dirs', name, 'versions', sequence);
  return (
    <>
      <Crumbs items={[{ label: 'Directories', to: '/dirs' }, { label: name, to: path('dirs', name) }]} />
      <header className="page-head">
        <div>
          <h1>
            {name} {`v${sequence}`} {data && <Tags tags={data.tags} latest={newest === data.sequence} />}
          </h1>
        </div>
        {data && <Steps name={name} sequence={data.sequence} newest={newest ?? data.sequence} view={view} />}
      </header>
      <Problem problem={version.problem} onRetry={version.reload} />
      {!data && version.loading && <Skeleton lines={6} />}
      {data && (
        <>
          <VersionFacts version={data} />
          <Tabs
            label="Parts of this version"
            current={view}
            tabs={[
              { key: 'files', label: 'Files', to: withQuery(here, query, { view: null }), count: data.files.length },
              { key: 'changes', label: 'Changes', to: withQuery(here, query, { view: 'changes' }) },
            ]}
          />
          {view === 'changes' ? <Changes version={data} newest={newest ?? data.sequence} /> : <VersionFiles version={data} />}
        </>
      )}
    </>
  );
}

function Steps({ name, sequence, newest, view }: { name: string; sequence: number; newest: number; view: string }) {
  const to = (other: number) => path('dirs', name, 'versions', other) + (view === 'changes' ? '?view=changes' : '');
  return (
    <nav className="page-actions" aria-label="Neighbouring versions">
      {sequence > 1 && (
        <Link className="button" to={to(sequence - 1)} rel="prev">
          {`← v${sequence - 1}`}
        </Link>
      )}
      {sequence < newest && (
        <Link className="button" to={to(sequence + 1)} rel="next">
          {`v${sequence + 1} →`}
        </Link>
      )}
    </nav>
  );
}

function VersionFacts({ version }: { version: DirectoryVersionView }) {
  const statements = version.files.reduce((sum, file) => sum + file.statements, 0);
  return (
    <Facts
      items={[
        ['Pushed', <><Time at={version.pushedAt} />{version.pushedBy && ` by ${version.pushedBy}`}</>],
        ['From', hasContext(version.context) ? <Context context={version.context} /> : null],
        ['Files', `${plural(version.files.length, 'file')}, ${plural(statements, 'statement')}`],
        ['Digest', <><code title={version.digest}>{version.digest.slice(0, 12)}</code> <Copy text={version.digest} label="Copy the digest" /></>],
        ['atlas.sum', <><code title={version.h1}>{version.h1.slice(0, 15)}…</code> <Copy text={version.h1} label="Copy the sum" /></>],
      ]}
    />
  );
}
