import React from 'react';
import { Empty } from '../components/Empty';
import { useTitle } from '../components/useTitle';

export function MigrationPage() {
  useTitle('Migration');
  return <><h1>Migration</h1><Empty title="This page is not in this build." /></>;
}
