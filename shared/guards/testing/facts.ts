import type { ChannelFacts } from '../../domain/channel.ts';
import type {
  AccountFacts,
  FactGroups,
  FactsByServer,
  Reading,
  Readings,
  ScheduledEvent,
  SemiSyncFacts,
  SemiSyncReplica,
  SemiSyncSource,
  SessionFacts,
} from '../../domain/facts.ts';
import { parseVersion, type ServerId } from '../../domain/server.ts';

/** For tests: when the facts were read, epoch ms. */
export const exampleNow = 1_000_000;

/** For tests: a healthy MySQL server's groups, each to be bent into the situation under test. */
export type Bend = { readonly [G in keyof Groups]?: Partial<Groups[G]> | null };

/** The groups that guards ask for. */
type Groups = Omit<FactGroups, 'replicas'>;

/** The facts of servers by id; a group that is bent to null could not be read. */
export function exampleFacts(servers: Readonly<Record<ServerId, Bend>>): FactsByServer {
  return new Map(
    Object.entries(servers).map(([server, bend], index) => [
      server,
      { server, aliases: [], readings: readingsOf(bend, index + 1) },
    ]),
  );
}

function readingsOf(bend: Bend, serverId: number): Readings {
  const usual = healthy(serverId);
  const read = <G extends keyof Groups>(group: G): Reading<Groups[G]> =>
    bend[group] === null
      ? { ok: false, code: 'server-statement-failed', message: 'denied', readAt: exampleNow }
      : { ok: true, value: { ...usual[group], ...bend[group] }, readAt: exampleNow };
  return {
    identity: read('identity'),
    status: read('status'),
    settings: read('settings'),
    persisted: read('persisted'),
    sessions: read('sessions'),
    prepared: read('prepared'),
    events: read('events'),
    accounts: read('accounts'),
    privileges: read('privileges'),
    credentials: read('credentials'),
    workers: read('workers'),
    semiSync: read('semiSync'),
    binlogs: read('binlogs'),
  };
}

function healthy(serverId: number): Groups {
  const at = { file: 'binlog.000001', offset: 4 };
  return {
    identity: {
      version: parseVersion('9.7.4'),
      uuid: `uuid-${String(serverId)}`,
      serverId,
      hostname: 'db',
      port: 3306,
      reportHost: null,
      reportPort: null,
      account: 'sb@%',
    },
    status: {
      uptimeS: 100,
      readOnly: true,
      superReadOnly: true,
      offlineMode: false,
      position: at,
      gtid: { kind: 'mysql', mode: 'ON', executed: '', purged: '' },
      channels: [],
      rawChannels: [],
      eventScheduler: 'ON',
    },
    settings: {
      logBin: true,
      logReplicaUpdates: true,
      binlogFormat: 'ROW',
      binlogRowImage: 'FULL',
      binlogFilters: [],
      gtidMode: 'ON',
      compared: {},
      serverTimeMs: exampleNow,
      unsupportedMarks: [],
      lockWaitTimeoutS: 60,
      applier: { workers: 4, keepsOrder: true },
    },
    persisted: { supported: true, values: {} },
    sessions: { complete: true, sessions: [] },
    prepared: { transactions: [] },
    events: { events: [] },
    accounts: { accounts: [] },
    privileges: { account: 'sb@%', global: [], all: true },
    credentials: { channels: [] },
    workers: { channels: [] },
    appliers: { channels: [] },
    heartbeats: { netTimeoutS: 60, channels: [] },
    semiSync: exampleSemiSync(),
    binlogs: { files: [{ name: at.file, bytes: at.offset }] },
  };
}

/** Both plugins are loaded, neither role is on. */
export function exampleSemiSync(
  source: Partial<SemiSyncSource> | null = {},
  replica: Partial<SemiSyncReplica> | null = {},
): SemiSyncFacts {
  return {
    source:
      source === null
        ? null
        : {
            word: 'source',
            enabled: false,
            count: 1,
            timeoutMs: 10_000,
            waitsForNobody: true,
            waitPoint: 'AFTER_SYNC',
            waits: source.enabled ?? false,
            clients: 0,
            waitingSessions: 0,
            ...source,
          },
    replica:
      replica === null ? null : { word: 'replica', enabled: false, acknowledges: replica.enabled ?? false, ...replica },
  };
}

/** A running channel from `host`, port 3306. */
export function exampleChannel(host: string, bend: Partial<ChannelFacts> = {}): ChannelFacts {
  const at = { file: 'binlog.000001', offset: 4 };
  return {
    name: '',
    source: { host, port: 3306 },
    sourceUuid: 'uuid-1',
    sourceServerId: 1,
    user: 'repl',
    io: 'yes',
    sql: 'yes',
    received: at,
    executed: at,
    relay: at,
    positioning: 'auto-position',
    receivedGtid: null,
    secondsBehind: 0,
    delayS: 0,
    ioError: null,
    sqlError: null,
    filters: [],
    tls: { enabled: false, verify: false, ca: null },
    getPublicKey: false,
    connectRetryS: 60,
    ...bend,
  };
}

export function exampleSession(bend: Partial<SessionFacts> = {}): SessionFacts {
  return {
    id: 7,
    user: 'app',
    host: 'web1',
    database: 'shop',
    command: 'Sleep',
    timeS: 0,
    state: '',
    statement: null,
    kind: 'client',
    transactionS: null,
    lock: null,
    ...bend,
  };
}

export function exampleAccount(bend: Partial<AccountFacts> = {}): AccountFacts {
  return {
    user: 'repl',
    host: '%',
    plugin: 'caching_sha2_password',
    authDigest: 'aa',
    replicationReplica: true,
    writesThroughReadOnly: false,
    locked: false,
    ...bend,
  };
}

export function exampleEvent(name: string, status: ScheduledEvent['status']): ScheduledEvent {
  return { schema: 'shop', name, definer: { user: 'app', host: '%' }, status };
}
