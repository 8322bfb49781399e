import React, { type ReactNode } from 'react';
import { number } from '../components/number';
import { StateChip } from '../components/StateChip';
import { Time } from '../components/Time';
import { Link, path } from '../router';
import type { Deployment } from '../types';
import { howOf } from './howOf';

/** What a deployment is: its state and why, what it brings where, who ordered it when; at the right what can be done. */
export function Head({ deployment: d, children }: { deployment: Deployment; children?: ReactNode }) {
  return (
    <header className="page-head">
      <div>
        <h1>
          {`Deployment ${d.id}`} <StateChip state={d.state} size="large" />
          {d.settling && <StateChip state="SETTLING" />}
        </h1>
        <p className="page-lead">
          <span>
            <Link to={path('dirs', d.directory)}>{d.directory}</Link>{' '}
            <Link to={path('dirs', d.directory, 'versions', d.sequence)}>{`v${d.sequence}`}</Link>
            {d.toMigration && ` up to ${d.toMigration}`}
          </span>
          {d.env && <span>env {d.env}</span>}
          <span>
            {d.createdBy && `by ${d.createdBy} `}
            <Time at={d.createdAt} />
            {d.triggerType && ` from ${d.triggerType}`}
          </span>
          {d.maxParallel !== null && <span>{`at most ${d.maxParallel} at once`}</span>}
          {d.maxFailures !== null && <span>{`pauses after ${d.maxFailures} failure${d.maxFailures === 1 ? '' : 's'}`}</span>}
          {howOf(d.options).map(word => (
            <span key={word}>{word}</span>
          ))}
        </p>
      </div>
      {children && <div className="page-actions">{children}</div>}
    </header>
  );
}

/** What people should know before they look at the figures. */
export function Notices({ deployment: d }: { deployment: Deployment }) {
  return (
    <>
      {d.reason && (d.state === 'PAUSED' || d.state === 'FAILED') && (
        <Notice title={d.state === 'PAUSED' ? 'Paused' : 'Failed'}>{d.reason}</Notice>
      )}
      {d.settling && <Notice title="Settling">It has ended; the last results are still on their way here.</Notice>}
      {d.historyCut && (
        <Notice title="History cut">
          The topics do not hold its beginning any more. States and counts were told again; what agents told of its runs is
          missing.
        </Notice>
      )}
      {d.counts.unknown > 0 && (
        <Notice title={`${number(d.counts.unknown)} unknown`}>Their agents are silent. The databases are asked; nothing is done twice.</Notice>
      )}
    </>
  );
}

function Notice({ title, children }: { title: string; children: ReactNode }) {
  return (
    <p className="note">
      <span>
        <strong>{title}.</strong> {children}
      </span>
    </p>
  );
}
