import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { defaultConfigPath, defaultDataDirectory } from '../engine/configuration/platform-folders.ts';
import { ensureDataDirectory } from '../engine/configuration/data-directory.ts';
import type { Engine } from '../engine/engine.ts';
import { fileLog } from '../engine/logging/file-log.ts';
import { FileSecretStore } from '../engine/secrets/file-secret-store.ts';
import type { Words } from '../../shared/domain/words.ts';
import { paintFor } from './render/paint.ts';
import type { Look } from './render/look.ts';
import type { Output, World } from './world.ts';

export interface GlobalOptions {
  readonly config?: string;
  readonly dataDir?: string;
  readonly json?: boolean;
  readonly words?: Words;
  readonly color?: boolean;
}

const closeWithinMs = 5000; // ms

/** One run of one command: where its files are, how it speaks, and when it is to stop. */
export class Invocation {
  readonly world: World;
  readonly options: GlobalOptions;
  /** Aborts at the first Ctrl-C, and when nobody reads the output any more. */
  readonly signal: AbortSignal;
  words: Words;
  /** While servers are being changed the program is not to be ended, however often Ctrl-C is pressed. */
  isChangingServers = false;

  constructor(world: World, options: GlobalOptions, signal: AbortSignal) {
    this.world = world;
    this.options = options;
    this.signal = signal;
    this.words = options.words ?? 'master-slave';
  }

  get json(): boolean {
    return this.options.json === true;
  }

  get configPath(): string {
    const { config } = this.options;
    return config === undefined ? defaultConfigPath(this.world) : resolve(this.world.folder, config);
  }

  get dataDirectory(): string {
    return resolve(this.world.folder, this.options.dataDir ?? defaultDataDirectory(this.world));
  }

  /** How texts look on one of the outputs. */
  look(output: Output): Look {
    const { NO_COLOR: noColor = '', TERM: term } = this.world.environment;
    const coloured = output.isTerminal && this.options.color !== false && noColor === '' && term !== 'dumb';
    return { paint: paintFor(coloured), words: this.words, columns: output.columns };
  }

  /** A line on how things go, for the person; never part of the answer. */
  say(line: string): void {
    this.world.stderr.write(`${line}\n`);
  }

  /**
   * Opens the engine for `use` and closes it afterwards. `configPath` stands in for the user's configuration file.
   * @throws SignalboxError `data-directory-unwritable`, and whatever `use` throws.
   */
  async withEngine<T>(use: (engine: Engine) => Promise<T>, configPath: string = this.configPath): Promise<T> {
    await ensureDataDirectory(this.dataDirectory);
    const engine = this.#createEngine(configPath);
    try {
      this.words = this.options.words ?? preferredWords(engine);
      return await use(engine);
    } finally {
      await Promise.race([engine.close(), sleep(closeWithinMs, undefined, { ref: false })]);
    }
  }

  #createEngine(configPath: string): Engine {
    const { world, dataDirectory } = this;
    const { terminal } = world;
    return world.createEngine({
      configPath,
      dataDirectory,
      secrets: new FileSecretStore(join(dataDirectory, 'secrets.json'), world.uid),
      clock: world.clock,
      random: world.random,
      log: fileLog(join(dataDirectory, 'logs', 'signalbox.log')),
      askPassword: terminal.interactive ? (what) => terminal.askHidden(`${what}: `, this.signal) : null,
    });
  }
}

/** Without a journal that can be read nothing is known of preferences, and looking at servers goes on all the same. */
function preferredWords(engine: Engine): Words {
  try {
    return engine.preferences().words;
  } catch {
    return 'master-slave';
  }
}
