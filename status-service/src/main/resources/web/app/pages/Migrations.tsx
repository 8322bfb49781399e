import React from 'react';
import { Empty } from '../components/Empty';
import { useTitle } from '../components/useTitle';

export function MigrationsPage() {
  useTitle('Migrations');
  return <><h1>Migrations</h1><Empty title="This page is not in this build." /></>;
}
