import type { DatabaseSync, SQLOutputValue, StatementSync } from 'node:sqlite';
import { canonicalJson } from './canonical-json.ts';
import { entryKinds, hashOf } from './chain.ts';
import type { ChainEntry, EntryKind } from './chain.ts';
import { failure } from './failures.ts';

type StoredRow = Readonly<Record<string, SQLOutputValue>>;

const columns = 'sequence, at, kind, id, body, previous_hash, hash';

/** As the indexes have it. */
const isItem = "kind IN ('record', 'operation-begun')";

function isRecord({ kind }: ChainEntry): boolean {
  return kind === 'record';
}

/** The chain in the database: adds at its end, and reads entries, each checked against its own hash. */
export class EntryStore {
  readonly #db: DatabaseSync;
  readonly #path: string;
  readonly #statements = new Map<string, StatementSync>();

  constructor(db: DatabaseSync, path: string) {
    this.#db = db;
    this.#path = path;
  }

  /** Adds one entry; call it inside a transaction. `body` must be JSON and must not hold secrets. */
  append(at: number, kind: EntryKind, id: string, body: unknown): ChainEntry {
    const head = this.head();
    const link = { sequence: head.sequence + 1, at, kind, id, body: canonicalJson(body), previousHash: head.hash };
    const entry = { ...link, hash: hashOf(link) };
    this.#prepare(`INSERT INTO entries (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?)`).run(
      entry.sequence,
      entry.at,
      entry.kind,
      entry.id,
      entry.body,
      entry.previousHash,
      entry.hash,
    );
    return entry;
  }

  /** How far the chain goes by the head's own account. */
  head(): { readonly sequence: number; readonly hash: string } {
    const row = this.#prepare('SELECT sequence, hash FROM head').get();
    if (row === undefined) throw failure('journal-corrupt', this.#path, 'its head is missing');
    return { sequence: this.#number(row, 'sequence'), hash: this.#text(row, 'hash') };
  }

  /** The record, or the begin of the operation, of that id. */
  begin(id: string): ChainEntry | undefined {
    return this.select("kind IN ('record', 'operation-begun') AND id = ?", id)[0];
  }

  end(id: string): ChainEntry | undefined {
    return this.select("kind = 'operation-finished' AND id = ?", id)[0];
  }

  /** Entries by a condition in SQL, in the order of the chain. */
  select(condition: string, ...values: readonly (string | number)[]): readonly ChainEntry[] {
    return this.#all(`SELECT ${columns} FROM entries WHERE ${condition} ORDER BY sequence`, values);
  }

  /** The cluster's records since a time (epoch ms), in order. */
  recordsSince(cluster: string, since: number): readonly ChainEntry[] {
    return this.select(`${isItem} AND cluster = ? AND at >= ?`, cluster, since).filter(isRecord);
  }

  /** The cluster's records after a place in the chain, in order. */
  recordsAfter(cluster: string, sequence: number): readonly ChainEntry[] {
    return this.select(`${isItem} AND cluster = ? AND sequence > ?`, cluster, sequence).filter(isRecord);
  }

  /**
   * Records and begins of operations, newest first, older than `before` (epoch ms). Those of the oldest millisecond
   * are all there, even beyond `limit`, so that the next page can start before it and miss none.
   */
  items(filter: {
    readonly cluster: string | null;
    readonly limit: number;
    readonly before: number;
  }): readonly ChainEntry[] {
    const { cluster, limit, before } = filter;
    const which = `kind IN ('record', 'operation-begun') AND at < ?${cluster === null ? '' : ' AND cluster = ?'}`;
    const values = cluster === null ? [before] : [before, cluster];
    const oldest = `SELECT at FROM entries WHERE ${which} ORDER BY at DESC, sequence DESC LIMIT 1 OFFSET ?`;
    return this.#all(
      `SELECT ${columns} FROM entries WHERE ${which} AND at >= coalesce((${oldest}), 0) ORDER BY at DESC, sequence DESC`,
      [...values, ...values, Math.max(0, limit - 1)],
    );
  }

  /** Every entry as it is stored, unchecked, one at a time. */
  *unchecked(): Generator<ChainEntry> {
    for (const row of this.#prepare(`SELECT ${columns} FROM entries ORDER BY sequence`).iterate())
      yield this.#decode(row);
  }

  #all(sql: string, values: readonly (string | number)[]): readonly ChainEntry[] {
    return this.#prepare(sql)
      .all(...values)
      .map((row) => this.#checked(this.#decode(row)));
  }

  #prepare(sql: string): StatementSync {
    const known = this.#statements.get(sql) ?? this.#db.prepare(sql);
    this.#statements.set(sql, known);
    return known;
  }

  #decode(row: StoredRow): ChainEntry {
    const kind = entryKinds.find((known) => known === row['kind']);
    if (kind === undefined) throw failure('journal-corrupt', this.#path, 'it holds an entry of an unknown kind');
    return {
      sequence: this.#number(row, 'sequence'),
      at: this.#number(row, 'at'),
      kind,
      id: this.#text(row, 'id'),
      body: this.#text(row, 'body'),
      previousHash: this.#text(row, 'previous_hash'),
      hash: this.#text(row, 'hash'),
    };
  }

  #checked(entry: ChainEntry): ChainEntry {
    if (hashOf(entry) === entry.hash) return entry;
    throw failure('journal-corrupt', this.#path, `entry ${String(entry.sequence)} was changed after it was written`);
  }

  #text(row: StoredRow, column: string): string {
    const value = row[column];
    if (typeof value !== 'string') throw failure('journal-corrupt', this.#path, `${column} is not text`);
    return value;
  }

  #number(row: StoredRow, column: string): number {
    const value = row[column];
    if (typeof value !== 'number') throw failure('journal-corrupt', this.#path, `${column} is not a number`);
    return value;
  }
}
