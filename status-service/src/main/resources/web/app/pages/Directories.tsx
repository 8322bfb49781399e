import React from 'react';
import { Empty } from '../components/Empty';
import { useTitle } from '../components/useTitle';

export function DirectoriesPage() {
  useTitle('Directories');
  return <><h1>Directories</h1><Empty title="This page is not in this build." /></>;
}
