import { familyOfFlavour } from '../../../../shared/domain/flavour.ts';
import { atLeast, parseVersion } from '../../../../shared/domain/server.ts';
import type { Version } from '../../../../shared/domain/server.ts';
import { runCommand, withArguments } from '../command.ts';
import type { Command } from '../command.ts';
import type { BinaryRecipe } from './server-binaries.ts';

/** Reads `mysqld --version`'s line: `mariadbd  Ver 10.11.18-MariaDB-… for debian-linux-gnu on x86_64`. */
export function readServerVersion(line: string): Version | null {
  const text = /\bVer (\d+\.\d+\.\d+\S*)/.exec(line)?.[1];
  return text === undefined ? null : parseVersion(text);
}

/** Is it a server of the recipe's kind, and new enough for what the yard says to it? */
export function isSuitable(recipe: BinaryRecipe, version: Version): boolean {
  const { oldest, newest } = recipe;
  const tooNew = newest !== null && atLeast(version, newest.major, newest.minor + 1);
  return version.family === familyOfFlavour(recipe.family) && atLeast(version, oldest.major, oldest.minor) && !tooNew;
}

/** Asks a server program for its version; null when it can't be run or says something else. Takes at most 10 s. */
export async function versionOf(server: Command, signal?: AbortSignal): Promise<Version | null> {
  try {
    const result = await runCommand(withArguments(server, '--no-defaults', '--version'), { timeoutMs: 10_000, signal });
    return result.code === 0 ? readServerVersion(result.stdout) : null;
  } catch {
    signal?.throwIfAborted();
    return null;
  }
}
