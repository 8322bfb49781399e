import React from 'react';
import { number } from '../components/number';
import { Time } from '../components/Time';
import { Link, path } from '../router';
import type { VersionSummary } from '../types-deployments';
import { Context, Tags } from './Context';
import type { Share } from './skew';

/** The versions of a directory, newest first, each with its share of the fleet. */
export function Versions({
  directory,
  versions,
  shares,
  latest,
}: {
  directory: string;
  versions: VersionSummary[];
  shares: Share[];
  latest: number;
}) {
  const counts = new Map(shares.map(share => [share.sequence, share]));
  const all = shares.reduce((sum, share) => sum + share.count, 0);
  return (
    <table className="plain versions">
      <thead>
        <tr>
          <th scope="col">Version</th>
          <th scope="col">Last migration</th>
          <th scope="col">Databases</th>
          <th scope="col">Pushed</th>
          <th scope="col">From</th>
        </tr>
      </thead>
      <tbody>
        {versions.map(version => (
          <tr key={version.sequence}>
            <th scope="row">
              <Link to={path('dirs', directory, 'versions', version.sequence)}>{`v${version.sequence}`}</Link>{' '}
              <Tags tags={version.tags} latest={version.sequence === latest} />
            </th>
            <td data-label="Last migration">
              {version.lastMigration ? (
                <Link to={path('migrations', directory, version.lastMigration)}>{version.lastMigration}</Link>
              ) : (
                <span className="quiet">–</span>
              )}
              <div className="quiet">{`${number(version.fileCount)} file${version.fileCount === 1 ? '' : 's'}`}</div>
            </td>
            <td data-label="Databases">
              <ShareCell share={counts.get(version.sequence)} all={all} />
            </td>
            <td data-label="Pushed">
              <Time at={version.pushedAt} />
              {version.pushedBy && <div className="quiet">{version.pushedBy}</div>}
            </td>
            <td data-label="From">
              <Context context={version.context} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function ShareCell({ share, all }: { share: Share | undefined; all: number }) {
  if (!share || all === 0) return <span className="quiet">0</span>;
  return (
    <span className="share">
      <span className="share-bar" aria-hidden="true">
        <i className={`fill-${share.tone}`} style={{ width: `${Math.max(3, (100 * share.count) / all)}%` }} />
      </span>
      <span className="num">{number(share.count)}</span>
    </span>
  );
}
