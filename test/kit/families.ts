import { describe, test } from 'vitest';
import type { Flavour } from '../../shared/domain/flavour.ts';
import { ensureServerBinaries } from '../../electron/engine/yard/binaries/ensure-server-binaries.ts';
import { ensureTemplate } from '../../electron/engine/yard/servers/data-directory.ts';

/** Families that must be tested: one that is missing here fails. Set by CI, as `mariadb,mysql,mysql56`. */
export const requiredVariable = 'SIGNALBOX_REQUIRE_FAMILIES';

/** The only families to be tested, when set; the rest is skipped. For a quick look at one of them. */
export const onlyVariable = 'SIGNALBOX_ONLY_FAMILIES';

const problems = new Map<Flavour, Promise<string | null>>();

/** Why a family can't be tested on this machine; null when it can (its servers are then fetched and initialised). */
export async function familyProblem(family: Flavour): Promise<string | null> {
  const known = problems.get(family) ?? findProblem(family);
  problems.set(family, known);
  return known;
}

export function isRequired(family: Flavour, env: NodeJS.ProcessEnv = process.env): boolean {
  return listed(env[requiredVariable]).includes(family);
}

/**
 * A suite on real servers of one family: run where they can be had; else skipped with the reason, or failed where the
 * family is required. To be awaited at the top level of a test file.
 */
export async function describeOn(family: Flavour, title: string, define: () => void): Promise<void> {
  const only = listed(process.env[onlyVariable]);
  const left = only.length > 0 && !only.includes(family);
  const problem = left ? `${onlyVariable} leaves it out` : await familyProblem(family);
  const name = `${title} [${family}]`;
  if (problem === null) {
    describe(name, define);
  } else if (!left && isRequired(family)) {
    test(`${name} needs its servers`, () => {
      throw new Error(`${requiredVariable} names ${family}, but: ${problem}`);
    });
  } else {
    describe.skip(`${name} (skipped: ${problem})`, define);
  }
}

async function findProblem(family: Flavour): Promise<string | null> {
  try {
    await ensureTemplate(await ensureServerBinaries(family));
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function listed(value: string | undefined): string[] {
  return (value ?? '').split(',').filter((name) => name !== '');
}
