import React from 'react';
import '../style/parts.css';
import '../style/directories.css';
import { Bar, Legend } from '../components/Bar';
import { Card } from '../components/Card';
import { Crumbs } from '../components/Crumbs';
import { Empty } from '../components/Empty';
import { plural } from '../components/number';
import { Problem } from '../components/Problem';
import { Time } from '../components/Time';
import { DeploymentRows } from '../deployment/DeploymentRows';
import { databasesOf, sharesOf } from '../directory/skew';
import { StateLinks } from '../directory/StateLinks';
import { useMorePages } from '../directory/useDirectories';
import { Versions } from '../directory/Versions';
import { Link, path, useRoute } from '../router';
import type { Deployment, Page, Summary } from '../types';
import type { RegistryDirectory, RegistryPage, VersionSummary } from '../types-deployments';
import { useData } from '../useData';
import { useTitle } from '../components/useTitle';

/** One directory: its versions, where the fleet stands, its newest deployments. */
export function DirectoryPage() {
  const name = useRoute().params.name;
  useTitle(name, 'Directories');
  const address = '/api/v1/directories' + path(name);
  const stream = `directory=${encodeURIComponent(name)}`;
  const directory = useData<RegistryDirectory>(address, { topics: [`directory:${name}`], stream });
  const first = useData<RegistryPage<VersionSummary>>(address + '/versions?limit=50', { topics: [`directory:${name}`], stream });
  const older = useMorePages<VersionSummary>(address + '/versions?limit=50', first.data?.next ?? null);
  const summary = useData<Summary>('/summary', { topics: ['directories', 'databases'] });
  const deployments = useData<Page<Deployment>>(`/deployments?limit=5&directory=${encodeURIComponent(name)}`, { topics: ['deployments'] });
  const mine = summary.data?.directories.find(one => one.directory === name);
  const shares = mine ? sharesOf(mine) : [];
  const latest = directory.data?.latest;
  const versions = [...(first.data?.items ?? []), ...older.items];
  return (
    <>
      <Crumbs items={[{ label: 'Directories', to: '/dirs' }]} />
      <header className="page-head">
        <div>
          <h1>{name}</h1>
          {latest && (
            <p className="page-lead">
              <span>
                latest <Link to={path('dirs', name, 'versions', latest.sequence)}>{`v${latest.sequence}`}</Link>
              </span>
              <span>{plural(latest.fileCount, 'file')}</span>
              <span>
                pushed {latest.pushedBy && `by ${latest.pushedBy} `}
                <Time at={latest.pushedAt} />
              </span>
            </p>
          )}
        </div>
        {mine && <StateLinks directory={mine} />}
      </header>
      <Problem problem={directory.problem ?? first.problem ?? older.problem} onRetry={() => { directory.reload(); first.reload(); }} />
      {mine && databasesOf(mine) > 0 && (
        <Card title="Where the fleet stands">
          <Bar parts={shares} label="Databases by version" size="thick" />
          <Legend parts={shares} />
        </Card>
      )}
      {versions.length > 0 && directory.data && (
        <Card title="Versions" flush>
          <Versions directory={name} versions={versions} shares={shares} latest={latest?.sequence ?? versions[0].sequence} />
          {older.more && (
            <p className="card-foot">
              <button type="button" className="button" onClick={older.more}>
                Show older versions
              </button>
            </p>
          )}
        </Card>
      )}
      {deployments.data && directory.data && (
        <Card title="Newest deployments" flush={deployments.data.items.length > 0} aside={<Link to={`/migrations?directory=${encodeURIComponent(name)}`}>All deployments</Link>}>
          {deployments.data.items.length > 0 ? (
            <DeploymentRows items={deployments.data.items} without={['directory']} />
          ) : (
            <Empty title="Never deployed" command="drover migrate apply --env prod">
              Bring its newest version to every tenant of an environment.
            </Empty>
          )}
        </Card>
      )}
    </>
  );
}
