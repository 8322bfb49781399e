import React from 'react';
import { Empty } from '../components/Empty';
import { Problem } from '../components/Problem';
import { Skeleton } from '../components/Skeleton';
import { plural } from '../components/number';
import { useTitle } from '../components/useTitle';
import { DeploymentsCard } from '../overview/DeploymentsCard';
import { DirectoriesCard } from '../overview/DirectoriesCard';
import { ErrorsCard } from '../overview/ErrorsCard';
import { Tiles } from '../overview/Tiles';
import { fleetOf } from '../overview/fleet';
import type { Summary } from '../types';
import { useData } from '../useData';

/** The fleet at a glance: where its databases stand, what runs now, what went wrong last. */
export function OverviewPage() {
  useTitle('Overview');
  const { data, problem, reload } = useData<Summary>('/summary', { topics: ['databases', 'directories', 'deployments', 'agents'] });
  const fleet = data && fleetOf(data);
  return (
    <>
      <div className="page-head">
        <div>
          <h1>The fleet</h1>
          <p className="page-lead">
            {fleet && data ? `${plural(fleet.total, 'database')} in ${plural(data.directories.length, 'directory', 'directories')}` : 'Every tenant database, and where it stands'}
          </p>
        </div>
      </div>
      <Problem problem={problem} onRetry={reload} />
      {!data || !fleet ? !problem && <Skeleton lines={6} /> : (
        <div className="stack">
          <Tiles summary={data} fleet={fleet} />
          {data.directories.length === 0
            ? <Empty title="No directory yet" command="drover migrate push --env prod db-per-tenant">Push your migrations: they become version 1 of a directory.</Empty>
            : (
              <div className="overview">
                <DirectoriesCard directories={data.directories} />
                <div className="stack">
                  <ErrorsCard summary={data} errors={fleet.error} />
                  <DeploymentsCard running={data.running ?? []} />
                </div>
              </div>
            )}
        </div>
      )}
    </>
  );
}
