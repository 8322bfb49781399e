import React from 'react';
import { Command } from '../components/Empty';
import { Facts } from '../components/Facts';
import { Sql } from '../components/Sql';
import type { RunError } from '../types';
import { nextStep } from './nextStep';

/** All that is known about why a run failed, and what to do next. */
export function ErrorCard({ error, target, env }: { error: RunError; target: string; env: string | null }) {
  const next = nextStep(error, target, env);
  return (
    <section className="error-card" aria-label="Why it failed">
      <h2 className="error-title">{error.message}</h2>
      {error.statement && (
        <pre className="error-statement" tabIndex={0} role="region" aria-label="The statement that failed">
          <Sql text={error.statement} wrap />
        </pre>
      )}
      <Facts
        items={[
          ['File', error.file],
          ['Statement', error.statementIndex],
          ['Code', error.code],
          [/^[0-9A-Z]{5}$/.test(error.sqlState ?? '') ? 'SQLSTATE' : 'Database code', error.sqlState],
          ['Detail', error.detail],
          ['Hint', error.hint],
        ]}
      />
      <div className="next-step">
        <strong>What to do next</strong>
        <p>{next.text}</p>
        {next.command && <Command text={next.command} />}
      </div>
    </section>
  );
}
