import { dialectFor } from '../../../shared/dialects/dialect-for.ts';
import { quoteText } from '../../../shared/dialects/quote.ts';
import { SignalboxError } from '../../../shared/domain/errors.ts';
import { factOf, type FactGroup, type Readings, type StatusFacts } from '../../../shared/domain/facts.ts';
import type { BinlogPosition } from '../../../shared/domain/position.ts';
import type { Version } from '../../../shared/domain/server.ts';
import type { Session } from '../connections/session.ts';
import { readFacts } from '../discovery/read-facts.ts';
import { statementMs } from './dump-parts.ts';

export interface ServerParts {
  readonly open: () => Promise<Session>;
  readonly version: Version;
  readonly now: () => number; // epoch ms
}

/** The server that is dumped, through a session of Signalbox's own; a broken one is opened again. */
export class DumpedServer {
  readonly #parts: ServerParts;
  #session: Session | null = null;

  constructor(parts: ServerParts) {
    this.#parts = parts;
  }

  readonly session = async (): Promise<Session> => {
    if (this.#session === null || this.#session.closed) this.#session = await this.#parts.open();
    return this.#session;
  };

  /** @throws SignalboxError as the session. */
  async read(groups: readonly FactGroup[]): Promise<Readings> {
    const { version, now } = this.#parts;
    return readFacts(await this.session(), dialectFor(version), groups, { withinMs: statementMs, now });
  }

  readonly status = async (): Promise<StatusFacts> => statusIn(await this.read(['status']));

  /** MariaDB: the GTIDs at a place in its own log; null elsewhere, and where it can't say. */
  async gtidAt(position: BinlogPosition | null): Promise<string | null> {
    if (this.#parts.version.family !== 'mariadb' || position === null) return null;
    const sql = `SELECT BINLOG_GTID_POS(${quoteText(position.file)}, ${String(position.offset)})`;
    const [row] = await (await this.session()).query(sql, { withinMs: statementMs });
    const text = String(Object.values(row ?? {})[0] ?? '');
    return text === '' ? null : text;
  }

  async close(): Promise<void> {
    await this.#session?.close();
  }
}

/** @throws SignalboxError why it could not be read. */
export function statusIn(readings: Readings): StatusFacts {
  const status = factOf({ server: '', aliases: [], readings }, 'status');
  if (status !== undefined) return status;
  const { status: reading } = readings;
  const failed = reading?.ok === false ? reading : null;
  throw new SignalboxError(failed?.code ?? 'bug', failed?.message ?? 'Its status was not read.');
}
