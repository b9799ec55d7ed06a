import type { Bench } from './bench.ts';
import type { FaultCase } from './fault-case.ts';
import type { FoundOperation, Way } from './job.ts';
import type { ProgramPool, Said } from './program-process.ts';
import type { Ending } from './run-case.ts';

const stateMs = 60_000; // ms
const endMs = 180_000; // ms

/** A new program after one that was killed: finds the operation and takes the case's way out of it. */
export async function recover(fault: FaultCase, bench: Bench, pool: ProgramPool, home: string): Promise<Ending> {
  const wanted: Way = fault.fault.kind === 'program-killed' ? fault.fault.way : 'undo';
  const job = { home, via: bench.via, stopAt: null };
  const state = await once(pool, stateMs, (program) => program.give({ ...job, task: { task: 'state' } }));
  if (state.report !== 'state') return { failure: `I5: the state is not told: ${JSON.stringify(state)}` };
  const [found, ...more] = state.found;
  if (more.length > 0) return { failure: 'I5: more than one unfinished operation' };
  if (found === undefined) return { result: nothingBegun };
  const way = wayOf(found, wanted);
  if (typeof way !== 'string') return way;
  const ended = await once(pool, endMs, (program) =>
    program.give({ ...job, task: { task: 'resume', operation: found.id, way } }),
  );
  if (ended.report !== 'result') return { failure: `I5: ${way} did not end: ${JSON.stringify(ended)}` };
  const expected = way === 'continue' ? 'done' : 'undone';
  if (ended.result.outcome === expected) return { result: ended.result };
  const because = [ended.result.error?.message ?? '', ...ended.result.waysOut].join(' ');
  return { failure: `I5: ${way} was offered and came to ${ended.result.outcome}: ${because}` };
}

/** The way that the case wants; past the line, where the undo may be refused, the other one. */
function wayOf(found: FoundOperation, wanted: Way): Way | Extract<Ending, { failure: string } | { skip: string }> {
  if (found.ways.length === 0) return { skip: 'nothing can be resumed yet' };
  const offered = (way: Way) => found.ways.find((entry) => entry.way === way);
  if (offered(wanted)?.allowed === true) return wanted;
  const because = offered(wanted)?.because ?? 'not named';
  if (wanted === 'undo' && found.pastLine === true && offered('continue')?.allowed === true) return 'continue';
  return {
    failure: `I5: ${wanted} is not offered ${found.pastLine === true ? 'past' : 'before'} the line: ${because}`,
  };
}

async function once(
  pool: ProgramPool,
  withinMs: number,
  give: (program: ReturnType<ProgramPool['take']>) => void,
): Promise<Said> {
  const program = pool.take();
  try {
    give(program);
    return await program.next(withinMs);
  } finally {
    await program.kill();
  }
}

/** Cut off before anything was sent: as if it had never been asked for. */
const nothingBegun: Extract<Ending, { readonly result: unknown }>['result'] = {
  outcome: 'undone',
  operation: null,
  leftBehind: [],
  guards: [],
  steps: [],
  writeBlockedMs: null,
  error: null,
  waysOut: [],
  records: { before: [], after: [] },
};
