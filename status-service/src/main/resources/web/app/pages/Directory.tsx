import React from 'react';
import { Empty } from '../components/Empty';
import { useTitle } from '../components/useTitle';

export function DirectoryPage() {
  useTitle('Directory');
  return <><h1>Directory</h1><Empty title="This page is not in this build." /></>;
}
