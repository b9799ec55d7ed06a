import type { JournalItem, OperationDetail } from '../../../shared/domain/journal.ts';
import type { RecordEntry } from '../../../shared/domain/record.ts';
import type { ServerId } from '../../../shared/domain/server.ts';
import type { ClusterSummary, Preferences, YardStatus } from '../../../shared/ipc/contract.ts';
import type { StepView } from '../../../shared/plans/outcome.ts';
import type { AnyPreview } from '../../../shared/plans/any-preview.ts';

/**
 * What has become of the source. `countdown`: too early to tell for six seconds, then dead. `nobody`: dead, and no
 * replica can take over. The others are the conclusions of their names.
 */
export const goneKinds = ['countdown', 'dead', 'answers', 'refuses', 'heard', 'no-witness', 'hangs', 'nobody'] as const;
export type Gone = (typeof goneKinds)[number];

/** How the fake behaves. */
export interface FakeOptions {
  /** Begin with the cluster `shop`; without it, the first screen is shown. */
  readonly clusters: boolean;
  /** The candidate's drain fails, so that a switchover is undone. */
  readonly failing: boolean;
  /** Begin with a switchover whose program was killed in the middle. */
  readonly cutOff?: boolean;
  /** The third server's position was reset, seen after its thread had been seen to stop. */
  readonly lost?: boolean;
  /** The source does not answer on the map; what a failover's evidence then comes to. */
  readonly gone?: Gone;
  /** After a failover the old source comes back, with or without transactions of its own; without this it stays away. */
  readonly returns?: 'clean' | 'own';
  /** A switchover stops at the candidate's drain and can't be undone, until it is taken up again. */
  readonly stuck?: boolean;
  /** The cluster is a production one. */
  readonly production?: boolean;
  /** The plan asks to move the application. */
  readonly asking: boolean;
  /** The plan has hooks. */
  readonly hooked?: boolean;
  readonly clock: () => number; // epoch ms
  /** Resolves after `ms`, or at once when the signal aborts. */
  readonly pause: (ms: number, signal?: AbortSignal) => Promise<void>;
}

/** Everything that the fake engine remembers. */
export interface World {
  readonly options: FakeOptions;
  readonly startedAt: number;
  source: ServerId;
  /** The server that does not answer, and since when, epoch ms. */
  gone: { readonly server: ServerId; readonly since: number } | null;
  /** When a failover's evidence was first asked for, epoch ms. */
  askedAt: number | null;
  /** Where the third server's lost position is recorded; null while it has its position. */
  lostRecord: string | null;
  clusters: readonly ClusterSummary[];
  preferences: Preferences;
  yard: YardStatus;
  records: readonly RecordEntry[];
  operations: readonly OperationDetail[];
  readonly previews: Map<string, AnyPreview>;
  /** How far operations came whose program was killed. */
  readonly cutOffSteps: Map<string, readonly StepView[]>;
  /** The former source of each switchover that was done. */
  readonly undoable: Map<string, ServerId>;
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
    gone: options.gone === undefined ? null : { server: '127.0.0.1:3310', since: options.clock() },
    askedAt: null,
    lostRecord: null,
    clusters: options.clusters ? [{ ...clusterNamed('shop', 'Shop'), environment: environmentOf(options) }] : [],
    preferences: { words: 'master-slave', theme: 'system' },
    yard: { running: false, family: null, positions: null, shape: null, servers: [], cluster: null },
    records: [],
    operations: [],
    previews: new Map(),
    cutOffSteps: new Map(),
    undoable: new Map(),
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

function environmentOf({ production = false }: FakeOptions): ClusterSummary['environment'] {
  return production ? 'production' : 'staging';
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
