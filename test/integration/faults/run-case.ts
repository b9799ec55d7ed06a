import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { OperationResult } from '../../../shared/plans/outcome.ts';
import { ContinuousWriter } from '../../kit/continuous-writer.ts';
import { snapshot } from '../../kit/server-snapshot.ts';
import { WriteProber } from '../../kit/write-prober.ts';
import type { Bench } from './bench.ts';
import type { FaultCase } from './fault-case.ts';
import { ClosedWatch } from './closed-watch.ts';
import { deathOf } from './death.ts';
import { inject, nothingInjected, type Injected } from './inject.ts';
import type { Wish } from './job.ts';
import { failOverInstead } from './then-failover.ts';
import { brokenAfterDone, brokenAfterNeedsOperator, brokenAfterUndo, brokenI1, type Witnessed } from './invariants.ts';
import { journalLines } from './journal-lines.ts';
import type { ProgramPool, ProgramProcess, Said } from './program-process.ts';
import { recover, takeOffered } from './recover.ts';
import { isAboutDeath, unwritten, wishOn, type WishName, type WishScene } from './wishes.ts';

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
const writtenBefore = 20; // transactions before a source dies
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
  const early = isAboutDeath(fault.wish) ? null : await wishOn(fault.wish, { bench, pool, home });
  const cleanUp = async (): Promise<void> => rm(home, { recursive: true, force: true });
  const before = await Promise.all(bench.servers.map((server) => snapshot(server)));
  const quiet = unwritten(fault.wish, bench);
  const watch = quiet === null ? null : new ClosedWatch(quiet);
  const written = bench.servers.filter((server) => server !== quiet);
  const prober = new WriteProber(written, pauseMs);
  const writer = new ContinuousWriter(written, pauseMs);
  watch?.start();
  await prober.start();
  await writer.start();
  const program = pool.take();
  try {
    let wish = early ?? (await wishUnderWriters(fault.wish, { bench, pool, home }, writer));
    let death =
      early === null
        ? await deathOf(
            bench.server('source'),
            [bench.server('candidate'), bench.server('follower')],
            writer,
            fault.wish === 'salvage',
          )
        : null;
    const job = { home, via: bench.via };
    program.give({ ...job, stopAt: bench.toAddresses(fault.at), task: { task: 'run', wish } });
    const reached = await program.next(reachMs);
    if (reached.report === 'result' && reached.result.outcome === 'done') {
      bench.changed(wish);
      return end('skipped', 'the point was not reached');
    }
    if (reached.report !== 'at') return end('failed', `the point was not reached: ${describe(reached, program)}`);
    const scene = { bench, program, writer, wish: fault.wish, stepServer: stepServerOf(fault, bench) };
    let injected = nothingInjected;
    let ending: Ending;
    if (fault.wish === 'switchover-then-failover') {
      const instead = await failOverInstead(fault, { ...scene, pool, home });
      if ('result' in instead) ({ wish, death } = instead);
      ending = instead;
    } else {
      const asked = wish;
      injected = await inject(fault.fault, scene);
      if (injected.returnedAt !== null) bench.spoil();
      ending = await endingOf(fault, injected, program, () => recover(fault, asked, { bench, pool, home }));
    }
    await watch?.stop();
    await injected.heal();
    if ('failure' in ending) return end('failed', ending.failure);
    if ('skip' in ending) return end('skipped', ending.skip);
    await sleep(afterwardsMs);
    if (death !== null && isUndone(ending.result)) await bench.revive();
    await goOnWriting(ending.result, injected, writer);
    const seen: Witnessed = {
      bench,
      before,
      writes: await writer.stop(),
      probes: await prober.stop(),
      injected,
      onceProved: fault.at.endsWith(':record-after'),
      result: ending.result,
      wish,
      death,
      watch,
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
    if (death !== null && isUndone(way.result)) await bench.revive();
    const afterwards = await brokenInvariants(fault, { ...seen, result: way.result });
    if (way.result.outcome === 'done') bench.changed(wish);
    return afterwards.length === 0
      ? end('passed', `needs-operator, then ${way.result.outcome}`)
      : end('failed', `needs-operator, then ${way.result.outcome}: ${afterwards.join(' | ')}`);
  } finally {
    await program.kill();
    await Promise.all([writer.stop(), prober.stop(), watch?.stop()]);
    await cleanUp();
  }
}

/** The application has written for a while when its source dies. */
async function wishUnderWriters(name: WishName, scene: WishScene, writer: ContinuousWriter): Promise<Wish> {
  await writer.progress(writtenBefore);
  return wishOn(name, scene);
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

async function brokenInvariants({ fault, wish, variant }: FaultCase, seen: Witnessed): Promise<string[]> {
  const twice = brokenI1(seen, isUndone(seen.result) ? seen.bench.server('source') : null);
  if (twice.length > 0) return twice;
  switch (seen.result.outcome) {
    case 'done':
      return brokenAfterDone(seen);
    case 'undone':
    case 'refused':
      return brokenAfterUndo(seen);
    case 'needs-operator': {
      const found = await brokenAfterNeedsOperator(seen);
      const isOneWay = wish === 'salvage' && variant.positions === 'file'; // once something is applied
      return isOneWay || mayNeedOperator.includes(fault.kind) ? found : [`needs an operator without need`, ...found];
    }
  }
}

function isUndone({ outcome }: OperationResult): boolean {
  return outcome === 'undone' || outcome === 'refused';
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
