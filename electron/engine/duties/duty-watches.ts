import type { Duty } from '../../../shared/domain/duty.ts';
import { reportOf } from '../../../shared/domain/errors.ts';
import type { Sleep } from '../discovery/sleep.ts';

export interface DutyWatchesParts {
  /** Duties of every cluster that have not ended. */
  readonly open: () => readonly Duty[];
  /** Watches a cluster, and keeps its duties with that, until the signal aborts; rejects as `Engine.watch`. */
  readonly watch: (cluster: string, signal: AbortSignal) => Promise<void>;
  readonly sleep: Sleep;
  readonly warn: (message: string) => void;
}

const everyMs = 3000; // ms

/** Watches each cluster that has a duty for as long as it has one, whether or not somebody looks at it. */
export class DutyWatches {
  readonly #parts: DutyWatchesParts;
  readonly #watching = new Map<string, AbortController>();
  #warned = '';

  constructor(parts: DutyWatchesParts) {
    this.#parts = parts;
  }

  /** Until the signal aborts. Never rejects: a cluster that can't be watched is tried again. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      this.#look();
      await this.#parts.sleep(everyMs, signal);
    }
    for (const end of this.#watching.values()) end.abort();
  }

  #look(): void {
    try {
      const wanted = new Set(this.#parts.open().map(({ cluster }) => cluster));
      for (const [cluster, end] of this.#watching) if (!wanted.has(cluster)) end.abort();
      for (const cluster of wanted) if (!this.#watching.has(cluster)) void this.#watch(cluster);
    } catch (error) {
      this.#warn(error);
    }
  }

  async #watch(cluster: string): Promise<void> {
    const end = new AbortController();
    this.#watching.set(cluster, end);
    try {
      await this.#parts.watch(cluster, end.signal);
    } catch (error) {
      this.#warn(error);
    } finally {
      this.#watching.delete(cluster);
    }
  }

  /** Once for each reason. */
  #warn(error: unknown): void {
    const { message } = reportOf(error);
    if (message !== this.#warned) this.#parts.warn(`A duty’s cluster could not be watched: ${message}`);
    this.#warned = message;
  }
}
