import React, { useCallback, useMemo } from 'react';
import '../style/parts.css';
import '../style/deployment.css';
import { Card } from '../components/Card';
import { Crumbs } from '../components/Crumbs';
import { Problem } from '../components/Problem';
import { Skeleton } from '../components/Skeleton';
import { useTitle } from '../components/useTitle';
import { ActionButton } from '../deployment/ActionButton';
import { actionsFor } from '../deployment/actions';
import { ErrorGroups } from '../deployment/ErrorGroups';
import { Head, Notices } from '../deployment/Head';
import { Progress } from '../deployment/Progress';
import { TargetCells } from '../deployment/TargetCells';
import { TargetTable } from '../deployment/TargetTable';
import { useCells } from '../deployment/useCells';
import { useChosen, useDeployment, useLiveCells } from '../deployment/useDeployment';
import { Waves } from '../deployment/Waves';
import { path, useQuery, useRoute } from '../router';
import type { ErrorGroup, Page } from '../types';
import { useData } from '../useData';

/** One deployment, followed live: how far it is, what went wrong, and every target of it. */
export function DeploymentPage() {
  const { id } = useRoute().params;
  useTitle(`Deployment ${id}`);
  const [query, setQuery] = useQuery();
  const deployment = useDeployment(id);
  const { data: d, stream } = deployment;
  const cells = useCells(id, d?.counts.total ?? null);
  useLiveCells(stream, cells, d?.state);
  const wrong = d ? d.counts.failed + d.counts.unreachable : 0;
  const errors = useData<Page<ErrorGroup>>(wrong > 0 ? `/errors?deployment=${encodeURIComponent(id)}&limit=20` : null, {
    topics: [`deployment:${id}`],
    stream,
  });
  const [chosen, toggled] = useChosen(query, 'state');
  const hrefOf = useCallback((name: string) => path('deployments', 'sets', id, 'targets', name), [id]);
  const onToggle = useCallback((state: string) => setQuery({ state: toggled(state) }, { replace: true }), [setQuery, toggled]);
  const actions = useMemo(() => (d ? actionsFor(d) : []), [d]);
  if (!d) {
    return (
      <>
        <Crumbs items={[{ label: 'Migrations', to: '/migrations' }]} />
        <h1>{`Deployment ${id}`}</h1>
        <Problem problem={deployment.problem} onRetry={deployment.reload} />
        {deployment.loading && <Skeleton lines={8} />}
      </>
    );
  }
  const reload = () => {
    deployment.reload();
    cells.reload();
  };
  return (
    <>
      <Crumbs items={[{ label: 'Migrations', to: '/migrations' }, { label: d.directory, to: `/migrations?directory=${encodeURIComponent(d.directory)}` }]} />
      <Head deployment={d}>
        {actions.map(action => (
          <ActionButton key={action.verb} action={action} deployment={d.id} onDone={reload} />
        ))}
      </Head>
      <Problem problem={deployment.problem} onRetry={deployment.reload} />
      <Notices deployment={d} />
      <Progress deployment={d} />
      {cells.available && cells.waves.length > 1 && <Waves waves={cells.waves} states={cells.states} paused={d.state === 'PAUSED'} />}
      {errors.data && errors.data.items.length > 0 && (
        <Card title="What went wrong">
          <ErrorGroups
            groups={errors.data.items}
            chosen={query.get('fingerprint')}
            hrefOf={hrefOf}
            onChoose={fingerprint => setQuery({ fingerprint })}
          />
        </Card>
      )}
      {cells.available && cells.states.length > 0 && (
        <Card title="Targets">
          <TargetCells cells={cells} chosen={chosen} onToggle={onToggle} hrefOf={hrefOf} />
        </Card>
      )}
      <TargetTable id={id} total={d.counts.total} stream={stream} hrefOf={hrefOf} />
    </>
  );
}
