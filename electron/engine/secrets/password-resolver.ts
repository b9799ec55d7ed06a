import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import type { PasswordRef } from '../../../shared/domain/configuration.ts';
import { SignalboxError } from '../../../shared/domain/errors.ts';
import { readSecretFile } from './secret-file.ts';
import type { SecretStore } from './secret-store.ts';

export interface PasswordSources {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly secrets: SecretStore;
  /** Asks the person; null when nobody can be asked. */
  readonly ask: ((what: string) => Promise<string>) | null;
  /** Folder of the configuration file: relative `file:` paths start there. */
  readonly folder: string;
  /** The user Signalbox runs as; null where the platform has none. */
  readonly uid: number | null;
}

/** For whom a password is: the account Signalbox logs in with, or the one replicas use. */
export type PasswordUse = 'login' | 'replication';

/**
 * Finds passwords by reference at the moment they are needed. Those that a person gave are kept in memory for the run;
 * nothing else is kept.
 */
export class PasswordResolver {
  readonly #sources: PasswordSources;
  readonly #given = new Map<string, Promise<string>>();

  constructor(sources: PasswordSources) {
    this.#sources = sources;
  }

  /**
   * The password itself. No message of a rejection holds it.
   * @throws SignalboxError `secret-missing` with what to do, `secret-file-mode`.
   */
  async resolve(cluster: string, ref: PasswordRef, use: PasswordUse = 'login'): Promise<string> {
    switch (ref.kind) {
      case 'env':
        return this.#fromEnvironment(ref.name);
      case 'file':
        return readSecretFile(expandPath(ref.path, this.#sources.folder), this.#sources.uid);
      case 'secret':
        return this.#fromStore(ref.name);
      case 'ask':
        return this.#asked(cluster, use);
    }
  }

  /** Keeps a password that a person gave, until the program ends. */
  provide(cluster: string, password: string, use: PasswordUse = 'login'): void {
    this.#given.set(keyOf(cluster, use), Promise.resolve(password));
  }

  /** Drops what a person gave, so that a mistyped password is asked for again. */
  forget(cluster: string): void {
    this.#given.delete(keyOf(cluster, 'login'));
    this.#given.delete(keyOf(cluster, 'replication'));
  }

  /** Would a person have to be asked now? */
  needsPerson(cluster: string, ref: PasswordRef): boolean {
    return ref.kind === 'ask' && !this.#given.has(keyOf(cluster, 'login'));
  }

  #fromEnvironment(name: string): string {
    const value = this.#sources.environment[name];
    if (value !== undefined) return value;
    throw new SignalboxError(
      'secret-missing',
      `The environment variable ${name}, which should hold the password, is not set: export ${name} before starting Signalbox.`,
      { details: { variable: name } },
    );
  }

  async #fromStore(name: string): Promise<string> {
    const value = await this.#sources.secrets.get(name);
    if (value !== null) return value;
    throw new SignalboxError(
      'secret-missing',
      `The secret store holds no “${name}”: type the password in Signalbox's settings, or refer to it by env:NAME or file:PATH.`,
      { details: { secret: name } },
    );
  }

  /** Many servers may need it at once: the person is asked once. */
  #asked(cluster: string, use: PasswordUse): Promise<string> {
    const key = keyOf(cluster, use);
    const known = this.#given.get(key);
    if (known !== undefined) return known;
    const asked = this.#ask(cluster, use);
    this.#given.set(key, asked);
    asked.catch(() => {
      if (this.#given.get(key) === asked) this.#given.delete(key);
    });
    return asked;
  }

  async #ask(cluster: string, use: PasswordUse): Promise<string> {
    const what = use === 'login' ? `password of cluster ${cluster}` : `replication password of cluster ${cluster}`;
    if (this.#sources.ask !== null) return this.#sources.ask(what);
    throw new SignalboxError(
      'secret-missing',
      `The ${what} has to be asked for, and there is nobody to ask: use a terminal, or refer to it by env:NAME, file:PATH or secret:NAME.`,
      { details: { cluster } },
    );
  }
}

function keyOf(cluster: string, use: PasswordUse): string {
  return `${use} ${cluster}`;
}

/** `~` is the user's home; what is relative starts in `folder`. */
export function expandPath(path: string, folder: string): string {
  if (path === '~' || path.startsWith('~/')) return join(homedir(), path.slice(1));
  return isAbsolute(path) ? path : resolve(folder, path);
}
