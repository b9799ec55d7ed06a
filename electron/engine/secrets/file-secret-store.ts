import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { SignalboxError } from '../../../shared/domain/errors.ts';
import { writeAtomically } from '../configuration/atomic-file.ts';
import { readSecretFile } from './secret-file.ts';
import type { SecretStore } from './secret-store.ts';

const contents = z.object({ schema: z.literal(1), secrets: z.record(z.string(), z.string()) });
type Secrets = Readonly<Record<string, string>>;

/**
 * Secrets in one file that its owner alone may read, for hosts without a platform store.
 * Every method rejects with `secret-file-mode` when others may read the file, `secret-missing` when it is damaged or
 * can't be read or written.
 */
export class FileSecretStore implements SecretStore {
  readonly #path: string;
  readonly #uid: number | null;
  #last: Promise<unknown> = Promise.resolve();

  constructor(path: string, uid: number | null) {
    this.#path = path;
    this.#uid = uid;
  }

  async get(name: string): Promise<string | null> {
    const secrets = await this.#read();
    return Object.hasOwn(secrets, name) ? (secrets[name] ?? null) : null;
  }

  set(name: string, secret: string): Promise<void> {
    return this.#change((secrets) => ({ ...secrets, [name]: secret }));
  }

  remove(name: string): Promise<void> {
    return this.#change((secrets) => Object.fromEntries(Object.entries(secrets).filter(([key]) => key !== name)));
  }

  /** One change after another, so that none is lost. */
  #change(change: (secrets: Secrets) => Secrets): Promise<void> {
    const done = this.#last.then(async () => {
      await this.#write(change(await this.#read()));
    });
    this.#last = done.catch(() => undefined);
    return done;
  }

  async #read(): Promise<Secrets> {
    try {
      return contents.parse(JSON.parse(await readSecretFile(this.#path, this.#uid))).secrets;
    } catch (thrown) {
      if (isAbsent(thrown)) return {};
      if (thrown instanceof SignalboxError) throw thrown;
      // The cause would quote what is in the file.
      throw new SignalboxError(
        'secret-missing',
        `The secret store ${this.#path} is damaged: it is not what Signalbox wrote.`,
      );
    }
  }

  async #write(secrets: Secrets): Promise<void> {
    try {
      await mkdir(dirname(this.#path), { recursive: true, mode: 0o700 });
      await writeAtomically(this.#path, `${JSON.stringify({ schema: 1, secrets }, null, 2)}\n`, { mode: 0o600 });
    } catch (thrown) {
      const why = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'unknown reason';
      throw new SignalboxError('secret-missing', `The secret store ${this.#path} can't be written (${why}).`);
    }
  }
}

function isAbsent(thrown: unknown): boolean {
  if (!(thrown instanceof SignalboxError) || thrown.code !== 'secret-missing') return false;
  return thrown.cause instanceof Error && 'code' in thrown.cause && thrown.cause.code === 'ENOENT';
}
