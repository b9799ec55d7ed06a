import type { Engine } from '../../../electron/engine/engine.ts';
import type { FailoverPreview } from '../../../shared/plans/failover-view.ts';
import type { AnyPreview } from '../../../shared/plans/any-preview.ts';
import type { OperationEvent } from '../../../shared/plans/operation-event.ts';
import type { OperationResult } from '../../../shared/plans/outcome.ts';
import { testCluster } from '../../kit/engine.ts';
import { waitFor } from '../../kit/wait-for.ts';
import type { Report, Task, Wish } from './job.ts';
import { foundOperations } from './ways-out.ts';

const withinMs = 60_000; // ms for a look
const nothingElse = { source: false, filters: false, delay: false, tls: false, threads: false, readOnly: false };

/** Does what a job asks for, as an operator would. */
export async function doTask(engine: Engine, task: Task, onEvent: (event: OperationEvent) => void): Promise<Report> {
  switch (task.task) {
    case 'preview': {
      const { steps, guards } = await preview(engine, task.wish);
      return { report: 'preview', steps, guards };
    }
    case 'record': {
      const { records } = await engine.record(testCluster, [task.server], null, AbortSignal.timeout(withinMs));
      return { report: 'recorded', record: records[0]?.id ?? '' };
    }
    case 'await-death':
      return { report: 'dead', candidate: (await deathOf(engine, null, null)).candidate };
    case 'run':
      return { report: 'result', result: await run(engine, task.wish, onEvent) };
    case 'state':
      return { report: 'state', found: await foundOperations(engine, testCluster) };
    case 'resume':
      return {
        report: 'result',
        result: await engine.resumeOperation({
          operation: task.operation,
          way: task.way,
          signal: new AbortController().signal,
          onEvent,
        }),
      };
  }
}

function preview(engine: Engine, wish: Wish): Promise<AnyPreview> {
  const request = { cluster: testCluster, accept: [] };
  const signal = AbortSignal.timeout(withinMs);
  switch (wish.kind) {
    case 'switchover':
      return engine.previewSwitchover({ ...request, to: wish.to, leaveBehind: [] }, signal);
    case 'change-master': {
      const { replica, to } = wish;
      const usual = { channel: null, tls: null, continuation: { kind: 'auto' } } as const;
      return engine.previewChangeMaster({ ...request, ...usual, replica, to }, signal);
    }
    case 'put-back': {
      const { record } = wish;
      return engine.previewPutBack({ ...request, record, channel: null, restore: nothingElse }, signal);
    }
    case 'failover':
      return deathOf(engine, wish.to, wish.binlogs);
    case 'rejoin':
      return engine.previewRejoin({ ...request, server: wish.server }, signal);
    case 'attach': {
      const { server, to, start } = wish;
      return engine.previewAttach({ ...request, server, to, start, dropOwnLog: true, withFilters: false }, signal);
    }
  }
}

/** The rehearsal of a failover, once the evidence says that the source is dead. */
function deathOf(engine: Engine, to: string | null, binlogs: string | null): Promise<FailoverPreview> {
  const request = { cluster: testCluster, to, leaveBehind: [], dutyHours: 0, binlogs, fence: false, accept: [] };
  const look = (): Promise<FailoverPreview> => engine.previewFailover(request, AbortSignal.timeout(withinMs));
  return waitFor('the evidence', look, ({ evidence }) => evidence?.conclusion.kind === 'dead', withinMs);
}

async function run(engine: Engine, wish: Wish, onEvent: (event: OperationEvent) => void): Promise<OperationResult> {
  const { planId, guards, steps } = await preview(engine, wish);
  const accepted = guards.filter(
    ({ verdict }) => verdict === 'warn' || (wish.kind === 'failover' && verdict === 'loss'),
  );
  const accept = accepted.map(({ code, server }) => ({ code, server, reason: 'a test' }));
  if (planId === null) {
    const because = guards.filter((guard) => guard.verdict === 'block').map((guard) => guard.message);
    return {
      outcome: 'refused',
      operation: null,
      leftBehind: [],
      guards,
      steps,
      writeBlockedMs: null,
      error: { code: 'refused-by-guard', message: because.join(' '), server: null, details: {} },
      waysOut: [],
      records: { before: [], after: [] },
    };
  }
  const signal = new AbortController().signal;
  return engine.runPlan({ planId, accept, confirm: testCluster, signal, onEvent });
}
