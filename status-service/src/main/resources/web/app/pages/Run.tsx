import React from 'react';
import { Empty } from '../components/Empty';
import { useTitle } from '../components/useTitle';

export function RunPage() {
  useTitle('Run');
  return <><h1>Run</h1><Empty title="This page is not in this build." /></>;
}
