import { constants } from 'node:fs';
import { access, mkdir, rmdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { ClusterConfiguration } from '../../../shared/domain/configuration.ts';
import { SignalboxError } from '../../../shared/domain/errors.ts';
import type { YardStatus } from '../../../shared/ipc/contract.ts';
import type { Connector } from '../connections/session.ts';
import { withLock } from './file-lock.ts';
import { addressOf } from './servers/server-spec.ts';
import { buildYard } from './yard-build.ts';
import type { YardWork } from './yard-build.ts';
import { yardCluster, yardConfiguration } from './yard-configuration.ts';
import { describeShape, readYardRecord, sameShape } from './yard-record.ts';
import type { YardRecord, YardShape } from './yard-record.ts';
import { removeYard } from './yard-removal.ts';
import { repairYard, withLiveProcesses } from './yard-repair.ts';

export interface YardPlace {
  /** The yard's own folder; made by `up`, removed by `down` when nothing else is in it. */
  readonly directory: string;
  readonly connector: Connector;
  /** Where server binaries and data directories are cached; `serverCache()` when not given. */
  readonly cache?: string;
}

export interface YardRequest extends Partial<YardShape> {
  readonly onProgress?: (line: string) => void;
  readonly signal?: AbortSignal;
}

const lockWaitMs = 120_000; // ms for another command at work on the same yard

/** Practice servers on this machine: one master and its slaves, which live on until `down`. */
export class Yard {
  readonly #directory: string;
  readonly #connector: Connector;
  readonly #cache: string | undefined;

  constructor(place: YardPlace) {
    this.#directory = resolve(place.directory);
    this.#connector = place.connector;
    this.#cache = place.cache;
  }

  /**
   * Starts the yard and returns when replication runs everywhere. A running yard of the same shape is returned as it
   * is; one whose servers died is started again; one that was interrupted while it was built is built anew.
   * @throws SignalboxError `yard-exists` when one of another shape is there; `server-binaries-missing`;
   * `data-directory-unwritable`; `yard-failed`; `cancelled`. A yard that could not be built leaves nothing behind.
   */
  async up(request: YardRequest = {}): Promise<YardStatus> {
    const { onProgress = () => undefined, signal } = request;
    const { shape: kind = 'star', family = 'mariadb', positions = 'gtid', replicas = 2, load = true } = request;
    const shape: YardShape = { shape: kind, family, positions, replicas, load };
    const work: YardWork = {
      directory: this.#directory,
      connector: this.#connector,
      cache: this.#cache,
      onProgress,
      signal,
    };
    await this.#makeDirectory();
    return this.#locked(signal, async () => statusOf(await this.#raise(shape, work)));
  }

  /** Ends the yard's servers and removes its files; does nothing when there is no yard. */
  async down(): Promise<YardStatus> {
    if ((await this.#record().catch(() => undefined)) === null) return nothing;
    await this.#locked(undefined, async () => {
      await removeYard(this.#directory, await this.#record().catch(() => null));
    });
    return nothing;
  }

  async status(): Promise<YardStatus> {
    const record = await this.#record();
    return record === null ? nothing : statusOf(await withLiveProcesses(record));
  }

  /** The yard as a cluster for the configuration. @throws SignalboxError `yard-not-running` when there is no yard. */
  async configuration(): Promise<ClusterConfiguration> {
    const record = await this.#record();
    if (record?.phase !== 'ready') throw new SignalboxError('yard-not-running', 'No yard is up: run “yard up”.');
    return yardConfiguration(this.#directory, record);
  }

  async #raise(shape: YardShape, work: YardWork): Promise<YardRecord> {
    const present = await this.#record();
    if (present?.phase === 'ready') {
      if (sameShape(present.shape, shape)) return repairYard(present, work);
      const message = `A yard is there already (${describeShape(present.shape)}): run “yard down” first.`;
      throw new SignalboxError('yard-exists', message);
    }
    if (present !== null) {
      work.onProgress('Removing a yard that was interrupted while it was built');
      await removeYard(this.#directory, present);
      await this.#makeDirectory();
    }
    try {
      return await buildYard(shape, work);
    } catch (error) {
      await removeYard(this.#directory, await this.#record().catch(() => null));
      throw inWords(error);
    }
  }

  #record(): Promise<YardRecord | null> {
    return readYardRecord(this.#directory);
  }

  /** One command at a time; the folder goes with its last file. */
  async #locked<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
    try {
      return await withLock(join(this.#directory, '.lock'), { waitMs: lockWaitMs, signal }, work);
    } finally {
      await rmdir(this.#directory).catch(() => undefined);
    }
  }

  async #makeDirectory(): Promise<void> {
    try {
      await mkdir(this.#directory, { recursive: true, mode: 0o700 });
      await access(this.#directory, constants.W_OK);
    } catch (cause) {
      const message = `The yard’s folder ${this.#directory} can’t be made or written.`;
      throw new SignalboxError('data-directory-unwritable', message, { cause });
    }
  }
}

const nothing: YardStatus = { running: false, family: null, positions: null, shape: null, servers: [], cluster: null };

function statusOf(record: YardRecord): YardStatus {
  const servers = record.servers.map(({ spec, process }) => ({ address: addressOf(spec), alive: process !== null }));
  return {
    running: record.phase === 'ready' && servers.every((server) => server.alive),
    family: record.shape.family,
    positions: record.shape.positions,
    shape: record.shape.shape,
    servers,
    cluster: record.phase === 'ready' ? yardCluster : null,
  };
}

/** A full disk and the like are no bugs: they are said in the words of the system. */
function inWords(error: unknown): unknown {
  const isSystemError = error instanceof Error && 'syscall' in error;
  if (!isSystemError) return error;
  return new SignalboxError('yard-failed', `The yard could not be built: ${error.message}`, { cause: error });
}
