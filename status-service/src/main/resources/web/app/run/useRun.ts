import { useCallback } from 'react';
import { useDeployment } from '../deployment/useDeployment';
import { path } from '../router';
import type { RunDetail } from '../types-deployments';
import { useData } from '../useData';

/** A run with its deployment, both kept up to date, and whether it may be tried again. */
export function useRun(id: string, target: string) {
  const stream = `deployment=${encodeURIComponent(id)}`;
  const run = useData<RunDetail>(path('deployments', id, 'targets', target), { topics: [`deployment:${id}`], stream });
  const deployment = useDeployment(id);
  const wrong = run.data?.state === 'FAILED' || run.data?.state === 'UNREACHABLE';
  const open = deployment.data?.state === 'FAILED' || deployment.data?.state === 'PAUSED';
  const reload = useCallback(() => {
    run.reload();
    deployment.reload();
  }, [run.reload, deployment.reload]);
  return { run, deployment: deployment.data, canRetry: wrong && open, reload };
}
