import React from 'react';
import { Copy } from '../components/Copy';

/** What the command line prints for this target, to read and to take along. */
export function Log({ text }: { text: string }) {
  return (
    <section aria-labelledby="log">
      <div className="section-head">
        <h2 id="log">Log</h2>
        <Copy text={text} />
      </div>
      <pre className="log" tabIndex={0} role="region" aria-label="Log as the command line prints it">
        {text}
      </pre>
    </section>
  );
}
