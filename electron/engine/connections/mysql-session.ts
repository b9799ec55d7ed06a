import type { Socket } from 'node:net';
import type { Connection, QueryError } from 'mysql2';

import type { Row } from '../../../shared/domain/row.ts';
import type { ServerId } from '../../../shared/domain/server.ts';
import { dumpBinlog } from './binlog-dump.ts';
import { connectionLost, late, statementFailed } from './failures.ts';
import { startLimit, within } from './limit.ts';
import type { ByteSession, DumpRequest, DumpSession, QueryOptions } from './session.ts';
import { sendBytes } from './statement-bytes.ts';

const politeCloseMs = 300; // ms
const mostLooked = 2 ** 20; // bytes of a statement that are looked through for secrets

/** A logged-in connection as a session. It owns the socket: ending that is what makes waiting statements reject. */
export class MysqlSession implements DumpSession, ByteSession {
  readonly server: ServerId;
  readonly connectionId: number;
  readonly #connection: Connection;
  readonly #socket: Socket;
  #running = 0;
  #warnings = 0;
  #closed = false;

  constructor(server: ServerId, connection: Connection, socket: Socket) {
    this.server = server;
    this.connectionId = connection.threadId;
    this.#connection = connection;
    this.#socket = socket;
  }

  get closed(): boolean {
    return this.#closed || this.#socket.destroyed;
  }

  get warnings(): number {
    return this.#warnings;
  }

  query(sql: string, options: QueryOptions): Promise<readonly Row[]> {
    return this.#bounded(() => this.#send(sql), options);
  }

  queryBytes(sql: Buffer, options: QueryOptions): Promise<readonly Row[]> {
    return this.#bounded(() => this.#send(sql), options);
  }

  async #bounded(send: () => Promise<readonly Row[]>, options: QueryOptions): Promise<readonly Row[]> {
    if (this.closed) throw connectionLost(this.server, 'it was closed before');
    const limit = startLimit(options.withinMs, options.signal);
    this.#running += 1;
    try {
      return await within(limit.signal, send(), () => {
        this.#break();
        return late(this.server, limit.cancelled(), options.withinMs, 'the answer to a statement');
      });
    } finally {
      this.#running -= 1;
      limit.end();
    }
  }

  dumpBinlog(request: DumpRequest): AsyncGenerator<readonly Buffer[], void, undefined> {
    if (this.closed) throw connectionLost(this.server, 'it was closed before');
    return dumpBinlog({ server: this.server, connection: this.#connection, socket: this.#socket }, request);
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.#closed = true;
    if (this.#running === 0) await this.#quit();
    this.#break();
  }

  #send(sql: string | Buffer): Promise<readonly Row[]> {
    return new Promise((resolve, reject) => {
      const onClose = (): void => reject(connectionLost(this.server, 'closed'));
      this.#socket.once('close', onClose);
      const onResult = (error: QueryError | null, result: unknown): void => {
        this.#socket.off('close', onClose);
        this.#warnings = warningsOf(result);
        if (error === null) resolve(rowsOf(result));
        else reject(statementFailed(this.server, beginningOf(sql), error));
      };
      if (typeof sql === 'string') this.#connection.query(sql, onResult);
      else sendBytes(this.#connection, sql, onResult);
    });
  }

  #break(): void {
    this.#closed = true;
    this.#socket.destroy();
  }

  async #quit(): Promise<void> {
    const limit = startLimit(politeCloseMs);
    const ended = new Promise<void>((resolve) => {
      this.#socket.once('close', () => resolve());
      this.#connection.end();
    });
    await within(limit.signal, ended, () => new Error('impolite')).catch(() => undefined);
    limit.end();
  }
}

/** A statement of a dump may be longer than a text can be. */
function beginningOf(sql: string | Buffer): string {
  return typeof sql === 'string' ? sql : sql.toString('utf8', 0, mostLooked);
}

function warningsOf(result: unknown): number {
  const counted = typeof result === 'object' && result !== null && 'warningStatus' in result ? result.warningStatus : 0;
  return typeof counted === 'number' ? counted : 0;
}

/** Statements without a result give a header object; a CALL gives several results, of which the first counts. */
function rowsOf(result: unknown): readonly Row[] {
  if (!Array.isArray(result)) return [];
  const rows: readonly unknown[] = Array.isArray(result[0]) ? result[0] : result;
  return rows.filter((row): row is Row => typeof row === 'object' && row !== null && row.constructor === Object);
}
