import { SignalboxError } from '../../../shared/domain/errors.ts';
import type { JournaledEntry } from '../../../shared/domain/journal.ts';
import type { Json } from '../../../shared/domain/json.ts';
import type { OperationResult, StepState, StepView } from '../../../shared/plans/outcome.ts';
import type { OperationEvent } from '../../../shared/plans/operation-event.ts';
import type { AnyPreview } from '../../../shared/plans/any-preview.ts';
import type { RunRequest } from '../../../electron/engine/engine.ts';
import { followsAgain } from './aftermath.ts';
import { recordOf } from './scene.ts';
import { newId, servers } from './world.ts';
import type { World } from './world.ts';

/** An operation of the fake, while it runs. */
export interface Run {
  readonly world: World;
  readonly operation: string;
  readonly preview: AnyPreview;
  readonly onEvent: (event: OperationEvent) => void;
  readonly signal: AbortSignal;
  steps: readonly StepView[];
}

export const stepMs = 700;

/** A slow switchover that shows every step; it can be answered, cancelled and made to fail. */
export async function runPlan(world: World, request: RunRequest): Promise<OperationResult> {
  const preview = world.previews.get(request.planId);
  if (preview === undefined)
    throw new SignalboxError('plan-unknown', 'This plan is not known any more: preview it again.');
  const controller = new AbortController();
  const operation = newId(world, 'operation');
  world.cancelled.set(operation, controller);
  const run: Run = {
    world,
    operation,
    preview,
    onEvent: request.onEvent,
    signal: AbortSignal.any([request.signal, controller.signal]),
    steps: preview.steps,
  };
  journal(run, null);
  run.onEvent({ kind: 'started', operation, steps: run.steps });
  const result = (await forward(run)) ? finish(run) : world.options.stuck ? stop(run) : await undo(run);
  if (result.outcome !== 'needs-operator') journal(run, result);
  run.onEvent({ kind: 'finished', result });
  return result;
}

/** false when a step failed or the operation was cancelled before the line. */
export async function forward(run: Run): Promise<boolean> {
  for (const { id, kind, state, hook } of run.steps) {
    if (state === 'proved') continue;
    if (hook?.at === 'undone') {
      tell(run, id, 'skipped', 'nothing was undone');
      continue;
    }
    tell(run, id, 'running');
    if (kind === 'ask') await ask(run, id);
    else await run.world.options.pause(stepMs, run.signal);
    if (run.signal.aborted || (id === 'drain' && failsAtDrain(run))) {
      tell(run, id, 'failed', run.signal.aborted ? 'Cancelled.' : 'The candidate did not get there in 5 s.');
      return false;
    }
    tell(run, id, 'proved');
    if (run.preview.kind === 'rejoin' && id === 'start') followsAgain(run.world, run.preview.server);
    if (run.preview.kind === 'put-back' && id === 'start') run.world.lostRecord = null;
    if (id === 'open-candidate' && run.preview.kind === 'failover') {
      run.world.source = run.preview.candidate ?? run.world.source;
    }
    if (id === 'open-candidate' && run.preview.kind === 'switchover') {
      run.world.undoable.set(run.operation, run.world.source);
      run.world.source = run.preview.candidate;
    }
  }
  return true;
}

function failsAtDrain({ world, operation }: Run): boolean {
  return world.options.failing || (world.options.stuck === true && !world.cutOffSteps.has(operation));
}

/** Half-way, and open in the journal. */
function stop(run: Run): OperationResult {
  const { world, operation, preview } = run;
  world.cutOffSteps.set(operation, run.steps);
  world.previews.set(operation, preview);
  world.cancelled.delete(operation);
  const waysOut = [
    `Back: open ${world.source} again, once it answers. Forward: open the candidate, when ${world.source} can’t come back.`,
    `Continue, undo or hand over: signalbox operations show ${operation}`,
  ];
  return { ...resultOf(run, 'needs-operator', null), waysOut };
}

export async function undo(run: Run): Promise<OperationResult> {
  run.onEvent({ kind: 'undoing', because: 'A step failed before the candidate was opened.' });
  for (const { id, state, kind } of [...run.steps].reverse()) {
    if (state !== 'proved' || kind !== 'change') continue;
    tell(run, id, 'undoing');
    await run.world.options.pause(stepMs);
    tell(run, id, 'undone');
  }
  return resultOf(run, 'undone', null);
}

export function finish(run: Run): OperationResult {
  const result = resultOf(run, 'done', run.preview.kind === 'failover' ? null : 1840);
  return run.preview.kind === 'failover' ? { ...result, leftBehind: run.preview.leftBehind } : result;
}

function ask(run: Run, step: string): Promise<void> {
  const choices = [
    { id: 'go-on', label: 'It is moved, go on' },
    { id: 'stop', label: 'Stop and undo' },
  ];
  run.onEvent({ kind: 'question', step, question: 'Move the application away from the {source} now.', choices });
  return new Promise((resolve) => {
    run.signal.addEventListener('abort', () => resolve(), { once: true });
    run.world.answers.set(`${run.operation} ${step}`, (choice) => {
      if (choice === 'stop') run.world.cancelled.get(run.operation)?.abort();
      resolve();
    });
  });
}

function tell(run: Run, id: string, state: StepState, detail: string | null = null): void {
  const ms = state === 'proved' || state === 'undone' || state === 'failed' ? stepMs : null;
  run.steps = run.steps.map((step) => (step.id === id ? { ...step, state, ms, detail, ...wrote(step, state) } : step));
  const step = run.steps.find((changed) => changed.id === id);
  if (step !== undefined) run.onEvent({ kind: 'step', step });
}

function wrote({ hook }: StepView, state: StepState): Pick<StepView, 'hook'> {
  return hook === undefined || state !== 'proved' ? {} : { hook: { ...hook, output: `pool shop:\n${hook.at} done` } };
}

function resultOf(
  run: Run,
  outcome: 'done' | 'undone' | 'needs-operator',
  writeBlockedMs: number | null,
): OperationResult {
  const { world, preview, operation } = run;
  const take = (reason: 'before-operation' | 'after-operation'): string[] => {
    const records = servers
      .filter((server) => server !== world.gone?.server)
      .map((server) => recordOf(world, preview.cluster, server, reason, null, operation));
    world.records = [...world.records, ...records];
    return records.map((record) => record.id);
  };
  return {
    outcome,
    operation,
    leftBehind: [],
    guards: preview.guards,
    steps: run.steps,
    writeBlockedMs,
    error: null,
    waysOut: [],
    records: { before: take('before-operation'), after: take('after-operation') },
  };
}

/** What is undefined on no path is plain data, as the contract's schemas hold these types to JSON. */
const asJson = (value: unknown): Json => JSON.parse(JSON.stringify(value)) as Json;

/** What of a plan the windows read back from the journal. */
export function planOf(preview: AnyPreview): Json {
  const { line, said, steps, fingerprint } = preview;
  const nodes = steps.map((step) => ({ ...step, run: step.statements.map((sql) => ({ sql })) }));
  const title = said.intent;
  const about = { title, line: line?.beforeStep, lineText: line?.text, fingerprint, goal: preview, nodes };
  return asJson({ ...about, ...plannedDuty(preview) });
}

function plannedDuty(preview: AnyPreview): object {
  if (preview.kind !== 'failover' || preview.dutyHours === 0) return {};
  const { source: server, candidate: newSource, dutyHours: hours } = preview;
  return { duty: { server, newSource, hours, identity: { uuid: null, serverId: 1 }, leftWithIt: [] } };
}

/** A failover is read from its entries: the steps as they were proved, spread over the time that they took. */
function entriesOf({ preview, steps, world }: Run, startedAt: number): readonly JournaledEntry[] {
  if (preview.kind !== 'failover') return [];
  const proved = steps.filter(({ state }) => state === 'proved');
  const eachMs = (world.options.clock() - startedAt) / (proved.length + 1);
  return proved.map(({ id, ms }, sequence) => ({
    sequence,
    at: Math.round(startedAt + (sequence + 1) * eachMs),
    entry: { kind: 'proved', node: id, ms: ms ?? stepMs },
  }));
}

export function journal(run: Run, result: OperationResult | null): void {
  const { world, operation, preview } = run;
  const known = world.operations.find((other) => other.id === operation);
  const entry = {
    id: operation,
    cluster: preview.cluster,
    kind: preview.kind,
    title: preview.said.intent,
    startedAt: known?.startedAt ?? world.options.clock(),
    endedAt: result === null ? null : world.options.clock(),
    outcome: result?.outcome ?? null,
    plan: planOf(preview),
    guards: asJson(preview.guards),
    result: result === null ? null : asJson(result),
    entries: result === null ? [] : entriesOf(run, known?.startedAt ?? 0),
    records: result === null ? [] : [...result.records.before, ...result.records.after],
  };
  world.operations = [...world.operations.filter((other) => other !== known), entry];
}
