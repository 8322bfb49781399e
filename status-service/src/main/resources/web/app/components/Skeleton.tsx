import React from 'react';

/** Stands where content will come, without jumping when it does. */
export function Skeleton({ lines = 3 }: { lines?: number }) {
  return <div className="skeletons" role="status" aria-label="Loading">{Array.from({ length: lines }, (_, i) => <span key={i} className="skeleton" />)}</div>;
}
