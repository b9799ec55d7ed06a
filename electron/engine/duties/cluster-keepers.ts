import type { ClusterConfiguration } from '../../../shared/domain/configuration.ts';
import type { ClusterTopology } from '../../../shared/domain/topology.ts';
import type { DutyKeeper } from './duty-keeper.ts';

interface Keeping {
  watchers: number;
  readonly end: AbortController;
  readonly done: Promise<void>;
}

/** One keeper a cluster, however many watch it. */
export class ClusterKeepers {
  readonly #keeper: DutyKeeper;
  readonly #seen: Map<string, ClusterTopology>;
  readonly #keeping = new Map<string, Keeping>();

  /** `seen`: what the keeper is to know of the clusters; gets what watchers see. */
  constructor(keeper: DutyKeeper, seen: Map<string, ClusterTopology>) {
    this.#keeper = keeper;
    this.#seen = seen;
  }

  /** Tells what was seen of a cluster. */
  saw(topology: ClusterTopology): void {
    this.#seen.set(topology.name, topology);
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
        this.#seen.delete(cluster.name);
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
