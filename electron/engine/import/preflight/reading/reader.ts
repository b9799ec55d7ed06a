import type { GroupReader, Query } from '../../../../../shared/dialects/dialect.ts';
import { SignalboxError } from '../../../../../shared/domain/errors.ts';
import type { Row } from '../../../../../shared/domain/row.ts';
import type { Session } from '../../../connections/session.ts';
import { known, notKnown } from '../known.ts';
import type { Known } from '../known.ts';

/** Sends statements over one session, each within the same time. */
export class Reader {
  readonly session: Session;
  readonly #options: { readonly withinMs: number; readonly signal?: AbortSignal };

  constructor(session: Session, options: { readonly withinMs: number; readonly signal?: AbortSignal | undefined }) {
    const { withinMs, signal } = options;
    this.session = session;
    this.#options = signal === undefined ? { withinMs } : { withinMs, signal };
  }

  /** @throws SignalboxError as `Session.query`. */
  rows(sql: string): Promise<readonly Row[]> {
    return this.session.query(sql, this.#options);
  }

  /**
   * The rows, or what the server says against giving them.
   * @throws SignalboxError `server-timeout`, `server-connection-lost`, `cancelled`.
   */
  async tryRows(sql: string): Promise<Known<readonly Row[]>> {
    return this.#attempt(() => this.rows(sql));
  }

  /** A group of facts as a dialect reads it; throws as `tryRows`. */
  async tryGroup<T>(group: GroupReader<T>): Promise<Known<T>> {
    return this.#attempt(async () => {
      const results: Record<string, readonly Row[] | undefined> = {};
      for (const query of group.queries) results[query.key] = await this.#tolerant(query);
      return group.parse(results);
    });
  }

  async #tolerant({ sql, tolerate = [] }: Query): Promise<readonly Row[] | undefined> {
    try {
      return await this.rows(sql);
    } catch (error) {
      if (tolerate.includes(numberOf(error))) return undefined;
      throw error;
    }
  }

  async #attempt<T>(read: () => Promise<T>): Promise<Known<T>> {
    try {
      return known(await read());
    } catch (error) {
      if (!(error instanceof SignalboxError) || this.session.closed) throw error;
      return notKnown(error.message);
    }
  }
}

/** The server's number of an error; 0 where it is none of the server's. */
function numberOf(error: unknown): number {
  const number = error instanceof SignalboxError ? error.details['number'] : 0;
  return typeof number === 'number' ? number : 0;
}
