import type { Flavour } from '../../shared/domain/flavour.ts';
import type { YardProgress, YardStatus } from '../../shared/ipc/contract.ts';
import type { ClusterShape } from '../../shared/domain/cluster-shape.ts';
import { addYardCluster, removeYardCluster } from './configuration/yard-cluster.ts';
import type { ConfigurationFile } from './configuration/configuration-file.ts';
import type { Yard } from './yard/yard.ts';

export interface YardOptions {
  readonly family: Flavour;
  readonly replicas: number;
  readonly positions: 'gtid' | 'file';
  readonly shape: ClusterShape;
}

/** The yard together with its place in the configuration. */
export class Practice {
  readonly #yard: Yard;
  readonly #file: ConfigurationFile;

  constructor(yard: Yard, file: ConfigurationFile) {
    this.#yard = yard;
    this.#file = file;
  }

  status(): Promise<YardStatus> {
    return this.#yard.status();
  }

  /** Starts the yard and makes it a cluster of the configuration. */
  async up(
    options: YardOptions,
    onProgress: (progress: YardProgress) => void,
    signal: AbortSignal,
  ): Promise<YardStatus> {
    const status = await this.#yard.up({
      ...options,
      signal,
      onProgress: (message) => onProgress({ kind: 'progress', message }),
    });
    await addYardCluster(this.#file, await this.#yard.configuration());
    onProgress({ kind: 'up', status });
    return status;
  }

  /** Ends the yard and takes it out of the configuration. */
  async down(): Promise<YardStatus> {
    const cluster = await this.#yard.configuration().catch(() => null);
    const status = await this.#yard.down();
    if (cluster !== null) await removeYardCluster(this.#file, cluster);
    return status;
  }
}
