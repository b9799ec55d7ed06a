import type { DatabaseSync } from 'node:sqlite';
import type { ServerSample } from '../../../shared/domain/sample.ts';
import type { ServerId } from '../../../shared/domain/server.ts';
import { canonicalJson } from './canonical-json.ts';
import type { SampleFilter } from './journal.ts';

const minuteMs = 60_000; // ms
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** From that age on only the first sample of each `everyMs` stays. */
const thinning = [
  { olderThanMs: dayMs, everyMs: hourMs },
  { olderThanMs: 30 * dayMs, everyMs: dayMs },
] as const;

/** The table of samples, beside the chain. Changes are made inside the caller's transaction. */
export class SampleStore {
  readonly #db: DatabaseSync;

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  /** Adds it unless the server has one younger than `everyMs`; with the first of an hour the older ones are thinned. */
  add(cluster: string, sample: ServerSample, everyMs: number): void {
    const last = this.lastBefore(cluster, sample.server, Number.MAX_SAFE_INTEGER);
    if (last !== null && sample.at - last.at < everyMs) return;
    this.#db
      .prepare('INSERT OR REPLACE INTO samples (cluster, server, at, body) VALUES (?, ?, ?, ?)')
      .run(cluster, sample.server, sample.at, canonicalJson(sample));
    if (last !== null && hourOf(last.at) !== hourOf(sample.at)) this.#thin(cluster, sample.server, sample.at);
  }

  select({ cluster, server, from, to }: SampleFilter): readonly ServerSample[] {
    const which = `cluster = ? AND at >= ? AND at <= ?${server === null ? '' : ' AND server = ?'}`;
    const values = [cluster, from, to, ...(server === null ? [] : [server])];
    return this.#db
      .prepare(`SELECT body FROM samples WHERE ${which} ORDER BY at, server`)
      .all(...values)
      .map((row) => sampleIn(row['body']));
  }

  lastBefore(cluster: string, server: ServerId, before: number): ServerSample | null {
    const row = this.#db
      .prepare('SELECT body FROM samples WHERE cluster = ? AND server = ? AND at < ? ORDER BY at DESC LIMIT 1')
      .get(cluster, server, before);
    return row === undefined ? null : sampleIn(row['body']);
  }

  #thin(cluster: string, server: ServerId, now: number): void {
    const thinned = this.#db.prepare(`
      DELETE FROM samples AS old WHERE cluster = ? AND server = ? AND at < ? AND EXISTS (
        SELECT 1 FROM samples AS kept
        WHERE kept.cluster = old.cluster AND kept.server = old.server AND kept.at < old.at
          AND kept.at >= old.at - old.at % ?)`);
    for (const { olderThanMs, everyMs } of thinning) thinned.run(cluster, server, now - olderThanMs, everyMs);
  }
}

function hourOf(at: number): number {
  return Math.floor(at / hourMs);
}

/** What this program, or an older one of this schema, wrote. */
function sampleIn(body: unknown): ServerSample {
  return JSON.parse(String(body)) as ServerSample;
}
