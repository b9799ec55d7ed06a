import { ensureServerBinaries } from '../../electron/engine/yard/binaries/ensure-server-binaries.ts';
import { flavours } from '../../shared/domain/flavour.ts';
import type { Flavour } from '../../shared/domain/flavour.ts';
import { failedOnce, skippedOnce, type Tally } from './tally.ts';

const withinMs = 10 * 60_000;

/** Families without which the run fails, from SIGNALBOX_REQUIRE_FAMILIES (`mariadb,mysql,mysql56`). */
export function requiredFamilies(env: NodeJS.ProcessEnv = process.env): ReadonlySet<string> {
  return new Set((env['SIGNALBOX_REQUIRE_FAMILIES'] ?? '').split(',').filter((name) => name !== ''));
}

async function prepare(family: Flavour, onProgress: (line: string) => void): Promise<Tally | undefined> {
  try {
    await ensureServerBinaries(family, { onProgress, signal: AbortSignal.timeout(withinMs) });
    return undefined;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return requiredFamilies().has(family)
      ? failedOnce(`integration: the required server family ${family} is missing: ${reason}`)
      : skippedOnce(`server family ${family}`, reason);
  }
}

/**
 * Fetches the server programs that the tests start, one family after the other.
 *
 * @returns what is missing: a failure where the family is required, else a skip.
 */
export async function prepareFamilies(onProgress: (line: string) => void): Promise<readonly Tally[]> {
  const missing: Tally[] = [];
  for (const family of flavours) {
    const tally = await prepare(family, onProgress);
    if (tally !== undefined) missing.push(tally);
  }
  return missing;
}
