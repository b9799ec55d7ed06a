import { rm } from 'node:fs/promises';
import type { Bench } from './bench.ts';
import { enumerateCases, type RehearsedStep } from './enumerate.ts';
import type { FaultCase } from './fault-case.ts';
import type { ProgramPool } from './program-process.ts';
import { wishNames, wishOn, type WishName } from './wishes.ts';

/** Rehearses every kind of plan on the cluster and gives all their cases. */
export async function casesOf(bench: Bench, pool: ProgramPool): Promise<readonly FaultCase[]> {
  const cases: FaultCase[] = [];
  for (const name of wishNames(bench.variant)) {
    cases.push(...enumerateCases(bench.variant, name, await rehearse(bench, name, pool)));
  }
  return cases;
}

async function rehearse(bench: Bench, name: WishName, pool: ProgramPool): Promise<readonly RehearsedStep[]> {
  const home = await bench.makeHome();
  const program = pool.take();
  try {
    program.give({ home, via: {}, stopAt: null, task: { task: 'preview', wish: await wishOn(bench, name) } });
    const said = await program.next(60_000);
    if (said.report !== 'preview') throw new Error(`the rehearsal failed: ${JSON.stringify(said)} ${program.errors}`);
    if (said.steps.length === 0) throw new Error(`no plan: ${JSON.stringify(said.guards)}`);
    return said.steps.map(({ id, kind, server, statements, undoStatements }) => ({
      id: bench.toRoles(id),
      kind,
      server: server === null ? null : bench.toRoles(server),
      statements,
      undoStatements,
    }));
  } finally {
    await program.kill();
    await rm(home, { recursive: true, force: true });
  }
}
