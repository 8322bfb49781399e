import React from 'react';
import { Card } from '../components/Card';
import { Sql } from '../components/Sql';
import { Time } from '../components/Time';
import { Icon } from '../components/Icon';
import { Link, path } from '../router';
import type { Database, RunError } from '../types';

/** Why the last run failed, in the database's own words, with the statement, and what to do next. */
export function LastError({ database, error }: { database: Database; error: RunError }) {
  const last = database.lastMigration;
  const deployment = last?.result === 'FAILED' ? last.deployment : null;
  const run = deployment !== null && path('deployments', 'sets', deployment, 'targets', database.target);
  return (
    <Card className="last-error" title={<span className="ink-bad with-icon"><Icon shape="triangle" />Last error</span>} aside={last?.result === 'FAILED' && <Time at={last.at} />}>
      <p className="error-text">{error.message}</p>
      {error.file && (
        <p className="quiet">
          in <Link className="mono" to={path('migrations', database.directory, error.version ?? '')}>{error.file}</Link>
          {error.statementIndex ? `, statement ${error.statementIndex}` : ''}{error.sqlState && <>, <span className="mono">{error.sqlState}</span></>}
        </p>
      )}
      {error.statement && <div className="code code-failed"><Sql text={error.statement} wrap /></div>}
      {error.detail && <p>{error.detail}</p>}
      <div className="next">
        <h3>What to do next</h3>
        <p>{error.hint ?? advice(error)}</p>
        {run && <p><Link className="button button-main" to={run}>Open the run</Link> <Link className="button" to={'/deployments/sets/' + deployment}>Deployment #{deployment}</Link></p>}
      </div>
    </Card>
  );
}

/** For errors that bring no advice of their own. */
function advice(error: RunError) {
  return error.statement
    ? 'The file was rolled back as a whole. Repair what the statement stumbles over in this database, then retry the run: what succeeded elsewhere stays as it is.'
    : 'Remove the cause, then retry the run: what succeeded elsewhere stays as it is.';
}
