import type { Row } from '../../../shared/domain/row.ts';
import type { TlsConfiguration } from '../../../shared/domain/configuration.ts';
import type { ServerId } from '../../../shared/domain/server.ts';
import type { Json } from '../../../shared/domain/json.ts';

/** One connection to one server, owned by whoever opened it. Statements are sent one after another. */
export interface Session {
  readonly server: ServerId;
  /** CONNECTION_ID(), for KILL and the journal. */
  readonly connectionId: number;
  /**
   * Sends one statement and returns its rows (none for statements without a result).
   * Rejects at `withinMs` with `server-timeout` and breaks the connection: the statement may still be running there.
   * @throws SignalboxError `server-statement-failed` (details: number, sqlState), `server-timeout`, `server-connection-lost`, `cancelled`.
   */
  query(sql: string, options: QueryOptions): Promise<readonly Row[]>;
  /** True once the connection is broken or closed. */
  readonly closed: boolean;
  /** Ends it, politely if that is quick, else at once. Never rejects. */
  close(): Promise<void>;
}

/** A session that also takes statements as bytes, which may be text in any character set, or in none. */
export interface ByteSession extends Session {
  /** As `query`; the server reads the bytes as its `character_set_client` says. */
  queryBytes(sql: Buffer, options: QueryOptions): Promise<readonly Row[]>;
  /** How many warnings and notes the server counted for the last statement without a result; SHOW WARNINGS tells them. */
  readonly warnings: number;
}

/** A session that can also read the server's binary log as a replica does. */
export interface DumpSession extends Session {
  /**
   * The server's binary log from a place on, in batches of events (checksums as this session asked for them). It ends
   * where the log ends; leaving the loop early ends the session. No statement can be sent during or after it.
   * @throws SignalboxError `server-statement-failed` (1236: the server can't read there; 1227: REPLICATION SLAVE is
   *   missing), `server-timeout`, `server-connection-lost`, `cancelled`.
   */
  dumpBinlog(request: DumpRequest): AsyncGenerator<readonly Buffer[], void, undefined>;
}

export interface DumpRequest {
  readonly file: string;
  readonly offset: number; // bytes
  /** Also the statements that made the rows; MariaDB only, where they are stored beside them. */
  readonly annotations: boolean;
  /** How long the server may be silent. */
  readonly silentWithinMs: number; // ms
  readonly signal?: AbortSignal;
}

export interface QueryOptions {
  readonly withinMs: number; // ms
  readonly signal?: AbortSignal;
}

/** How to reach a server; the password is resolved at the last moment and kept nowhere else. */
export interface ConnectionTarget {
  readonly server: ServerId;
  /** Another port of the same machine than the one in `server`. */
  readonly port?: number;
  readonly user: string;
  readonly password: () => Promise<string>;
  readonly tls: TlsConfiguration;
}

export interface OpenOptions {
  readonly connectWithinMs: number; // ms: TCP, TLS, handshake and login together
  readonly signal?: AbortSignal;
  /** Session variables set right after login, e.g. wait_timeout. */
  readonly variables?: Readonly<Record<string, string | number>>;
}

/**
 * Opens sessions. Rejects with `server-unreachable` (name, TCP), `server-timeout` (accepts and does not answer),
 * `server-not-mysql`, `server-tls`, `server-access-denied`, `server-refused` (too many connections, blocked host).
 */
export interface Connector {
  open(target: ConnectionTarget, options: OpenOptions): Promise<Session>;
}

/** Opens sessions that take statements as bytes; rejects as `Connector.open`. */
export interface ByteConnector {
  openForBytes(target: ConnectionTarget, options: OpenOptions): Promise<ByteSession>;
}

/** Opens sessions that can read binary logs; rejects as `Connector.open`. */
export interface DumpConnector {
  openForDump(target: ConnectionTarget, options: OpenOptions): Promise<DumpSession>;
}

/** Details of a `server-statement-failed` error. */
export interface StatementFailure extends Readonly<Record<string, Json>> {
  readonly number: number;
  readonly sqlState: string;
}
