import React from 'react';
import { Empty } from '../components/Empty';
import { useTitle } from '../components/useTitle';

export function DeploymentPage() {
  useTitle('Deployment');
  return <><h1>Deployment</h1><Empty title="This page is not in this build." /></>;
}
