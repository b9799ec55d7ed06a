import type { BinlogEvent, InnerEvent } from '../event.ts';
import { Summary } from '../transactions.ts';
import { blockedBy } from './blocked-by.ts';
import { endedXid, mariadbXid, preparedXid } from './statements/xa.ts';
import type { Blocked, TailSummary, TailTransaction, XaPart } from './tail-transaction.ts';

const mostBytes = 512 * 2 ** 20; // bytes of one transaction that are held in memory
const mostTexts = 20;
const longestText = 1000; // characters

/** A transaction of the tail as far as its events have come. */
export class OpenTransaction {
  /** Its server has it already: nothing of it is kept. */
  readonly isKnown: boolean;
  readonly #format: Buffer;
  readonly #summary: Summary;
  readonly #texts: string[] = [];
  #events: InnerEvent[] = [];
  #held = 0;
  #bytes = 0;
  #blocked: Blocked | null = null;
  #xa: XaPart | null = null;
  #mariadbGroup = false;

  constructor(first: BinlogEvent, format: Buffer, isKnown: boolean) {
    this.isKnown = isKnown;
    this.#format = format;
    this.#summary = new Summary(first);
  }

  add(event: BinlogEvent): void {
    if (this.isKnown || event.artificial) return;
    this.#summary.add(event);
    this.#bytes += event.end - event.position.offset;
    this.#take(event);
  }

  finish(complete: boolean): TailTransaction {
    const { fingerprint, ...transaction } = this.#summary.finish(complete);
    const summary: TailSummary = {
      ...transaction,
      kind: fingerprint.form,
      texts: this.#texts,
      bytes: this.#bytes,
      xa: this.#xa,
      blocked: this.#blocked,
    };
    return { summary, format: this.#format, events: this.#events };
  }

  #take(event: InnerEvent): void {
    this.#blocked ??= blockedBy(event);
    if (event.body.kind === 'payload') {
      for (const inner of event.body.events ?? []) this.#take(inner);
      return;
    }
    if (event.body.kind === 'gtid') this.#mariadbGroup = event.body.mariadb !== null && !event.body.mariadb.standalone;
    this.#noteXa(event);
    if (event.body.kind === 'query') this.#noteStatement(event.body.sql);
    if (isOnlyForTheLog(event)) return;
    this.#held += event.bytes.length;
    if (this.#held <= mostBytes) this.#events.push(event);
    else {
      this.#events = [];
      this.#blocked ??= { reason: 'too-large', because: 'it is larger than 512 MB' };
    }
  }

  #noteStatement(sql: string): void {
    if (this.#texts.length < mostTexts && !controls.test(sql))
      this.#texts.push(withoutSecret(sql).slice(0, longestText));
    if (this.#mariadbGroup && createsTable.test(sql)) {
      // The CREATE would commit the group, and the rows would get another GTID. Seen on 10.11; mariadb-binlog does it.
      this.#blocked ??= {
        reason: 'create-select',
        because: 'it is a CREATE TABLE … SELECT of MariaDB, which is logged as one',
      };
    }
  }

  #noteXa(event: InnerEvent): void {
    const { body } = event;
    if (body.kind === 'xa-prepare' && !body.onePhase) this.#xa = { part: 'prepared', xid: preparedXid(event) };
    else if (body.kind === 'gtid' && body.mariadb !== null && body.mariadb.xa !== null) {
      const xid = mariadbXid(event);
      if (xid !== null) this.#xa = { part: body.mariadb.xa === 'prepared' ? 'prepared' : 'ended', xid };
    } else if (body.kind === 'query') {
      const xid = endedXid(body.sql);
      if (xid !== null) this.#xa = { part: 'ended', xid };
    }
  }
}

const createsTable = /^\s*CREATE\s+(?:OR\s+REPLACE\s+)?TABLE\b/i;

/** Statements about accounts may hold a password or its hash: what comes after it is left out. */
function withoutSecret(sql: string): string {
  return sql.replace(/\b(identified|password)\b[\s\S]*$/i, '$1 …');
}

const controls = /^\s*(?:BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE\s+SAVEPOINT|XA\s)/i;

function isOnlyForTheLog({ body }: InnerEvent): boolean {
  return body.kind === 'annotation' || body.kind === 'note' || body.kind === 'heartbeat' || body.kind === 'format';
}
