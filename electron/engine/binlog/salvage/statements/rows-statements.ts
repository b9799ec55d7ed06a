import { SignalboxError } from '../../../../../shared/domain/errors.ts';
import type { InnerEvent, RowsBody } from '../../event.ts';
import { sized } from './event-bytes.ts';
import { rowsEvent } from './rows-event.ts';
import type { ApplyTarget, TailStatement } from './tail-statement.ts';

const roomForStatement = 1024; // bytes of max_allowed_packet that are not base64
const wanted = 512 * 1024; // bytes of events in one BINLOG statement

interface Pending {
  readonly event: InnerEvent;
  readonly body: RowsBody;
}

/**
 * BINLOG statements of one logged statement’s row events. A large one is cut between row events: each part has the table
 * maps again and ends as a statement does, since a server forgets its tables at the end of a BINLOG statement
 * (sql_binlog.cc).
 */
export class RowsStatements {
  readonly #target: ApplyTarget;
  #maps: InnerEvent[] = [];
  #pending: Pending[] = [];
  #bytes = 0;

  constructor(target: ApplyTarget) {
    this.#target = target;
  }

  addMap(event: InnerEvent): void {
    this.#maps.push(event);
    this.#bytes += event.bytes.length;
  }

  /** @throws SignalboxError `tail-not-applicable` where one event is too large for the target. */
  *addRows(event: InnerEvent, body: RowsBody): Generator<TailStatement, void, undefined> {
    const size = event.bytes.length + (body.rows.length > event.bytes.length ? body.rows.length : 0);
    const limit = Math.min(wanted, this.#most());
    if (this.#pending.length > 0 && this.#bytes + size > limit) yield* this.#statements();
    this.#pending.push({ event, body });
    this.#bytes += size;
    if (!body.endsStatement) return;
    yield* this.#statements();
    this.#maps = [];
    this.#bytes = 0;
  }

  #most(): number {
    return Math.floor((this.#target.maxAllowedPacket - roomForStatement) / 4) * 3;
  }

  *#statements(): Generator<TailStatement, void, undefined> {
    const events = this.#maps.map(({ bytes }) => sized(bytes));
    for (const [index, { event, body }] of this.#pending.entries()) {
      events.push(rowsEvent(event, body, index === this.#pending.length - 1));
    }
    const table = tablesOf(this.#pending);
    this.#pending = [];
    this.#bytes = this.#maps.reduce((sum, { bytes }) => sum + bytes.length, 0);
    yield* binlogStatements(Buffer.concat(events), table, this.#target);
  }
}

function tablesOf(pending: readonly Pending[]): string {
  const names = pending.map(({ body }) => (body.table === null ? '?' : `${body.table.schema}.${body.table.table}`));
  return [...new Set(names)].join(', ');
}

/**
 * MariaDB takes an event that does not fit in one packet in two halves, from user variables (10.2+, BINLOG @a, @b).
 * @throws SignalboxError `tail-not-applicable`
 */
function* binlogStatements(
  events: Buffer,
  table: string,
  target: ApplyTarget,
): Generator<TailStatement, void, undefined> {
  const base64 = events.toString('base64');
  const room = target.maxAllowedPacket - roomForStatement;
  if (base64.length <= room) {
    yield { sql: `BINLOG '${base64}'`, kind: 'change', table };
    return;
  }
  if (target.version.family !== 'mariadb' || base64.length > 2 * room) throw tooLarge(events.length, table, target);
  const half = Math.ceil(base64.length / 2);
  yield { sql: `SET @binlog_fragment_0 = '${base64.slice(0, half)}'`, kind: 'context', table };
  yield { sql: `SET @binlog_fragment_1 = '${base64.slice(half)}'`, kind: 'context', table };
  yield { sql: 'BINLOG @binlog_fragment_0, @binlog_fragment_1', kind: 'change', table };
}

function tooLarge(bytes: number, table: string, { maxAllowedPacket }: ApplyTarget): SignalboxError {
  const message = `A row of ${table} takes ${String(bytes)} bytes in the log: more than a statement may have there (max_allowed_packet = ${String(maxAllowedPacket)}).`;
  return new SignalboxError('tail-not-applicable', message, { details: { table, bytes, maxAllowedPacket } });
}
