import type { ServerId } from '../../../shared/domain/server.ts';

/** What one reading of a replica's counters adds to the ones before. */
export interface Noted {
  /** They moved since a reading of a few seconds ago: something came. */
  readonly heard: boolean;
  /** They have been the same for at least so long. */
  readonly silentMs: number; // ms
  /** Since the last reading, or null when this is the first: two of them tell something. */
  readonly sinceLastMs: number | null; // ms
}

interface Seen {
  readonly counters: string;
  /** Monotonic, ms. */
  readonly unchangedSince: number;
  readonly readAt: number;
}

const lately = 5000; // ms

/** Remembers, from look to look, since when each replica has heard nothing from its source. */
export class Silences {
  readonly #monotonic: () => number;
  readonly #seen = new Map<string, Seen>();

  /** `monotonic`: ms, never goes back. */
  constructor(monotonic: () => number) {
    this.#monotonic = monotonic;
  }

  /** `counters`: everything that moves when something arrives, as one text. */
  note(server: ServerId, channel: string, counters: string): Noted {
    const now = this.#monotonic();
    const key = `${server} ${channel}`;
    const before = this.#seen.get(key);
    const same = before?.counters === counters;
    const unchangedSince = same ? before.unchangedSince : now;
    this.#seen.set(key, { counters, unchangedSince, readAt: now });
    return {
      heard: before !== undefined && !same && now - before.readAt <= lately,
      silentMs: now - unchangedSince,
      sinceLastMs: before === undefined ? null : now - before.readAt,
    };
  }
}
