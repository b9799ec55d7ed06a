import type { JournalItem, OperationDetail } from '../../../shared/domain/journal.ts';
import type { RecordEntry } from '../../../shared/domain/record.ts';
import type { ServerId } from '../../../shared/domain/server.ts';
import type { ClusterSummary, Preferences, YardStatus } from '../../../shared/ipc/contract.ts';
import type { AnyPreview } from '../../../shared/plans/any-preview.ts';

/** How the fake behaves. */
export interface FakeOptions {
  /** Begin with the cluster `shop`; without it, the first screen is shown. */
  readonly clusters: boolean;
  /** The candidate's drain fails, so that a switchover is undone. */
  readonly failing: boolean;
  /** The plan asks to move the application. */
  readonly asking: boolean;
  readonly clock: () => number; // epoch ms
  /** Resolves after `ms`, or at once when the signal aborts. */
  readonly pause: (ms: number, signal?: AbortSignal) => Promise<void>;
}

/** Everything that the fake engine remembers. */
export interface World {
  readonly options: FakeOptions;
  readonly startedAt: number;
  source: ServerId;
  clusters: readonly ClusterSummary[];
  preferences: Preferences;
  yard: YardStatus;
  records: readonly RecordEntry[];
  operations: readonly OperationDetail[];
  readonly previews: Map<string, AnyPreview>;
  readonly cancelled: Map<string, AbortController>;
  readonly answers: Map<string, (choice: string) => void>;
  nextId: number;
}

export const servers: readonly ServerId[] = ['127.0.0.1:3310', '127.0.0.1:3311', '127.0.0.1:3312'];

export function createWorld(options: FakeOptions): World {
  return {
    options,
    startedAt: options.clock(),
    source: '127.0.0.1:3310',
    clusters: options.clusters ? [clusterNamed('shop', 'Shop')] : [],
    preferences: { words: 'master-slave', theme: 'system' },
    yard: { running: false, family: null, positions: null, shape: null, servers: [], cluster: null },
    records: [],
    operations: [],
    previews: new Map(),
    cancelled: new Map(),
    answers: new Map(),
    nextId: 1,
  };
}

export function clusterNamed(name: string, label: string): ClusterSummary {
  return {
    name,
    label,
    environment: 'staging',
    seeds: [...servers].slice(0, 1),
    user: 'signalbox',
    password: 'env:SIGNALBOX_PASSWORD',
    tls: 'preferred',
    tlsCaFile: null,
    replicationUser: 'repl',
    replicationPassword: 'secret:shop/replication',
    pollIntervalMs: 1000,
    lagLimitS: 20,
    askToMoveApplication: false,
    servers: [],
    needsPassword: false,
  };
}

export function newId(world: World, kind: string): string {
  return `${kind}-${String(world.nextId++)}`;
}

/** Newest first, as the journal lists them. */
export function journalItems(world: World): readonly JournalItem[] {
  const records = world.records.map((record): JournalItem => ({ kind: 'record', at: record.at, record }));
  const operations = world.operations.map((operation): JournalItem => ({
    kind: 'operation',
    at: operation.startedAt,
    operation,
  }));
  return [...records, ...operations].sort((a, b) => b.at - a.at);
}
