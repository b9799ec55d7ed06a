import type { BinlogPosition } from '../../../shared/domain/position.ts';

/** One event of a binary or relay log. Buffers are views of what was read: not to be kept beyond the event's turn. */
export interface BinlogEvent {
  /** Where it starts in the log that is read; in a relay log that is the relay log's own place. */
  readonly position: BinlogPosition;
  /** The offset right after it in that log. */
  readonly end: number; // bytes
  /** Seconds since 1970, by the clock of the server where the change was first made; kept by replicas that log it. */
  readonly timestamp: number;
  /** server_id of the server where the change was first made. */
  readonly serverId: number;
  readonly typeCode: number;
  /** Made by whoever sends the log, and not in its file. */
  readonly artificial: boolean;
  /** The whole event as stored, header first; without checksum, save for a format description. */
  readonly bytes: Buffer;
  readonly body: EventBody;
}

export type EventBody =
  | { readonly kind: 'format'; readonly serverVersion: string; readonly checksum: 'crc32' | 'none' }
  | { readonly kind: 'rotate'; readonly next: BinlogPosition }
  | { readonly kind: 'stop' }
  | { readonly kind: 'gtid'; readonly gtid: string | null; readonly mariadb: MariadbGroup | null }
  /** What the log's earlier files hold (MySQL's Previous_gtids, MariaDB's Gtid_list), kept raw. */
  | { readonly kind: 'earlier-gtids'; readonly raw: Buffer }
  | QueryBody
  | { readonly kind: 'intvar'; readonly name: 'last_insert_id' | 'insert_id'; readonly value: bigint }
  | { readonly kind: 'rand'; readonly raw: Buffer }
  | { readonly kind: 'user-var'; readonly name: string; readonly raw: Buffer }
  /** The statement that made the rows which follow, for people to read. */
  | { readonly kind: 'annotation'; readonly sql: string }
  | TableMapBody
  | RowsBody
  | { readonly kind: 'xid' }
  | { readonly kind: 'xa-prepare'; readonly onePhase: boolean }
  /** MySQL's compressed transaction with the events inside; null where it could not be unpacked. */
  | { readonly kind: 'payload'; readonly events: readonly InnerEvent[] | null }
  | { readonly kind: 'load-data'; readonly raw: Buffer }
  | { readonly kind: 'incident'; readonly message: string }
  | { readonly kind: 'heartbeat' }
  /** Stands between transactions and changes nothing: checkpoints, start of encryption, group replication's notes. */
  | { readonly kind: 'note'; readonly raw: Buffer }
  | { readonly kind: 'unknown'; readonly raw: Buffer };

export type InnerEvent = Pick<BinlogEvent, 'timestamp' | 'serverId' | 'typeCode' | 'bytes' | 'body'>;

/** How MariaDB says what follows its GTID event. */
export interface MariadbGroup {
  /** One statement follows, without BEGIN and COMMIT. */
  readonly standalone: boolean;
  readonly ddl: boolean;
  readonly xa: 'prepared' | 'completed' | null;
}

export interface QueryBody {
  readonly kind: 'query';
  readonly database: string;
  readonly sql: string;
  /** MySQL or MariaDB error number the statement had on its source; 0 for none. */
  readonly errorCode: number;
  /** Status variables that change what a statement does, as stored. */
  readonly settings: Buffer;
}

export interface TableMapBody {
  readonly kind: 'table-map';
  readonly tableId: number;
  readonly schema: string;
  readonly table: string;
  readonly columns: readonly ColumnForm[];
}

/** A column as the log stores it. */
export interface ColumnForm {
  readonly type: number; // enum_field_types
  readonly metadata: number;
}

export interface RowsBody {
  readonly kind: 'rows';
  readonly change: RowChange;
  /** null where the log read does not have the table's map. */
  readonly table: TableMapBody | null;
  /** Which columns the images have; an update has a second one for what is new. */
  readonly present: readonly Buffer[];
  /** Row images one after another. */
  readonly rows: Buffer;
  /** Whether images are plain; MySQL's partial JSON updates are not. */
  readonly plain: boolean;
  readonly endsStatement: boolean;
}

export type RowChange = 'insert' | 'update' | 'delete';
