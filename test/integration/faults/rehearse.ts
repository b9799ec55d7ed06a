import { rm } from 'node:fs/promises';
import type { Bench } from './bench.ts';
import { enumerateCases, type RehearsedStep } from './enumerate.ts';
import type { FaultCase } from './fault-case.ts';
import type { ProgramPool } from './program-process.ts';

/** Rehearses a switchover on the cluster and gives every case of its plan. */
export async function casesOf(bench: Bench, pool: ProgramPool): Promise<readonly FaultCase[]> {
  const home = await bench.makeHome();
  const program = pool.take();
  try {
    const wish = { kind: 'switchover', to: bench.server('candidate').address } as const;
    program.give({ home, via: {}, stopAt: null, task: { task: 'preview', wish } });
    const said = await program.next(60_000);
    if (said.report !== 'preview') throw new Error(`the rehearsal failed: ${JSON.stringify(said)} ${program.errors}`);
    if (said.steps.length === 0) throw new Error(`no plan: ${JSON.stringify(said.guards)}`);
    const steps = said.steps.map(({ id, kind, server, statements, undoStatements }): RehearsedStep => ({
      id: bench.toRoles(id),
      kind,
      server: server === null ? null : bench.toRoles(server),
      statements,
      undoStatements,
    }));
    return enumerateCases(bench.variant, wish.kind, steps);
  } finally {
    await program.kill();
    await rm(home, { recursive: true, force: true });
  }
}
