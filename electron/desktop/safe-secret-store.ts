import { readFile } from 'node:fs/promises';
import { safeStorage } from 'electron';
import { z } from 'zod';
import { SignalboxError } from '../../shared/domain/errors.ts';
import { writeAtomically } from '../engine/configuration/atomic-file.ts';
import type { SecretStore } from '../engine/secrets/secret-store.ts';

const contents = z.object({ schema: z.literal(1), secrets: z.record(z.string(), z.string()) });
type Encrypted = Readonly<Record<string, string>>;

/** Whether the platform really encrypts: without a keyring, Linux only hides behind a password that everyone knows. */
export async function hasPlatformKey(platform: NodeJS.Platform): Promise<boolean> {
  if (!(await safeStorage.isAsyncEncryptionAvailable())) return false;
  return platform !== 'linux' || safeStorage.getSelectedStorageBackend() !== 'basic_text';
}

/**
 * Secrets in one file, encrypted with a key that the platform keeps (Keychain, DPAPI, the desktop's keyring).
 * What is not found there is looked for in `shared`, the file that the command line and the browser host use.
 * Rejects with `secret-missing` when the file is damaged, can't be written, or was encrypted for someone else.
 */
export class SafeSecretStore implements SecretStore {
  readonly #path: string;
  readonly #shared: SecretStore;
  #last: Promise<unknown> = Promise.resolve();

  constructor(path: string, shared: SecretStore) {
    this.#path = path;
    this.#shared = shared;
  }

  async get(name: string): Promise<string | null> {
    const secrets = await this.#read();
    const encrypted = Object.hasOwn(secrets, name) ? secrets[name] : undefined;
    if (encrypted === undefined) return this.#shared.get(name);
    try {
      const { result } = await safeStorage.decryptStringAsync(Buffer.from(encrypted, 'base64'));
      return result;
    } catch {
      throw this.#unusable();
    }
  }

  async set(name: string, secret: string): Promise<void> {
    const encrypted = (await safeStorage.encryptStringAsync(secret)).toString('base64');
    await this.#change((secrets) => ({ ...secrets, [name]: encrypted }));
  }

  async remove(name: string): Promise<void> {
    await this.#change((secrets) => Object.fromEntries(Object.entries(secrets).filter(([key]) => key !== name)));
    await this.#shared.remove(name);
  }

  /** One change after another, so that none is lost. */
  #change(change: (secrets: Encrypted) => Encrypted): Promise<void> {
    const done = this.#last.then(async () => this.#write(change(await this.#read())));
    this.#last = done.catch(() => undefined);
    return done;
  }

  async #read(): Promise<Encrypted> {
    try {
      return contents.parse(JSON.parse(await readFile(this.#path, 'utf8'))).secrets;
    } catch (thrown) {
      if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return {};
      throw this.#unusable();
    }
  }

  async #write(secrets: Encrypted): Promise<void> {
    try {
      await writeAtomically(this.#path, `${JSON.stringify({ schema: 1, secrets })}\n`, { mode: 0o600 });
    } catch {
      throw this.#unusable();
    }
  }

  /** Without a cause: that would quote what is in the file. */
  #unusable(): SignalboxError {
    return new SignalboxError(
      'secret-missing',
      `The secret store ${this.#path} can't be used on this desktop: give the password again.`,
    );
  }
}
