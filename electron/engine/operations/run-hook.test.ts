import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { clusterDefaults, type ClusterConfiguration } from '../../../shared/domain/configuration.ts';
import { SignalboxError } from '../../../shared/domain/errors.ts';
import type { HookConfiguration, HookEnd } from '../../../shared/domain/hook.ts';
import { hooksAfter, hooksAt } from '../../../shared/plans/hooks.ts';
import { journalledState } from '../../../shared/plans/journalled-state.ts';
import { journalledViews } from '../../../shared/plans/journalled-views.ts';
import type { OperationResult } from '../../../shared/plans/outcome.ts';
import type { Plan } from '../../../shared/plans/plan.ts';
import type { HookCall } from '../hooks/hook-call.ts';
import { examplePlace, type ExamplePlace } from '../journal/example-journal.ts';
import type { Journal } from '../journal/journal.ts';
import { openJournal } from '../journal/open-journal.ts';
import type { OperationParts } from './make-context.ts';
import { Questions } from './questions.ts';
import { resumeOperation } from './resume-operation.ts';
import { startOperation } from './start-operation.ts';

const good: HookEnd = { kind: 'exited', code: 0 };
const hook = (name: string, at: HookConfiguration['at']): HookConfiguration => ({
  name,
  at,
  command: [`/opt/${name}`, 'x'],
  timeoutMs: 5000,
});
const cluster: ClusterConfiguration = {
  ...clusterDefaults,
  name: 'shop',
  label: 'Shop',
  seeds: ['db1:3306'],
  user: 'signalbox',
  password: { kind: 'ask' },
  hooks: [hook('one', 'before'), hook('two', 'before'), hook('three', 'after'), hook('back', 'undone')],
};
const roles = { oldMaster: 'db1:3306', newMaster: 'db2:3306' };

/** A plan of hooks alone: no server is needed for it. `line` makes its end lie past the line. */
function planOf(line: string | null = null): Plan {
  return {
    schema: 1,
    kind: 'switchover',
    cluster: 'shop',
    title: 'Hooks',
    servers: [],
    goal: { kind: 'switchover', source: 'db1:3306', candidate: 'db2:3306', leaveBehind: [] },
    guarded: [],
    waysOut: { back: '', forward: '' },
    fingerprint: 'f',
    nodes: [...hooksAt(cluster, 'before', roles), ...hooksAfter(cluster, roles)],
    undone: hooksAt(cluster, 'undone', roles),
    line,
    lineText: null,
    expect: [],
    leftBehind: [],
  };
}

let place: ExamplePlace;
let journal: Journal;
beforeEach(() => {
  place = examplePlace();
  journal = openJournal(place.options);
});
afterEach(() => place.remove());

/** Ends as told, by name; what is not told of ends well. */
function programs(ends: Readonly<Record<string, HookEnd>>, calls: HookCall[] = []): OperationParts['runHook'] {
  return (call) => {
    calls.push(call);
    call.started(77);
    const name = call.environment['SIGNALBOX_HOOK'] ?? '';
    return Promise.resolve({ end: ends[name] ?? good, ms: 12, output: `${name} says\nhello` });
  };
}

function partsWith(runHook: OperationParts['runHook']): OperationParts {
  return {
    journal,
    pace: { now: Date.now, monotonic: () => performance.now(), pause: () => Promise.resolve() },
    open: () => Promise.reject(new Error('no server is needed')),
    configuredReplicationPassword: () => Promise.resolve(null),
    openForBytes: () => Promise.reject(new Error('no server is needed')),
    logsIn: () => {
      throw new Error('no log is needed');
    },
    tailOf: () => Promise.resolve({ kind: 'refused' as const, appliedAgain: false, because: 'not asked' }),
    saveRescueSheet: () => Promise.resolve('/sheet'),
    runHook,
  };
}

function run(
  runHook: OperationParts['runHook'],
  { plan = planOf(), cancel = new AbortController().signal }: { plan?: Plan; cancel?: AbortSignal } = {},
): Promise<OperationResult> {
  const questions = new Questions(cancel, () => undefined);
  const start = { cluster, plan, guards: [], cancel, questions, tell: () => undefined };
  return startOperation(start, partsWith(runHook)).result;
}

function entriesOf({ operation }: OperationResult): readonly string[] {
  return journal
    .operation(operation ?? '')
    .entries.flatMap(({ entry }) => (entry.node === null ? [] : [`${entry.kind} ${entry.node}`]));
}

const stateOf = ({ steps }: OperationResult, id: string): unknown => steps.find((step) => step.id === id);

test('hooks are journalled as begun before they are started, and how they ended after', async () => {
  const calls: HookCall[] = [];
  const told = programs({}, calls);
  const begunAt: number[] = [];
  const result = await run((call) => {
    const [operation] = journal.unfinishedOperations('shop');
    const { entries } = journal.operation(operation?.id ?? '');
    begunAt.push(entries.filter(({ entry }) => entry.kind === 'begun').length);
    return told(call);
  });
  expect(result).toMatchObject({ outcome: 'done', waysOut: [] });
  expect(begunAt).toEqual([1, 2, 3]);
  expect(entriesOf(result).slice(0, 4)).toEqual([
    'begun hook-before:one',
    'note hook-before:one',
    'hook-ended hook-before:one',
    'proved hook-before:one',
  ]);
  expect(calls[0]).toMatchObject({
    command: ['/opt/one', 'x'],
    withinMs: 5000,
    environment: { SIGNALBOX_OPERATION: result.operation, SIGNALBOX_OLD_MASTER: 'db1:3306', SIGNALBOX_AT: 'before' },
  });
  expect(stateOf(result, 'hook-before:one')).toMatchObject({
    state: 'proved',
    detail: 'ended with 0',
    hook: { output: 'one says\nhello' },
  });
  expect(stateOf(result, 'hook-undone:back')).toMatchObject({ state: 'skipped', detail: 'nothing was undone' });
});

test.each<[HookEnd, RegExp]>([
  [{ kind: 'exited', code: 3 }, /Hook “one” ended with 3\. Its last line was “hello”\./],
  [{ kind: 'timed-out' }, /did not end in its time and was ended \(its time is 5 s\)/],
  [{ kind: 'signalled', signal: 'SIGSEGV' }, /was ended by SIGSEGV/],
  [{ kind: 'not-started', because: 'it may not be run (EACCES)' }, /could not be started: it may not be run/],
])('a hook before the line that fails stops the plan, and what is for an undo is run: %j', async (end, message) => {
  const calls: HookCall[] = [];
  const result = await run(programs({ one: end }, calls));
  expect(result).toMatchObject({ outcome: 'undone', waysOut: [] });
  expect(result.error).toMatchObject({ code: 'hook-failed', details: { hook: 'one', at: 'before', end } });
  expect(result.error?.message).toMatch(message);
  expect(calls.map(({ environment }) => environment['SIGNALBOX_HOOK'])).toEqual(['one', 'back']);
  expect(stateOf(result, 'hook-before:one')).toMatchObject({ state: 'failed', hook: { output: 'one says\nhello' } });
  expect(stateOf(result, 'hook-before:two')).toMatchObject({ state: 'skipped' });
  expect(stateOf(result, 'hook-undone:back')).toMatchObject({ state: 'proved', detail: 'ended with 0' });
});

test('one for an undo that fails is noted, and it is undone all the same', async () => {
  const result = await run(programs({ two: { kind: 'timed-out' }, back: { kind: 'exited', code: 1 } }));
  expect(result).toMatchObject({ outcome: 'undone', error: { code: 'hook-failed', details: { hook: 'two' } } });
  expect(result.waysOut).toEqual([
    expect.stringMatching(/^Hook “back” ended with 1\. .* Run it by hand, .*: "\/opt\/back" "x"$/),
  ]);
  expect(stateOf(result, 'hook-undone:back')).toMatchObject({ state: 'failed' });
});

test('one past the line that fails is a note with its way out, and it is done', async () => {
  const result = await run(programs({ three: { kind: 'exited', code: 9 } }), { plan: planOf('hook-before:two') });
  expect(result).toMatchObject({ outcome: 'done', error: null, leftBehind: [] });
  expect(result.waysOut).toEqual([
    expect.stringMatching(/^Hook “three”: Hook “three” ended with 9\..* Run it by hand/),
  ]);
});

describe('stopping', () => {
  /** Goes on until it is stopped, and stops itself at `name`. */
  function stoppedAt(name: string, calls: HookCall[]): { run: OperationParts['runHook']; cancel: AbortSignal } {
    const cancel = new AbortController();
    const ends = programs({}, calls);
    return {
      cancel: cancel.signal,
      run: (call) => {
        if (call.environment['SIGNALBOX_HOOK'] !== name) return ends(call);
        calls.push(call);
        cancel.abort();
        return Promise.resolve({
          end: call.signal?.aborted === true ? { kind: 'cancelled' } : good,
          ms: 1,
          output: '',
        });
      },
    };
  }

  test('before the line ends the program and undoes', async () => {
    const calls: HookCall[] = [];
    const { run: runHook, cancel } = stoppedAt('one', calls);
    const result = await run(runHook, { cancel });
    expect(result).toMatchObject({ outcome: 'undone', error: { code: 'cancelled' } });
    expect(calls.map(({ environment }) => environment['SIGNALBOX_HOOK'])).toEqual(['one', 'back']);
    expect(calls.at(-1)?.signal).toBeNull();
  });

  test('past it ends nothing', async () => {
    const calls: HookCall[] = [];
    const { run: runHook, cancel } = stoppedAt('three', calls);
    const result = await run(runHook, { cancel, plan: planOf('hook-before:two') });
    expect(result).toMatchObject({ outcome: 'done', waysOut: [] });
    expect(calls.at(-1)?.signal).toBeNull();
  });
});

test('without a record of it nothing is started', async () => {
  const calls: HookCall[] = [];
  vi.spyOn(journal, 'appendEntry').mockImplementation(() => {
    throw new SignalboxError('journal-unwritable', 'The disk is full.');
  });
  expect(await run(programs({}, calls))).toMatchObject({ error: { code: 'journal-unwritable' } });
  expect(calls).toEqual([]);
});

describe('resumed', () => {
  /** What a program left that was killed after these entries. */
  function leftWith(entries: Parameters<Journal['appendEntry']>[1][]): string {
    const plan = JSON.parse(JSON.stringify(planOf())) as Parameters<Journal['beginOperation']>[0]['plan'];
    const { id } = journal.beginOperation({ cluster: 'shop', kind: 'switchover', title: 't', plan, guards: [] });
    for (const entry of entries) journal.appendEntry(id, entry);
    place.living.delete(1);
    place.program = { ...place.program, pid: 2 };
    place.living.add(2);
    return id;
  }

  async function resume(operation: string, way: 'continue' | 'undo', calls: HookCall[]): Promise<OperationResult> {
    const { signal } = new AbortController();
    const questions = new Questions(signal, () => undefined);
    return resumeOperation(
      { operation, way, cancel: signal, questions, tell: () => undefined },
      {
        ...partsWith(programs({}, calls)),
        cluster: () => Promise.resolve(cluster),
        rescueFolder: '/',
        rescueSheetOf: () => null,
      },
    );
  }

  const begun = (node: string) => ({ kind: 'begun', node, connectionId: null, statements: [] }) as const;
  const one = [
    begun('hook-before:one'),
    { kind: 'hook-ended', node: 'hook-before:one', end: good, ms: 1, output: 'out' },
    { kind: 'proved', node: 'hook-before:one', ms: 1 },
  ] as const;
  const namesOf = (calls: readonly HookCall[]): readonly unknown[] =>
    calls.map(({ environment }) => environment['SIGNALBOX_HOOK']);

  test('what was proved is not run again, what was begun is said to be unknown and run again', async () => {
    const calls: HookCall[] = [];
    const id = leftWith([...one, begun('hook-before:two')]);
    const views = journalledViews(journalledState(journal.operation(id)));
    expect(views.map(({ id: step, state, hook: shown }) => [step, state, shown?.output])).toEqual([
      ['hook-before:one', 'proved', 'out'],
      ['hook-before:two', 'unknown', null],
      ['hook-after:three', 'pending', null],
      ['hook-undone:back', 'pending', null],
    ]);
    const result = await resume(id, 'continue', calls);
    expect(result.outcome).toBe('done');
    expect(namesOf(calls)).toEqual(['two', 'three']);
    expect(JSON.stringify(journal.operation(id).entries)).toContain('Hook “two” was begun before, and whether it did');
  });

  test('undone, what is for that is run, also where no server was changed', async () => {
    const calls: HookCall[] = [];
    const id = leftWith([begun('hook-before:one')]);
    expect(await resume(id, 'undo', calls)).toMatchObject({ outcome: 'undone' });
    expect(namesOf(calls)).toEqual(['back']);
  });

  test('nothing is run where no hook was begun', async () => {
    const calls: HookCall[] = [];
    expect(await resume(leftWith([]), 'undo', calls)).toMatchObject({ outcome: 'undone' });
    expect(calls).toEqual([]);
  });

  test('once a hook for an undo was begun, it can only be undone to the end', async () => {
    const calls: HookCall[] = [];
    const id = leftWith([...one, begun('hook-undone:back')]);
    await expect(resume(id, 'continue', calls)).rejects.toMatchObject({ code: 'way-closed' });
    expect(await resume(id, 'undo', calls)).toMatchObject({ outcome: 'undone' });
    expect(namesOf(calls)).toEqual(['back']);
  });
});
