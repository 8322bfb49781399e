import React from 'react';
import { Bar } from '../components/Bar';
import { spell } from '../components/Duration';
import { number } from '../components/number';
import type { Deployment } from '../types';
import { barParts } from './barParts';
import { about, secondsBetween } from './clock';
import { fromCounts, settled } from './states';
import { useNow } from './useCanvas';

/** How far a deployment is: a bar by state and the figures beside it. */
export function Progress({ deployment }: { deployment: Deployment }) {
  const { counts, startedAt, finishedAt, rate, eta, state } = deployment;
  const going = state === 'RUNNING' || state === 'CANCELLING';
  const now = useNow(going);
  const done = settled(counts);
  const percent = counts.total > 0 ? Math.floor((100 * done) / counts.total) : 0;
  const took = startedAt && (finishedAt || going) ? secondsBetween(startedAt, finishedAt ?? now) : null;
  const left = eta && going && done < counts.total ? secondsBetween(new Date(now).toISOString(), eta) : null;
  return (
    <section className="progress" aria-label="Progress">
      <div className="progress-head">
        <p className="progress-done">
          <strong aria-live="polite">{`${number(done)} of ${number(counts.total)}`}</strong>{' '}
          <span className="quiet">targets done</span>
        </p>
        <dl className="figures">
          <Figure name="Done" value={`${percent} %`} />
          {took !== null && <Figure name={finishedAt ? 'Took' : 'So far'} value={spell(finishedAt ? took : Math.floor(took))} />}
          {rate !== null && rate > 0 && state !== 'PAUSED' && <Figure name="Rate" value={`${rate < 10 ? rate.toFixed(1) : number(Math.round(rate))} /s`} />}
          {left !== null && <Figure name="Left" value={about(left)} />}
        </dl>
      </div>
      <Bar parts={barParts(fromCounts(counts))} />
    </section>
  );
}

function Figure({ name, value }: { name: string; value: string }) {
  return (
    <div className="figure">
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
