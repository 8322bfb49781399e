import React from 'react';
import { Card } from '../components/Card';
import { plural } from '../components/number';
import { StateChip } from '../components/StateChip';
import { Time } from '../components/Time';
import { Link, path } from '../router';
import type { Database } from '../types';
import { LastError } from './LastError';
import { PendingFiles } from './PendingFiles';

/** Where a database stands in one directory. */
export function Standing({ database, alone }: { database: Database; alone: boolean }) {
  const { directory, currentVersion, latestVersion, behind } = database;
  return (
    <>
      {database.attention && (
        <div className="note">
          <strong>Nobody knows what became of its newest run</strong>
          <p>Its agent is silent. The database is asked, and the run goes on or ends by what it says.</p>
        </div>
      )}
      {database.error && <LastError database={database} error={database.error} />}
      <Card
        title={<><Link to={path('dirs', directory)}>{directory}</Link>{!alone && <> <StateChip state={database.state} size="small" /></>}</>}
        aside={<>Told by {database.reportedBy === 'inspection' ? 'the database itself' : database.reportedBy ? 'an agent' : 'nobody yet'} <Time at={database.updatedAt} /></>}
      >
        <div className="track">
          <Stop label="Current version" version={currentVersion} directory={directory} none="nothing applied" />
          <span className={'track-line ' + (behind > 0 || database.state !== 'SYNCED' ? 'track-behind' : 'track-done')}>
            {behind > 0 ? `${plural(behind, 'version')} behind` : database.state === 'SYNCED' ? 'up to date' : 'not the same content'}
          </span>
          <Stop label="Latest version" version={latestVersion} directory={directory} none="no version was pushed" />
        </div>
        {database.state !== 'SYNCED' && <PendingFiles database={database} />}
      </Card>
    </>
  );
}

function Stop({ label, version, directory, none }: { label: string; version: string | null; directory: string; none: string }) {
  return (
    <div className="stop">
      <span className="quiet">{label}</span>
      {version ? <Link className="mono" to={path('migrations', directory, version)}>{version}</Link> : <span>{none}</span>}
    </div>
  );
}
