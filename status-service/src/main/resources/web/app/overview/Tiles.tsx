import React from 'react';
import { Bar } from '../components/Bar';
import { Icon } from '../components/Icon';
import { number, plural } from '../components/number';
import { shapeOf, toneOf, wordOf } from '../components/StateChip';
import { Link } from '../router';
import type { DatabaseState, Summary } from '../types';
import { stateParts, type Fleet } from './fleet';

/** The three states big, one bar over all of them, and who works on it. */
export function Tiles({ summary, fleet }: { summary: Summary; fleet: Fleet }) {
  const { deployments, agents } = summary;
  return (
    <section className="card tiles" aria-label="Databases by state">
      <div className="tile-row" aria-live="polite">
        <StateTile state="SYNCED" count={fleet.synced} total={fleet.total} />
        <StateTile state="PENDING" count={fleet.pending} total={fleet.total} />
        <StateTile state="ERROR" count={fleet.error} total={fleet.total} />
        <ul className="tile-more">
          <li><Link to="/migrations?state=running"><b className="num">{number(deployments.running)}</b> {deployments.running === 1 ? 'deployment' : 'deployments'} running</Link></li>
          {deployments.paused > 0 && <li className="ink-wait"><Link to="/migrations?state=paused"><b className="num">{number(deployments.paused)}</b> paused</Link></li>}
          <li className={deployments.failedLastDay ? 'ink-bad' : undefined}><Link to="/migrations?state=failed"><b className="num">{number(deployments.failedLastDay)}</b> failed in 24 h</Link></li>
          <li className={agents.alive ? undefined : 'ink-bad'}><Link to="/agents"><b className="num">{number(agents.alive)}</b> {agents.alive === 1 ? 'agent' : 'agents'} alive</Link></li>
        </ul>
      </div>
      <Bar parts={stateParts(fleet)} label={plural(fleet.total, 'database')} size="thick" />
    </section>
  );
}

function StateTile({ state, count, total }: { state: DatabaseState; count: number; total: number }) {
  return (
    <Link to={'/databases?state=' + state.toLowerCase()} className={`tile ink-${count ? toneOf(state) : 'still'}`}>
      <b className="num">{number(count)}</b>{' '}
      <span className="tile-word"><Icon shape={shapeOf(state)} size={12} />{wordOf(state)}</span>{' '}
      <span className="tile-share">{total ? share(count, total) : ''}</span>
    </Link>
  );
}

/** Never rounds some to none, nor less than all to all. */
function share(count: number, total: number) {
  const percent = (100 * count) / total;
  if (count > 0 && percent < 0.1) return '< 0.1 %';
  if (count < total && percent > 99.9) return '> 99.9 %';
  return (percent < 10 || percent > 90 ? +percent.toFixed(1) : Math.round(percent)) + ' %';
}
