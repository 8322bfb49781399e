/** Shapes of answers about directories, deployments, migrations and runs. */
import type { Aged, Page, RunError, RunState } from './types';

/** Where a version was pushed from; every part may be missing. */
export interface PushContext {
  repo?: string | null;
  branch?: string | null;
  commit?: string | null;
  url?: string | null;
  user?: string | null;
}

/** A directory version without its files. */
export interface VersionSummary {
  directory: string;
  sequence: number;
  digest: string;
  h1: string;
  tags: string[];
  pushedAt: string;
  pushedBy: string | null;
  context: PushContext | null;
  fileCount: number;
  lastMigration: string;
}

export interface RegistryDirectory {
  name: string;
  versions: number;
  latest: VersionSummary;
}

export interface VersionFile {
  name: string;
  version: string;
  description: string;
  statements: number;
  sha256: string;
}

/** A directory version with its files, in order. */
export interface DirectoryVersionView extends Omit<VersionSummary, 'fileCount' | 'lastMigration'> {
  files: VersionFile[];
}

/** A page of a list of the registry. */
export interface RegistryPage<T> {
  items: T[];
  next: string | null;
}

export interface Wave {
  name: string;
  from: number;
  to: number;
}

/** One letter per target, in order of position; `from` is the first position of a wave, `to` the last. */
export interface CellsView extends Aged {
  total: number;
  states: string;
  waves: Wave[];
  names: string[] | null;
}

export interface RunView {
  target: string;
  run: number;
  position: number;
  wave: string | null;
  state: RunState;
  reason: string | null;
  attempt: number;
  from: string | null;
  to: string | null;
  error: RunError | null;
  startedAt: string | null;
  finishedAt: string | null;
  hasLog: boolean;
}

export interface StatementView {
  index: number;
  text: string | null;
  duration: string;
  result: 'OK' | 'FAILED';
}

export interface FileView {
  name: string;
  version: string;
  description: string;
  /** ROLLED_BACK: it went well, and was undone with a later one, in whose transaction it was. */
  result: 'OK' | 'FAILED' | 'ROLLED_BACK';
  applied: number;
  total: number;
  startedAt: string | null;
  duration: string;
  statements: StatementView[];
}

export interface ResolutionView {
  id: number;
  text: string;
}

export interface RunDetail extends RunView {
  deployment: number;
  directory: string;
  agent: string | null;
  current: string | null;
  files: FileView[];
  log: string | null;
  resolutions: ResolutionView[];
}

export interface MigrationTarget {
  target: string;
  state: 'APPLIED' | 'PENDING' | 'FAILED';
  at: string | null;
  duration: string | null;
  deployment: number | null;
  currentVersion: string | null;
}

export interface MigrationView extends Page<MigrationTarget> {
  directory: string;
  version: string;
  description: string;
  file: string;
  since: number;
  counts: { APPLIED: number; PENDING: number; FAILED: number };
}

