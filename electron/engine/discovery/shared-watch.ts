import type { FactsByServer } from '../../../shared/domain/facts.ts';
import type { ClusterTopology } from '../../../shared/domain/topology.ts';

/** Told after every poll; the facts are those that the topology shows. */
export type OnTopology = (topology: ClusterTopology, facts: FactsByServer) => void;

type Run = (report: OnTopology, signal: AbortSignal) => Promise<void>;

/** Several watchers of one run: it starts with the first and ends with the last. */
export class SharedWatch {
  readonly #run: Run;
  readonly #watchers = new Set<OnTopology>();
  readonly #end = new AbortController();
  #running: Promise<void> | null = null;
  #last: Parameters<OnTopology> | null = null;

  constructor(run: Run) {
    this.#run = run;
  }

  /** Nobody may join any more. */
  get ended(): boolean {
    return this.#end.signal.aborted;
  }

  /** Resolves when `signal` aborts, for the last watcher after the run has ended; rejects when the run fails. */
  async join(watcher: OnTopology, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    this.#watchers.add(watcher);
    if (this.#last !== null) watcher(...this.#last);
    this.#running ??= this.#run((...seen) => this.#tell(seen), this.#end.signal);
    try {
      await Promise.race([this.#running, aborted(signal)]);
    } finally {
      this.#watchers.delete(watcher);
      if (this.#watchers.size === 0) await this.#finish();
    }
  }

  #tell(seen: Parameters<OnTopology>): void {
    this.#last = seen;
    for (const watcher of this.#watchers) watcher(...seen);
  }

  async #finish(): Promise<void> {
    this.#end.abort();
    await this.#running;
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
