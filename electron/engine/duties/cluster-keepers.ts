import type { ClusterConfiguration } from '../../../shared/domain/configuration.ts';
import type { DutyKeeper } from './duty-keeper.ts';

interface Keeping {
  watchers: number;
  readonly end: AbortController;
  readonly done: Promise<void>;
}

/** One keeper a cluster, however many watch it. */
export class ClusterKeepers {
  readonly #keeper: DutyKeeper;
  readonly #keeping = new Map<string, Keeping>();

  constructor(keeper: DutyKeeper) {
    this.#keeper = keeper;
  }

  /** Keeps the cluster's duties while `watching` is not settled, and settles with it. */
  async during(cluster: ClusterConfiguration, watching: Promise<void>): Promise<void> {
    const key = JSON.stringify(cluster);
    const keeping = this.#keeping.get(key) ?? this.#start(key, cluster);
    keeping.watchers += 1;
    try {
      await watching;
    } finally {
      keeping.watchers -= 1;
      if (keeping.watchers === 0) {
        this.#keeping.delete(key);
        keeping.end.abort();
        await keeping.done;
      }
    }
  }

  #start(key: string, cluster: ClusterConfiguration): Keeping {
    const end = new AbortController();
    const keeping: Keeping = { watchers: 0, end, done: this.#keeper.keep(cluster, end.signal) };
    this.#keeping.set(key, keeping);
    return keeping;
  }
}
