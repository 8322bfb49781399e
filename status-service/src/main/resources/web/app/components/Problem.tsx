import React from 'react';
import type { ApiProblem } from '../api';

/** What the API said no with, in place, and a way to ask again. */
export function Problem({ problem, onRetry }: { problem: ApiProblem | undefined; onRetry?: () => void }) {
  if (!problem) return null;
  return (
    <div className="problem" role="alert">
      <p className="problem-title">{problem.title}</p>
      {problem.detail && problem.detail !== problem.title && <p>{problem.detail}</p>}
      {problem.faults.length > 0 && (
        <ul>{problem.faults.map(fault => <li key={fault.pointer + fault.detail}>{fault.pointer && <code>{fault.pointer}</code>} {fault.detail}</li>)}</ul>
      )}
      {onRetry && <p><button type="button" className="button" onClick={onRetry}>Try again</button></p>}
    </div>
  );
}
