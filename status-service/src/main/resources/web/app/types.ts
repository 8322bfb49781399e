/** The answers of the status API as they come over the wire. Instants are ISO 8601, durations too (`PT1.5S`). */

export type DatabaseState = 'SYNCED' | 'PENDING' | 'ERROR';
export type DeploymentState =
  'PLANNED' | 'AWAITING_APPROVAL' | 'RUNNING' | 'PAUSED' | 'SUCCEEDED' | 'FAILED' | 'CANCELLING' | 'CANCELLED';
export type RunState =
  'PENDING' | 'QUEUED' | 'RUNNING' | 'SUCCEEDED' | 'NO_ACTION' | 'FAILED' | 'UNREACHABLE' | 'UNKNOWN' | 'SKIPPED' | 'CANCELLED';

/** How old an answer is. */
export interface Aged {
  asOf: string;
  lag: string;
}

/** One page of a list; `next` is the cursor of the page after it, null on the last. */
export interface Page<T> extends Aged {
  items: T[];
  next: string | null;
}

export interface VersionShare {
  sequence: number;
  version?: string | null;
  count: number;
}

export interface DirectorySummary {
  directory: string;
  latest: { sequence: number; version: string } | null;
  synced: number;
  pending: number;
  error: number;
  byVersion: VersionShare[];
}

export interface NewestError {
  fingerprint: string;
  message: string;
  code: string;
  count: number;
  lastAt: string;
  directory: string;
  target: string;
  deployment: number;
}

export interface Summary extends Aged {
  directories: DirectorySummary[];
  deployments: { running: number; paused: number; failedLastDay: number };
  agents: { alive: number };
  running?: Deployment[];
  newestErrors?: NewestError[];
}

export interface RunError {
  code: string;
  file: string | null;
  version: string | null;
  statementIndex: number | null;
  statement: string | null;
  message: string;
  text: string;
  detail: string | null;
  hint: string | null;
  sqlState: string | null;
}

export interface Database {
  target: string;
  directory: string;
  state: DatabaseState;
  attention: 'unknown' | null;
  currentVersion: string | null;
  latestVersion: string | null;
  behind: number;
  lastMigration: { version: string; description: string; result: 'SUCCEEDED' | 'FAILED'; at: string; deployment: number } | null;
  error: RunError | null;
  server: string | null;
  labels: Record<string, string>;
  env: string | null;
  reportedBy: 'agent' | 'inspection' | null;
  duplicateOf: string | null;
  updatedAt: string;
}

export type StateCounts = Record<DatabaseState, number>;

export interface DatabaseList extends Page<Database> {
  counts: StateCounts;
}

export interface Target extends Aged {
  target: string;
  url: string | null;
  kind: string | null;
  server: string | null;
  labels: Record<string, string>;
  pool: string | null;
  lifecycle: 'ACTIVE' | 'RETIRED' | 'REMOVED';
  duplicateOf: string | null;
  items: Database[];
}

export interface Revision {
  directory: string;
  version: string;
  description: string;
  applied: number;
  total: number;
  at: string;
  duration: string | null;
  run: number;
  deployment: number;
}

export interface Pending extends Aged {
  target: string;
  directory: string;
  sequence: number;
  items: { file: string; version: string; description: string; statements: number }[];
}

export interface RunCounts {
  total: number;
  pending: number;
  queued: number;
  running: number;
  succeeded: number;
  noAction: number;
  failed: number;
  unreachable: number;
  unknown: number;
  skipped: number;
  cancelled: number;
}

export interface Deployment {
  id: number;
  url: string;
  directory: string;
  sequence: number;
  digest: string;
  toMigration: string | null;
  env: string | null;
  state: DeploymentState;
  reason: string | null;
  settling: boolean;
  counts: RunCounts;
  rate: number | null;
  eta: string | null;
  maxParallel: number | null;
  maxFailures: number | null;
  /** Only where one deployment is asked for; null for the defaults. */
  options?: OrderOptions | null;
  triggerType: string | null;
  createdBy: string | null;
  historyCut: boolean;
  createdAt: string;
  startedAt: string | null;
  finishedAt: string | null;
}

/** How it is applied, as far as its order differs from the defaults. */
export interface OrderOptions {
  verify: boolean | null;
  txMode: string | null;
  execOrder: string | null;
  baseline: string | null;
  allowDirty: boolean | null;
  amount: number | null;
  revisionsSchema: string | null;
  lockTimeout: string | null;
  dbLockTimeout: string | null;
  statementTimeout: string | null;
  lostAfter: string | null;
}

export interface ErrorSample {
  target: string;
  directory: string;
  deployment: number;
  file: string | null;
  statement: string | null;
  message: string;
  at: string;
}

export interface ErrorGroup {
  fingerprint: string;
  message: string;
  code: string;
  count: number;
  firstAt: string;
  lastAt: string;
  samples: ErrorSample[];
}

export interface Agent {
  agent: string;
  pool: string | null;
  alive: boolean;
  hostId: string | null;
  version: string | null;
  slots: number;
  held: number;
  waiting: number;
  leaving: boolean;
  startedAt: string | null;
  lastBeatAt: string;
}

/** The part of a deployment that a live message carries. */
export type LiveDeployment = Pick<
  Deployment, 'id' | 'directory' | 'state' | 'counts' | 'rate' | 'eta' | 'settling' | 'startedAt' | 'finishedAt'>;

/** What changed since the listener's last message. `reset`: what was missed is not known; all is to be asked again. */
export interface Change extends Aged {
  reset?: boolean;
  directories: string[];
  deployments: LiveDeployment[];
  databases: boolean;
  agents: boolean;
  cells?: [number, string][];
  cellsChanged?: boolean;
}
