import { rm } from 'node:fs/promises';
import { askOnce } from './ask-once.ts';
import type { Bench } from './bench.ts';
import { enumerateCases, type RehearsedStep } from './enumerate.ts';
import type { FaultCase } from './fault-case.ts';
import type { ProgramPool } from './program-process.ts';
import { wishNames, wishOn, type WishName } from './wishes.ts';

/** Rehearses every kind of plan (or these) on the cluster and gives all their cases. */
export async function casesOf(
  bench: Bench,
  pool: ProgramPool,
  names: readonly WishName[] = wishNames(bench.variant),
): Promise<readonly FaultCase[]> {
  const cases: FaultCase[] = [];
  for (const name of names) {
    cases.push(...enumerateCases(bench.variant, name, await rehearse(bench, name, pool)));
  }
  return cases;
}

async function rehearse(bench: Bench, name: WishName, pool: ProgramPool): Promise<readonly RehearsedStep[]> {
  await bench.restore();
  const home = await bench.makeHome();
  try {
    const wish = await wishOn(name, { bench, pool, home });
    const said = await askOnce(pool, 60_000, { home, via: {}, stopAt: null, task: { task: 'preview', wish } });
    if (said.report !== 'preview') throw new Error(`the rehearsal failed: ${JSON.stringify(said)}`);
    if (said.steps.length === 0) throw new Error(`no plan: ${JSON.stringify(said.guards)}`);
    return said.steps.map(({ id, kind, server, statements, undoStatements }) => ({
      id: bench.toRoles(id),
      kind,
      server: server === null ? null : bench.toRoles(server),
      statements,
      undoStatements,
    }));
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}
