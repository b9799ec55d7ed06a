import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { OperationResult } from '../../../shared/plans/outcome.ts';
import { ContinuousWriter } from '../../kit/continuous-writer.ts';
import { snapshot } from '../../kit/server-snapshot.ts';
import { WriteProber } from '../../kit/write-prober.ts';
import type { Bench } from './bench.ts';
import type { FaultCase } from './fault-case.ts';
import { inject, type Injected } from './inject.ts';
import { brokenAfterDone, brokenAfterNeedsOperator, brokenAfterUndo, brokenI1, type Witnessed } from './invariants.ts';
import { journalLines } from './journal-lines.ts';
import type { ProgramPool, ProgramProcess, Said } from './program-process.ts';
import { recover, takeOffered } from './recover.ts';
import { wishOn } from './wishes.ts';

export type Verdict = 'passed' | 'failed' | 'skipped';

export interface CaseResult {
  readonly id: string;
  readonly verdict: Verdict;
  /** Why it failed or was skipped; what it came to when it passed. */
  readonly text: string;
  readonly ms: number;
  /** What the journal says, line by line, of a case that failed. */
  readonly journal?: readonly string[];
}

const reachMs = 60_000; // ms
const endMs = 180_000; // ms: every wait of an operation is bounded, and so is its undo
const pauseMs = 8; // ms of the witnesses: several clusters share two processors
const afterwardsMs = 300; // ms in which a late statement would show

/** Runs one case on a cluster that is as it should be, and says whether every invariant held. */
export async function runCase(fault: FaultCase, bench: Bench, pool: ProgramPool): Promise<CaseResult> {
  const begun = performance.now();
  const end = (verdict: Verdict, text: string): CaseResult => ({
    id: fault.id,
    verdict,
    text,
    ms: Math.round(performance.now() - begun),
    ...(verdict === 'failed' ? { journal: journalLines(home) } : {}),
  });
  const home = await prepare(bench);
  const wish = await wishOn(fault.wish, { bench, pool, home });
  const cleanUp = async (): Promise<void> => rm(home, { recursive: true, force: true });
  const before = await Promise.all(bench.servers.map((server) => snapshot(server)));
  const prober = new WriteProber(bench.servers, pauseMs);
  const writer = new ContinuousWriter(bench.servers, pauseMs);
  await prober.start();
  await writer.start();
  const program = pool.take();
  try {
    const job = { home, via: bench.via };
    program.give({ ...job, stopAt: bench.toAddresses(fault.at), task: { task: 'run', wish } });
    const reached = await program.next(reachMs);
    if (reached.report === 'result' && reached.result.outcome === 'done') {
      bench.changed(wish);
      return end('skipped', 'the point was not reached');
    }
    if (reached.report !== 'at') return end('failed', `the point was not reached: ${describe(reached, program)}`);
    const scene = { bench, program, writer, stepServer: stepServerOf(fault, bench) };
    const injected = await inject(fault.fault, scene);
    if (injected.returnedAt !== null) bench.spoil();
    const ending = await endingOf(fault, injected, program, () => recover(fault, wish, { bench, pool, home }));
    await injected.heal();
    if ('failure' in ending) return end('failed', ending.failure);
    if ('skip' in ending) return end('skipped', ending.skip);
    await sleep(afterwardsMs);
    await goOnWriting(ending.result, injected, writer);
    const seen: Witnessed = {
      bench,
      before,
      writes: await writer.stop(),
      probes: await prober.stop(),
      injected,
      result: ending.result,
      wish,
    };
    const broken = await brokenInvariants(fault, seen);
    if (ending.result.outcome === 'done') bench.changed(wish);
    if (broken.length > 0)
      return end('failed', `${ending.result.outcome}: ${broken.join(' | ')} ${said(ending.result)}`);
    if (ending.result.outcome !== 'needs-operator' || injected.returnedAt !== null)
      return end('passed', cameTo(ending.result));
    const way = await takeOffered(wish, { bench, pool, home });
    if ('failure' in way) return end('failed', `${way.failure} ${said(ending.result)}`);
    if ('skip' in way) return end('skipped', way.skip);
    const afterwards = await brokenInvariants(fault, { ...seen, result: way.result });
    if (way.result.outcome === 'done') bench.changed(wish);
    return afterwards.length === 0
      ? end('passed', `needs-operator, then ${way.result.outcome}`)
      : end('failed', `needs-operator, then ${way.result.outcome}: ${afterwards.join(' | ')}`);
  } finally {
    await program.kill();
    await Promise.all([writer.stop(), prober.stop()]);
    await cleanUp();
  }
}

async function prepare(bench: Bench): Promise<string> {
  await bench.restore();
  await bench.clear();
  return bench.makeHome();
}

export type Ending = { readonly result: OperationResult } | { readonly failure: string } | { readonly skip: string };

async function endingOf(
  { fault }: FaultCase,
  injected: Injected,
  program: ProgramProcess,
  recovered: () => Promise<Ending>,
): Promise<Ending> {
  if (fault.kind === 'program-killed') return recovered();
  const said = await program.next(endMs);
  if (said.report === 'result') return { result: said.result };
  await injected.heal().catch(() => undefined);
  return { failure: `no end: ${describe(said, program)}` };
}

async function brokenInvariants({ fault }: FaultCase, seen: Witnessed): Promise<string[]> {
  const undone = seen.result.outcome === 'undone' || seen.result.outcome === 'refused';
  const twice = brokenI1(seen, undone ? seen.bench.server('source') : null);
  if (twice.length > 0) return twice;
  switch (seen.result.outcome) {
    case 'done':
      return brokenAfterDone(seen);
    case 'undone':
    case 'refused':
      return brokenAfterUndo(seen);
    case 'needs-operator': {
      const found = await brokenAfterNeedsOperator(seen);
      return mayNeedOperator.includes(fault.kind) ? found : [`needs an operator without need`, ...found];
    }
  }
}

/** Faults that leave a server out of reach for as long as the operation takes. */
const mayNeedOperator: readonly FaultCase['fault']['kind'][] = [
  'server-killed',
  'server-restarted',
  'server-paused',
  'path-lost',
];

/** Where a server is open for the application, it must be found and written to. */
async function goOnWriting(result: OperationResult, injected: Injected, writer: ContinuousWriter): Promise<void> {
  if (result.outcome === 'needs-operator' || injected.lostState) return;
  await writer.progress();
}

function cameTo({ outcome, writeBlockedMs }: OperationResult): string {
  return writeBlockedMs === null ? outcome : `${outcome}, writes blocked for ${writeBlockedMs.toFixed(0)} ms`;
}

function stepServerOf(fault: FaultCase, bench: Bench) {
  return fault.stepRole === null ? null : bench.server(fault.stepRole);
}

function describe(report: Said, program: ProgramProcess): string {
  const words = report.report === 'result' ? `${report.result.outcome} ${said(report.result)}` : JSON.stringify(report);
  return `${words} ${program.errors}`.trim();
}

function said(result: OperationResult): string {
  const failed = result.steps.filter((step) => ['failed', 'undo-failed', 'unknown'].includes(step.state));
  const steps = failed.map((step) => `${step.id} ${step.state}: ${step.detail ?? ''}`);
  return `[${[result.error?.message ?? '', ...steps].filter((text) => text !== '').join(' / ')}]`;
}
