import { SignalboxError } from '../../../../shared/domain/errors.ts';
import type { Json } from '../../../../shared/domain/json.ts';
import { formatPosition, type BinlogPosition } from '../../../../shared/domain/position.ts';
import type { ByteSession, QueryOptions } from '../../connections/session.ts';
import { knownMariadb, knownMysql, type KnownGtids } from './known-gtids.ts';
import { prepareSession } from './prepare-session.ts';
import { statementsOf } from './statements/statements-of.ts';
import type { ApplyTarget, TailStatement } from './statements/tail-statement.ts';
import type { TailSummary, TailTransaction } from './tail-transaction.ts';

export interface ApplyRequest {
  /** On the target, which nobody else writes to. Of no other use afterwards. */
  readonly session: ByteSession;
  readonly transactions: AsyncIterable<TailTransaction>;
  /** How many of them are known to be in without a GTID that says so: see `provedApplied`. They are passed over. */
  readonly alreadyIn?: number;
  readonly withinMs: number; // ms, each statement
  readonly onProgress?: (progress: ApplyProgress) => void;
  readonly signal?: AbortSignal;
}

export interface ApplyProgress {
  /** Transactions that are in now: applied here, or passed over. */
  readonly done: number;
  readonly at: BinlogPosition;
  readonly gtid: string | null;
}

export interface Applied {
  readonly applied: number;
  /** Passed over, since the target has them. */
  readonly skipped: number;
  /** The end of the last one in the log it came from; null for none. */
  readonly to: BinlogPosition | null;
}

/**
 * Applies a tail, one transaction after another, each under its own GTID. Whoever calls it again goes on where it
 * stopped: what the target has by GTID is passed over.
 *
 * @throws SignalboxError `tail-not-applicable` (nothing of that transaction was sent), `tail-apply-failed` (it was rolled
 *   back), `tail-apply-interrupted` (it may be in or not; details: `alreadyIn`), `cancelled` between two transactions;
 *   and as `Session.query` before the first. Details of all: `done`, `file`, `offset`, `gtid`.
 */
export async function applyTail(request: ApplyRequest): Promise<Applied> {
  const { session, withinMs, signal } = request;
  const target = await prepareSession(session, { withinMs, ...(signal && { signal }) });
  const known = await knownOf(session, target, { withinMs });
  const applier = new Applier(session, target, { withinMs });
  const counts = { applied: 0, skipped: 0 };
  let to: BinlogPosition | null = null;
  for await (const transaction of request.transactions) {
    const { summary } = transaction;
    const done = counts.applied + counts.skipped;
    if (signal?.aborted === true) throw cancelled(summary, done);
    const isIn = done < (request.alreadyIn ?? 0) || (summary.gtid !== null && known.has(summary.gtid));
    if (!isIn) await applier.apply(transaction, done);
    counts[isIn ? 'skipped' : 'applied'] += 1;
    to = summary.end;
    request.onProgress?.({ done: done + 1, at: to, gtid: summary.gtid });
  }
  await applier.end();
  return { ...counts, to };
}

/** What the target has already. */
async function knownOf(session: ByteSession, { version }: ApplyTarget, options: QueryOptions): Promise<KnownGtids> {
  if (version.family === 'mariadb') {
    const [row] = await session.query(
      'SELECT @@global.gtid_slave_pos AS pos, @@global.gtid_binlog_state AS state',
      options,
    );
    return knownMariadb(`${String(row?.['pos'])},${String(row?.['state'])}`);
  }
  const [row] = await session.query("SHOW GLOBAL VARIABLES LIKE 'gtid_executed'", options);
  return knownMysql(String(row?.['Value'] ?? ''));
}

class Applier {
  readonly #session: ByteSession;
  readonly #target: ApplyTarget;
  readonly #options: QueryOptions;
  #format: string | null = null;

  constructor(session: ByteSession, target: ApplyTarget, options: QueryOptions) {
    this.#session = session;
    this.#target = target;
    this.#options = options;
  }

  async apply(transaction: TailTransaction, done: number): Promise<void> {
    const { summary } = transaction;
    if (summary.blocked !== null) throw blocked(summary, done, summary.blocked.because);
    let current: TailStatement | null = null;
    try {
      for (const statement of statementsOf(transaction, this.#target)) {
        current = statement;
        await this.#send(statement);
      }
    } catch (error) {
      if (!(error instanceof SignalboxError)) throw error;
      await this.#fail(summary, done, { error, statement: current });
    }
  }

  /** All are in: losing the connection here loses nothing. */
  async end(): Promise<void> {
    await this.#forgetGtid().catch(() => undefined);
  }

  /** MySQL takes nothing but a new GTID after a transaction that had one (1837), also no BINLOG of a format. */
  async #forgetGtid(): Promise<void> {
    if (this.#target.version.family === 'mariadb') return;
    await this.#session.query("SET @@session.gtid_next='AUTOMATIC'", this.#options);
  }

  async #send(statement: TailStatement): Promise<void> {
    const { sql, kind } = statement;
    if (kind === 'format') {
      if (sql === this.#format) return;
      if (this.#format !== null) await this.#forgetGtid();
      this.#format = String(sql);
    }
    await (typeof sql === 'string'
      ? this.#session.query(sql, this.#options)
      : this.#session.queryBytes(sql, this.#options));
  }

  /** Nothing of the transaction stays, or it is said that this is not known. */
  async #fail(summary: TailSummary, done: number, failure: Failure): Promise<never> {
    const { error } = failure;
    const refused = error.code === 'tail-not-applicable';
    if (!refused && error.code !== 'server-statement-failed') throw interrupted(summary, done, error);
    let remains: boolean | null;
    try {
      remains = await this.#rollBack();
    } catch (cause) {
      throw interrupted(summary, done, cause);
    }
    throw refused ? blocked(summary, done, error.message, error) : failed(summary, done, { ...failure, remains });
  }

  /** True where tables without transactions keep what was done; null where MySQL 5.6 does not let it be asked (1837). */
  async #rollBack(): Promise<boolean | null> {
    await this.#session.query('ROLLBACK', this.#options);
    try {
      const warnings = await this.#session.query('SHOW WARNINGS', this.#options);
      return warnings.some((warning) => Number(warning['Code']) === notRolledBack);
    } catch (error) {
      if (error instanceof SignalboxError && error.code === 'server-statement-failed') return null;
      throw error;
    }
  }
}

const notRolledBack = 1196; // ER_WARNING_NOT_COMPLETE_ROLLBACK

interface Failure {
  readonly error: SignalboxError;
  readonly statement: TailStatement | null;
}

function nameOf(summary: TailSummary): string {
  const place = formatPosition(summary.start);
  return summary.gtid === null ? `The transaction at ${place}` : `The transaction ${summary.gtid} (${place})`;
}

function detailsOf(summary: TailSummary, done: number): Readonly<Record<string, Json>> {
  return { done, file: summary.start.file, offset: summary.start.offset, gtid: summary.gtid };
}

function failed(
  summary: TailSummary,
  done: number,
  { error, statement, remains }: Failure & { readonly remains: boolean | null },
): SignalboxError {
  const table = statement?.table ?? null;
  const on = table === null ? '' : ` on ${table}`;
  const after =
    remains === true
      ? 'What it changed in tables without transactions could not be rolled back.'
      : 'It was rolled back.';
  const message = `${nameOf(summary)} failed${on}: ${error.message} ${after}`;
  const details = { ...error.details, ...detailsOf(summary, done), table, remains };
  return new SignalboxError('tail-apply-failed', message, { ...serverOf(error), details, cause: error });
}

function interrupted(summary: TailSummary, done: number, cause: unknown): SignalboxError {
  const why = cause instanceof Error ? cause.message : String(cause);
  const message = `${nameOf(summary)} was being applied when this happened: ${why} It may be in or not.`;
  const details = detailsOf(summary, done);
  return new SignalboxError('tail-apply-interrupted', message, { ...serverOf(cause), details, cause });
}

function blocked(summary: TailSummary, done: number, because: string, cause?: unknown): SignalboxError {
  const message = `${nameOf(summary)} can’t be applied through a connection: ${because.replace(/\.$/, '')}.`;
  const details = { ...detailsOf(summary, done), reason: summary.blocked?.reason ?? 'statement' };
  return new SignalboxError('tail-not-applicable', message, { details, ...(cause !== undefined && { cause }) });
}

function cancelled(summary: TailSummary, done: number): SignalboxError {
  return new SignalboxError('cancelled', `Cancelled before ${nameOf(summary)}.`, { details: detailsOf(summary, done) });
}

function serverOf(error: unknown): { readonly server?: string } {
  return error instanceof SignalboxError && error.server !== undefined ? { server: error.server } : {};
}
