import type { Job } from './job.ts';
import type { ProgramPool, Said } from './program-process.ts';

/** Gives one job to a program of its own and ends that; what it said. */
export async function askOnce(pool: ProgramPool, withinMs: number, job: Job): Promise<Said> {
  const program = pool.take();
  try {
    program.give(job);
    return await program.next(withinMs);
  } finally {
    await program.kill();
  }
}
