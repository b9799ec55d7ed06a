import { SignalboxError } from '../../../shared/domain/errors.ts';
import type { ResumeRequest, UndoRequest } from '../../../electron/engine/engine.ts';
import type { AnyPreview } from '../../../shared/plans/any-preview.ts';
import type { OperationDetail } from '../../../shared/domain/journal.ts';
import type { OperationResult, StepView } from '../../../shared/plans/outcome.ts';
import type { OperationState, UnfinishedOperation, WayOut } from '../../../shared/plans/unfinished-operation.ts';
import { previewOf } from './plan.ts';
import { finish, forward, journal, planOf, undo, type Run } from './run.ts';
import { topologyOf } from './scene.ts';
import { newId, servers } from './world.ts';
import type { World } from './world.ts';

/** A switchover that was killed while the candidate caught up: writes are stopped, the line is not passed. */
export function cutOff(world: World): void {
  const preview = previewOf(world, { cluster: 'shop', to: servers[1] ?? '', leaveBehind: [], accept: [] });
  const id = newId(world, 'operation');
  const steps = preview.steps.map((step, index, all): StepView => {
    const drain = all.findIndex((one) => one.id === 'drain');
    if (index < drain) return { ...step, state: 'proved', ms: 12 };
    return index === drain ? { ...step, state: 'unknown', detail: 'Its program ended before the proof.' } : step;
  });
  world.cutOffSteps.set(id, steps);
  world.previews.set(id, preview);
  const operation: OperationDetail = {
    id,
    cluster: 'shop',
    kind: 'switchover',
    title: `Switch over Shop: ${preview.said.title}`,
    startedAt: world.options.clock() - 190_000,
    endedAt: null,
    outcome: null,
    plan: planOf(preview),
    guards: [],
    result: null,
    entries: [],
    records: [],
  };
  world.operations = [...world.operations, operation];
}

export function unfinishedOf(world: World, cluster: string | null): readonly UnfinishedOperation[] {
  return world.operations
    .filter((one) => one.endedAt === null && (cluster === null || one.cluster === cluster))
    .map(({ id, cluster: of, kind, title, startedAt, endedAt, outcome }) => ({
      ...{ id, cluster: of, kind, title, startedAt, endedAt, outcome },
      living: world.cancelled.has(id),
    }));
}

/** @throws SignalboxError `journal-entry-unknown`. */
export function stateOf(world: World, id: string): OperationState {
  const operation = world.operations.find((one) => one.id === id);
  if (operation === undefined) throw new SignalboxError('journal-entry-unknown', `No operation is called ${id}.`);
  const preview = world.previews.get(id);
  const { cluster, kind, title, startedAt, endedAt, outcome } = operation;
  return {
    operation: { id, cluster, kind, title, startedAt, endedAt, outcome },
    living: world.cancelled.has(id) && endedAt === null,
    steps: world.cutOffSteps.get(id) ?? [],
    line: preview?.line ?? null,
    pastLine: false,
    topology: topologyOf(world, cluster),
    ways: endedAt === null ? ways(world) : [],
    rescueSheet: `/fake/rescue/${id}.sql`,
  };
}

function ways(world: World): readonly WayOut[] {
  const failing = world.options.failing;
  const because = failing
    ? '127.0.0.1:3311 has taken writes of its own since.'
    : 'Everything is as this operation left it: it goes through its steps again, and what is done already is only proved.';
  return [
    { way: 'continue', allowed: !failing, because, guards: [] },
    {
      way: 'undo',
      allowed: true,
      because: 'The 1 change begun is undone in reverse order, each proved.',
      guards: [],
    },
    {
      way: 'hand-over',
      allowed: true,
      because: 'Always possible: Signalbox closes it, and a person looks after the servers.',
      guards: [],
    },
  ];
}

/** Switches back; other kinds are not undone here. @throws SignalboxError `way-closed`. */
export function previewUndoOf(world: World, { operation: id, accept }: UndoRequest): AnyPreview {
  const operation = world.operations.find((one) => one.id === id);
  const source = world.undoable.get(id);
  if (operation === undefined || source === undefined) {
    throw new SignalboxError('way-closed', `Operation ${id} can’t be undone.`);
  }
  return previewOf(world, { cluster: operation.cluster, to: source, leaveBehind: [], accept });
}

/** Goes on behind what is proved, or undoes it. */
export async function resume(world: World, request: ResumeRequest): Promise<OperationResult> {
  const { operation, way, onEvent } = request;
  const preview = world.previews.get(operation);
  const steps = world.cutOffSteps.get(operation);
  if (preview === undefined || steps === undefined) {
    throw new SignalboxError('operation-unknown', `Operation ${operation} is finished.`);
  }
  const controller = new AbortController();
  world.cancelled.set(operation, controller);
  const signal = AbortSignal.any([request.signal, controller.signal]);
  const run: Run = { world, operation, preview, onEvent, signal, steps };
  onEvent({ kind: 'started', operation, steps });
  if (way === 'undo') onEvent({ kind: 'undoing', because: 'You chose to undo it.' });
  const result = way === 'continue' && (await forward(run)) ? finish(run) : await undo(run);
  journal(run, result);
  world.cancelled.delete(operation);
  onEvent({ kind: 'finished', result });
  return result;
}
