import React from 'react';
import { Card } from '../components/Card';
import { plural } from '../components/number';
import { Time } from '../components/Time';
import { Link, path } from '../router';
import type { Summary } from '../types';

/** The newest errors, those of one kind as one. */
export function ErrorsCard({ summary, errors }: { summary: Summary; errors: number }) {
  const newest = summary.newestErrors ?? [];
  return (
    <Card title="Newest errors" aside={errors > 0 && <Link to="/databases?state=error">{plural(errors, 'database')} in error</Link>}>
      {newest.length === 0 && <p className="quiet">{errors ? 'Their messages are on the page of each database.' : 'No database is in error.'}</p>}
      <ul className="errors">
        {newest.map(error => (
          <li key={error.fingerprint + error.directory}>
            <Link className="fleet-error" to={`/databases?state=error&fingerprint=${encodeURIComponent(error.fingerprint)}`}>{error.message}</Link>
            <p className="quiet">
              {plural(error.count, 'database')} of <Link to={path('dirs', error.directory)}>{error.directory}</Link>, last{' '}
              <Link to={path('deployments', 'sets', error.deployment, 'targets', error.target)}>{error.target}</Link>{' '}<Time at={error.lastAt} />
            </p>
          </li>
        ))}
      </ul>
    </Card>
  );
}
