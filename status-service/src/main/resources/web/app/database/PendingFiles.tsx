import React from 'react';
import { Command } from '../components/Empty';
import { Problem } from '../components/Problem';
import { plural } from '../components/number';
import { Link, path } from '../router';
import type { Database, Pending } from '../types';
import { useData } from '../useData';

/** Files of the latest version that the database lacks, in the order in which they will run. */
export function PendingFiles({ database }: { database: Database }) {
  const { target, directory, env } = database;
  const { data, problem, reload } = useData<Pending>(
    `${path('databases', target, 'pending')}?directory=${encodeURIComponent(directory)}`, { topics: ['databases', 'directories'] });
  if (problem && problem.status !== 404) return <Problem problem={problem} onRetry={reload} />;
  if (!data || !data.items.length) return null;
  return (
    <div className="pending">
      <h3>{plural(data.items.length, 'pending file')}</h3>
      <ol>
        {data.items.map(file => (
          <li key={file.file}>
            <Link className="mono" to={path('migrations', directory, file.version)}>{file.file}</Link>
            <span className="quiet">{plural(file.statements, 'statement')}</span>
          </li>
        ))}
      </ol>
      {database.state === 'PENDING' && <Command text={`drover migrate apply${env ? ' --env ' + env : ''} --target ${target}`} />}
    </div>
  );
}
