import type { ChannelFacts } from '../../../../shared/domain/channel.ts';
import type { ConnectedReplica } from '../../../../shared/domain/facts.ts';
import type { ServerId, Version } from '../../../../shared/domain/server.ts';
import type { QualifiedName } from '../dump/dump-model.ts';
import type { Grant } from './grants.ts';
import type { Known } from './known.ts';

/** What was read of the server that a dump goes to. */
export interface TargetFacts {
  readonly server: ServerId;
  readonly version: Version;
  readonly hostname: string;
  /** MySQL's server_uuid; null on MariaDB. */
  readonly uuid: string | null;
  readonly serverId: number;
  /** CURRENT_USER() of the session. */
  readonly account: string;
  readonly settings: TargetSettings;
  readonly gtid: TargetGtid;
  /** Inbound replication: it is a replica where there are any, running or not. */
  readonly channels: Known<readonly ChannelFacts[]>;
  readonly replicas: Known<readonly ConnectedReplica[]>;
  /** All databases that the account sees. */
  readonly databases: readonly string[];
  /** Tables and views in the databases that the dump is about. */
  readonly tables: readonly ExistingTable[];
  /** Engines that can be used, in small letters. */
  readonly engines: readonly string[];
  /** In small letters. */
  readonly charsets: readonly string[];
  readonly collations: readonly string[];
  /** `user@host` of every account. */
  readonly accounts: Known<readonly string[]>;
  /** `user@host` of those with SYSTEM_USER; none before MySQL 8.0.16 and on MariaDB. */
  readonly systemAccounts: Known<readonly string[]>;
  readonly grants: Known<readonly Grant[]>;
  /** Named time zones can be used. */
  readonly timeZones: boolean;
  /** null: MySQL and MariaDB do not tell. */
  readonly cores: number | null;
  /** Of the disk with the data directory; null: MySQL and MariaDB do not tell. */
  readonly freeBytes: number | null;
}

/** Global variables; null where the server has none of that name. */
export interface TargetSettings {
  readonly readOnly: boolean;
  readonly superReadOnly: boolean | null;
  readonly logBin: boolean;
  readonly trustFunctionCreators: boolean;
  readonly maxAllowedPacket: number; // bytes
  readonly lowerCaseTableNames: number;
  readonly sqlMode: string;
  readonly flushLogAtCommit: string | null;
  readonly syncBinlog: string | null;
  /** Whether InnoDB's redo log is on; null before MySQL 8.0.21 and on MariaDB: it can't be switched. */
  readonly redoLog: boolean | null;
}

export type TargetGtid =
  | { readonly kind: 'mysql'; readonly mode: string; readonly executed: string; readonly purged: string }
  | { readonly kind: 'mariadb'; readonly slavePos: string; readonly binlogPos: string; readonly strict: boolean };

/** A table or view that exists on the target; its schema is the one it has there. */
export interface ExistingTable extends QualifiedName {
  readonly schema: string;
  readonly kind: 'table' | 'view' | 'sequence';
  /** In small letters; null for views. */
  readonly engine: string | null;
  /** The server's own estimate; null where it has none. */
  readonly estimatedRows: number | null;
  /** Whether it has any row; asked of tables that the dump touches only. */
  readonly hasRows: Known<boolean>;
}
