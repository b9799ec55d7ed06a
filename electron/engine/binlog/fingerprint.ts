import { createHash, type Hash } from 'node:crypto';

import type { InnerEvent, QueryBody, RowsBody, TableMapBody } from './event.ts';
import type { Fingerprint } from './transaction.ts';

export type Likeness = 'same' | 'different' | 'not-comparable';

/**
 * Do two transactions of two logs do the same? `not-comparable`: one is logged in another form than the other (as
 * statements here and rows there, with other columns), so that their content says nothing.
 */
export function likeness(a: Fingerprint, b: Fingerprint): Likeness {
  if (a.content === b.content) return 'same';
  if (a.form !== b.form) return 'not-comparable';
  const sameShapes = [...a.shapes].every(([key, shape]) => (b.shapes.get(key) ?? shape) === shape);
  return sameShapes ? 'different' : 'not-comparable';
}

export interface FingerprintOptions {
  /**
   * Equal also where the transaction was applied through a connection (`applyTail`): MySQL then logs it under its own
   * server_id, and MariaDB logs the default collation of the client’s character set.
   */
  readonly throughConnection?: boolean;
}

/**
 * Hashes what a replica that logs it keeps of a transaction: the server and time of each change, statement texts with
 * their database and settings, row images with their table. Left out is what it writes anew: table ids, offsets,
 * checksums, thread ids, Xid numbers, GTID events, annotations, and how rows are cut into events.
 */
export class FingerprintBuilder {
  readonly #hash: Hash = createHash('sha256');
  readonly #shapes = new Map<string, string>();
  #rows = false;
  readonly #throughConnection: boolean;
  #statements = 0;
  #xa = false;
  #run = '';

  constructor(options: FingerprintOptions = {}) {
    this.#throughConnection = options.throughConnection ?? false;
  }

  get statements(): number {
    return this.#statements;
  }

  add(event: InnerEvent): void {
    const { body } = event;
    const made = `${this.#throughConnection ? 'any' : String(event.serverId)} ${String(event.timestamp)}`;
    if (body.kind === 'rows') this.#addRows(body, made);
    else if (body.kind === 'query') this.#addQuery(body, made);
    else if (body.kind === 'intvar') this.#put('intvar', made, body.name, String(body.value));
    else if (body.kind === 'rand' || body.kind === 'load-data') this.#put(body.kind, made, body.raw);
    else if (body.kind === 'user-var') this.#put('user-var', made, body.name, body.raw);
    else if (body.kind === 'payload') for (const inner of body.events ?? []) this.add(inner);
  }

  finish(): Fingerprint {
    return { form: this.#form(), content: this.#hash.digest('hex'), shapes: this.#shapes };
  }

  #form(): Fingerprint['form'] {
    if (this.#rows) return this.#statements > 0 ? 'mixed' : 'rows';
    return this.#statements > 0 || this.#xa ? 'statements' : 'nothing';
  }

  #addRows(body: RowsBody, made: string): void {
    this.#rows = true;
    if (body.table === null) return;
    const { schema, table } = body.table;
    const present = body.present.map((bits) => bits.toString('hex')).join(' ');
    const run = JSON.stringify([made, schema, table, body.change, present, body.plain]);
    if (run !== this.#run) {
      this.#put('rows', run);
      this.#run = run;
      this.#shapes.set(`${schema}.${table} ${body.change}`, shapeOf(body.table, present, body.plain));
    }
    this.#hash.update(body.rows);
  }

  #addQuery(body: QueryBody, made: string): void {
    if (controlStatement.test(body.sql)) return;
    if (/^\s*XA\s/i.test(body.sql)) {
      this.#xa = true;
      return this.#put('xa', made, body.sql);
    }
    this.#statements += 1;
    // A table made from a SELECT is told in the words of the server that logs it.
    const created = createdTable.exec(body.sql)?.[0];
    if (created !== undefined) return this.#put('create', made, body.database, created);
    const settings = this.#throughConnection ? withoutClientCollation(body.settings) : body.settings;
    this.#put('statement', made, body.database, settings, String(body.errorCode), body.sql);
  }

  #put(...parts: readonly (string | Buffer)[]): void {
    this.#run = '';
    for (const part of parts) {
      this.#hash.update(`${String(Buffer.byteLength(part))}:`);
      this.#hash.update(part);
    }
  }
}

const charsetCode = 4; // Q_CHARSET_CODE: client, connection, server
const lengthOfSetting: ReadonlyMap<number, number> = new Map([
  [1, 8],
  [3, 4],
  [4, 6],
  [7, 2],
]);

/** The deciding settings but for the client’s collation, of which only the character set decides anything. */
function withoutClientCollation(settings: Buffer): Buffer {
  for (let at = 0; at < settings.length;) {
    const code = settings.readUInt8(at);
    if (code === charsetCode) return Buffer.concat([settings.subarray(0, at + 1), settings.subarray(at + 3)]);
    at += 1 + (lengthOfSetting.get(code) ?? 1 + settings.readUInt8(at + 1));
  }
  return settings;
}

/** Differ between logs without changing anything. */
const controlStatement = /^\s*(?:BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE\s+SAVEPOINT)\b/i;

const createdTable = /^\s*CREATE\s+(?:OR\s+REPLACE\s+)?TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?[^\s(]+/i;

function shapeOf(table: TableMapBody, present: string, plain: boolean): string {
  const columns = table.columns.map(({ type, metadata }) => `${String(type)}:${String(metadata)}`).join(' ');
  return `${columns} / ${present}${plain ? '' : ' partial'}`;
}
