import type { ErrorCode } from './error-codes.ts';
import type { BinlogPosition } from './position.ts';
import type { Family, ServerId, Version } from './server.ts';
import type { ChannelFacts, RawRow } from './channel.ts';

/** Who a server is. Tier: slow. */
export interface IdentityFacts {
  readonly version: Version;
  /** MySQL's server_uuid; null on MariaDB. */
  readonly uuid: string | null;
  readonly serverId: number;
  readonly hostname: string;
  readonly port: number;
  readonly reportHost: string | null;
  readonly reportPort: number | null;
  /** CURRENT_USER() of Signalbox's account. */
  readonly account: string;
}

/** The GTID state of a server, as far as its family has one. */
export type GtidFacts =
  | { readonly kind: 'mysql'; readonly mode: string; readonly executed: string; readonly purged: string }
  | {
      readonly kind: 'mariadb';
      readonly binlogPos: string;
      /** Last GTID per domain and server in the binary log: `0-1-77,0-2-78`. */
      readonly binlogState: string;
      readonly slavePos: string;
      readonly currentPos: string;
      readonly strict: boolean;
      readonly domainId: number;
    }
  | { readonly kind: 'none' };

/** What changes every second. Tier: poll; at most three cheap statements. */
export interface StatusFacts {
  readonly uptimeS: number; // s
  readonly readOnly: boolean;
  /** null where the family has no super_read_only. */
  readonly superReadOnly: boolean | null;
  /** null where the family has no offline_mode. */
  readonly offlineMode: boolean | null;
  /** The server's own binary log; null when it is off. */
  readonly position: BinlogPosition | null;
  readonly gtid: GtidFacts;
  readonly channels: readonly ChannelFacts[];
  /** The replica status rows as the server gave them, for records. */
  readonly rawChannels: readonly RawRow[];
  /** Events in SHOW GLOBAL STATUS that count client writes are not needed: lag and rates come from positions. */
  readonly eventScheduler: string;
}

/** A replica seen from its source. Tier: slow. */
export interface ConnectedReplica {
  readonly host: string;
  /** null when only the processlist shows it. */
  readonly port: number | null;
  readonly serverId: number | null;
  readonly uuid: string | null;
  readonly via: 'replica-list' | 'processlist';
}

/** Variables that guards and findings ask about; names as current MySQL has them. Tier: slow. */
export interface SettingsFacts {
  readonly logBin: boolean;
  readonly logReplicaUpdates: boolean;
  readonly binlogFormat: string;
  readonly binlogRowImage: string;
  /** Non-empty binlog_do_db / binlog_ignore_db of SHOW BINARY LOG STATUS. */
  readonly binlogFilters: readonly string[];
  readonly gtidMode: string | null;
  /** Every other variable whose difference between source and candidate matters, by server name. */
  readonly compared: Readonly<Record<string, string>>;
  readonly serverTimeMs: number; // epoch ms, the server's clock at reading
  /** Marks of kinds of cluster that are not supported yet: `wsrep`, `group-replication`, `ndb`, `managed:<which>`. */
  readonly unsupportedMarks: readonly string[];
  readonly lockWaitTimeoutS: number; // s
  /** Parallel workers of the applier, and do they commit in the order of the source? MariaDB's always do, in one domain. */
  readonly applier: { readonly workers: number; readonly keepsOrder: boolean };
}

/** The side of semi-synchronous replication that waits for acknowledgements. */
export interface SemiSyncSource {
  /** The word in its variables' names: MariaDB and the plugins before MySQL 8.0.26 say master. */
  readonly word: 'source' | 'master';
  readonly enabled: boolean;
  /** Acknowledgements that a commit waits for; always 1 on MariaDB and before MySQL 5.7.3. */
  readonly count: number;
  /** After this it goes on without acknowledgements. */
  readonly timeoutMs: number; // ms
  /** It waits also while fewer acknowledging replicas are connected than `count`. */
  readonly waitsForNobody: boolean;
  /** `AFTER_SYNC`, `AFTER_COMMIT`; null before MySQL 5.7.2, which has only the latter. */
  readonly waitPoint: string | null;
  /** Commits are waiting for acknowledgements now, or would; false: off, or given up after a time-out. */
  readonly waits: boolean;
  /**
   * Acknowledging replicas that it counts; also while it is not enabled. MySQL goes on counting one that has gone until
   * it has something to send.
   */
  readonly clients: number;
  readonly waitingSessions: number;
}

/** The side that acknowledges. A change takes effect when its receiver connects next. */
export interface SemiSyncReplica {
  readonly word: 'replica' | 'slave';
  readonly enabled: boolean;
  /** Its receiver has agreed to acknowledge with the source that it is connected to. */
  readonly acknowledges: boolean;
}

/** Semi-synchronous replication; null: that side is not there, since its plugin is not loaded. Tier: fresh. */
export interface SemiSyncFacts {
  readonly source: SemiSyncSource | null;
  readonly replica: SemiSyncReplica | null;
}

/** Values that a restart would bring back (MySQL 8+ SET PERSIST); null where the family has none. Tier: slow. */
export interface PersistedFacts {
  readonly supported: boolean;
  readonly values: Readonly<Record<string, string>>;
}

export type SessionKind = 'own' | 'client' | 'dump' | 'applier' | 'event-scheduler' | 'system';

export interface SessionFacts {
  readonly id: number;
  readonly user: string;
  readonly host: string;
  readonly database: string | null;
  readonly command: string;
  readonly timeS: number; // s
  readonly state: string;
  /** The statement, shortened; null when idle. */
  readonly statement: string | null;
  readonly kind: SessionKind;
  /** Age of its open transaction, null without one. */
  readonly transactionS: number | null; // s
  /** A lock it holds that makes writers wait, in words; null without one, and where the server does not tell. */
  readonly lock: string | null;
}

/** The processlist. Tier: fresh. */
export interface SessionsFacts {
  /** Without the PROCESS privilege the list is silently cut. */
  readonly complete: boolean;
  readonly sessions: readonly SessionFacts[];
}

/** XA RECOVER. Tier: fresh. */
export interface PreparedFacts {
  readonly transactions: readonly string[];
}

export interface ScheduledEvent {
  readonly schema: string;
  readonly name: string;
  /** user@host, unquoted parts. */
  readonly definer: { readonly user: string; readonly host: string };
  readonly status: 'enabled' | 'disabled' | 'replica-side-disabled';
}

/** Tier: slow. */
export interface EventsFacts {
  readonly events: readonly ScheduledEvent[];
}

export interface AccountFacts {
  readonly user: string;
  readonly host: string;
  readonly plugin: string;
  /** SHA-256 of the stored authentication string: comparable, useless for login. */
  readonly authDigest: string;
  readonly replicationReplica: boolean;
  /** May write while read_only is on (on MySQL: while only read_only, not super_read_only, is on). */
  readonly writesThroughReadOnly: boolean;
  readonly locked: boolean;
}

/** Accounts. Tier: slow. */
export interface AccountsFacts {
  readonly accounts: readonly AccountFacts[];
}

/** What Signalbox's own account may do. Tier: slow. */
export interface PrivilegesFacts {
  readonly account: string;
  /** Upper-case global privilege names as SHOW GRANTS gives them (`SUPER`, `BINLOG ADMIN`, `CONNECTION_ADMIN`). */
  readonly global: readonly string[];
  readonly all: boolean;
}

/** SHOW BINARY LOGS. Tier: slow. */
export interface BinlogsFacts {
  readonly files: readonly { readonly name: string; readonly bytes: number }[];
}

/** Whether replication credentials are kept readable in the server (mysql.slave_master_info). Tier: fresh. Never holds the password. */
export interface CredentialsFacts {
  readonly channels: readonly { readonly channel: string; readonly user: string; readonly readable: boolean }[];
}

/**
 * How far the workers of each channel's applier have committed, as MySQL keeps it in its own tables. A channel of which
 * they tell nothing is absent: other families, state kept in files, a missing privilege. Tier: fresh.
 */
export interface WorkersFacts {
  readonly channels: readonly WorkersOfChannel[];
}

export interface WorkersOfChannel {
  readonly channel: string;
  /** In the source's log; null: no worker has committed anything. */
  readonly furthest: BinlogPosition | null;
}

/** What the workers of each channel's applier are doing now. Tier: fresh. */
export interface AppliersFacts {
  readonly channels: readonly ApplierOfChannel[];
}

export interface ApplierOfChannel {
  readonly channel: string;
  /** The last transaction that was received whole is committed, and no worker is at another such one. null: not told. */
  readonly idle: boolean | null;
  /** The session of its coordinator, for KILL, while that hands a transaction to the workers; null: it does not. */
  readonly handsOut: number | null;
}

/** What a replica has heard of its sources lately. Tier: fresh. */
export interface HeartbeatsFacts {
  /** A connection that has been silent for so long is given up (replica_net_timeout). */
  readonly netTimeoutS: number; // s
  readonly channels: readonly HeartbeatsOfChannel[];
}

export interface HeartbeatsOfChannel {
  readonly channel: string;
  /** Received so far; it moves only while the source has nothing else to send. null: not told. */
  readonly received: number | null;
  /** How often the source is asked to send one; 0: never. null: not told. */
  readonly periodS: number | null; // s
  /** How long ago something last came, by the replica's own clock; null where the family keeps no time of it. */
  readonly heardAgoS: number | null; // s
}

/** Every group of facts that is read together, by name. */
export interface FactGroups {
  readonly identity: IdentityFacts;
  readonly status: StatusFacts;
  readonly replicas: readonly ConnectedReplica[];
  readonly settings: SettingsFacts;
  readonly persisted: PersistedFacts;
  readonly sessions: SessionsFacts;
  readonly prepared: PreparedFacts;
  readonly events: EventsFacts;
  readonly accounts: AccountsFacts;
  readonly privileges: PrivilegesFacts;
  readonly binlogs: BinlogsFacts;
  readonly credentials: CredentialsFacts;
  readonly workers: WorkersFacts;
  readonly appliers: AppliersFacts;
  readonly heartbeats: HeartbeatsFacts;
  readonly semiSync: SemiSyncFacts;
}

export type FactGroup = keyof FactGroups;

export const factGroups = [
  'identity',
  'status',
  'replicas',
  'settings',
  'persisted',
  'sessions',
  'prepared',
  'events',
  'accounts',
  'privileges',
  'binlogs',
  'credentials',
  'workers',
  'appliers',
  'heartbeats',
  'semiSync',
] as const satisfies readonly FactGroup[];

/** A group of facts read from one server at one time, or the reason why it could not be read. */
export type Reading<T> =
  | { readonly ok: true; readonly value: T; readonly readAt: number } // epoch ms
  | { readonly ok: false; readonly code: ErrorCode; readonly message: string; readonly readAt: number };

/** Readings by group. A group that was never asked for is absent. */
export type Readings = { readonly [G in FactGroup]?: Reading<FactGroups[G]> };

/** All readings of one server. */
export interface ServerFacts {
  readonly server: ServerId;
  /** Other addresses under which replicas or seeds name the same server. */
  readonly aliases: readonly ServerId[];
  readonly readings: Readings;
}

/** The facts of several servers, by id. */
export type FactsByServer = ReadonlyMap<ServerId, ServerFacts>;

/** A group's reading, or undefined when it was never asked for. */
export function readingOf<G extends FactGroup>(facts: ServerFacts | undefined, group: G): Readings[G] | undefined {
  return facts?.readings[group];
}

/** The value of a group, or undefined when it is missing or could not be read. */
export function factOf<G extends FactGroup>(facts: ServerFacts | undefined, group: G): FactGroups[G] | undefined {
  const reading: Reading<FactGroups[G]> | undefined = facts?.readings[group];
  return reading?.ok === true ? reading.value : undefined;
}

/** A server's family as far as its identity is known. */
export function familyOf(facts: ServerFacts | undefined): Family | undefined {
  return factOf(facts, 'identity')?.version.family;
}
