import { join } from 'node:path';
import { ensureDataDirectory } from '../engine/configuration/data-directory.ts';
import type { Engine, EngineOptions } from '../engine/engine.ts';
import { fileLog } from '../engine/logging/file-log.ts';
import { FileSecretStore } from '../engine/secrets/file-secret-store.ts';
import type { SecretStore } from '../engine/secrets/secret-store.ts';
import type { HostOptions } from './host-options.ts';

export interface OpenEngine {
  readonly engine: Engine;
  readonly log: EngineOptions['log'];
}

/**
 * Makes the engine of a program with windows, which keeps duties whatever its windows show. Passwords that are asked for
 * are given in the window. `chooseSecrets` gets the store that the command line and the browser host share.
 * @throws SignalboxError `data-directory-unwritable`.
 */
export async function openEngine(
  createEngine: (options: EngineOptions) => Engine,
  { configPath, dataDirectory }: HostOptions,
  chooseSecrets: (shared: SecretStore) => SecretStore,
): Promise<OpenEngine> {
  await ensureDataDirectory(dataDirectory);
  const log = fileLog(join(dataDirectory, 'logs', 'signalbox.log'));
  const shared = new FileSecretStore(join(dataDirectory, 'secrets.json'), process.getuid?.() ?? null);
  const engine = createEngine({
    configPath,
    dataDirectory,
    secrets: chooseSecrets(shared),
    clock: Date.now,
    random: Math.random,
    log,
    askPassword: null,
  });
  engine.keepDuties();
  return { engine, log };
}
