import React, { useState } from 'react';
import { Card } from '../components/Card';
import { Duration } from '../components/Duration';
import { Empty } from '../components/Empty';
import { Icon } from '../components/Icon';
import { Problem } from '../components/Problem';
import { plural } from '../components/number';
import { Time } from '../components/Time';
import { Link, path } from '../router';
import type { Deployment, Page, Target } from '../types';
import { useData } from '../useData';
import { useHistory, type Entry } from './useHistory';

const AT_ONCE = 50;

/** What was done to the database, the newest first: which file, when, how long, by which deployment of whom. */
export function History({ target }: { target: Target }) {
  const [all, setAll] = useState(false);
  const { entries, problem, reload } = useHistory(target);
  const deployments = useData<Page<Deployment>>('/deployments?limit=200', { topics: ['deployments'] });
  const by = new Map(deployments.data?.items.map(one => [one.id, one.createdBy]));
  const shown = entries && (all ? entries : entries.slice(0, AT_ONCE));
  const several = target.items.length > 1;
  return (
    <Card title="History" aside={entries && entries.length > 0 && plural(entries.filter(entry => !entry.failed).length, 'migration') + ' applied'}>
      <Problem problem={problem} onRetry={reload} />
      {entries && !entries.length && <Empty title="No migration was reported yet">The history fills with the first deployment that reaches this database.</Empty>}
      <ol className="timeline">
        {shown?.map(entry => <Line key={entry.directory + entry.version + entry.failed} entry={entry} target={target.target} several={several} by={by.get(entry.deployment) ?? null} />)}
      </ol>
      {entries && shown && shown.length < entries.length && <p><button type="button" className="button" onClick={() => setAll(true)}>Show {entries.length - shown.length} older</button></p>}
    </Card>
  );
}

function Line({ entry, target, several, by }: { entry: Entry; target: string; several: boolean; by: string | null }) {
  return (
    <li className={entry.failed ? 'ink-bad' : 'ink-ok'}>
      <Icon shape={entry.failed ? 'triangle' : 'disc'} size={11} />
      <div className="timeline-what">
        <Link className="mono" to={path('migrations', entry.directory, entry.version)}>{entry.version}</Link> <span>{entry.description}</span>
        {several && <span className="quiet"> {entry.directory}</span>}
        <p className="quiet">
          {entry.failed ? <span className="ink-bad">Failed</span> : <>{entry.applied === entry.total ? plural(entry.total, 'statement') : `${entry.applied} of ${plural(entry.total, 'statement')}`}{entry.duration && <> in <Duration iso={entry.duration} /></>}</>}
          {entry.deployment > 0 && <> · <Link to={path('deployments', 'sets', entry.deployment, 'targets', target)}>deployment #{entry.deployment}</Link></>}
          {by && <> · by {by}</>}
        </p>
      </div>
      <span className="quiet timeline-when"><Time at={entry.at} /></span>
    </li>
  );
}
