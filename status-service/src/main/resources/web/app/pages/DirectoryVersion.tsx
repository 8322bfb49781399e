import React from 'react';
import { Empty } from '../components/Empty';
import { useTitle } from '../components/useTitle';

export function DirectoryVersionPage() {
  useTitle('DirectoryVersion');
  return <><h1>DirectoryVersion</h1><Empty title="This page is not in this build." /></>;
}
