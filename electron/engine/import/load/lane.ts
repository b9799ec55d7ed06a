import type { Row } from '../../../../shared/domain/row.ts';
import type { ByteSession, QueryOptions } from '../../connections/session.ts';
import { statementRefused, type DumpPlace } from './load-error.ts';
import type { LoadRequest } from './load-request.ts';
import type { SessionLog } from './session-log.ts';

/** One connection of an import, and how far it has come in what makes its session. */
export class Lane {
  readonly #session: ByteSession;
  readonly #log: SessionLog;
  readonly #options: QueryOptions;
  readonly #onWarnings: LoadRequest['onWarnings'];
  #at = 0;
  #busySince: number | null = null;

  /** The session is the lane's own from now on. `options` bound each statement. */
  constructor(session: ByteSession, log: SessionLog, options: QueryOptions, onWarnings: LoadRequest['onWarnings']) {
    this.#session = session;
    this.#log = log;
    this.#options = options;
    this.#onWarnings = onWarnings;
  }

  get connectionId(): number {
    return this.#session.connectionId;
  }

  /** When it sent what it has no answer to, ms, monotonic; null: it waits for nothing. */
  get busySince(): number | null {
    return this.#busySince;
  }

  /** Makes the session what it is at a place of the log. @throws SignalboxError `import-statement-failed` */
  async goTo(place: number): Promise<void> {
    for (const { bytes, offset, line } of this.#log.between(this.#at, place)) {
      await this.runAt(bytes, { offset, line }, null);
    }
    this.#at = Math.max(this.#at, place);
  }

  /** A statement of Signalbox's own. @throws SignalboxError as `Session.query`. */
  async own(sql: string): Promise<readonly Row[]> {
    return this.#timed(() => this.#session.query(sql, this.#options));
  }

  /** A statement of the dump, as it is; with a place its warnings are told. @throws SignalboxError as `Session.query`. */
  async send(statement: Buffer, place: DumpPlace | null = null): Promise<void> {
    await this.#timed(() => this.#session.queryBytes(statement, this.#options));
    const counted = this.#session.warnings;
    if (place !== null && counted > 0) this.#onWarnings(await this.own('SHOW WARNINGS'), place, counted);
  }

  async #timed<T>(work: () => Promise<T>): Promise<T> {
    this.#busySince = performance.now();
    try {
      return await work();
    } finally {
      this.#busySince = null;
    }
  }

  /** @throws SignalboxError `import-statement-failed` with its place. */
  async runAt(statement: Buffer, place: DumpPlace, table: string | null): Promise<void> {
    try {
      await this.send(statement);
    } catch (error) {
      throw statementRefused(error, place, { statement, table });
    }
  }

  close(): Promise<void> {
    return this.#session.close();
  }
}
