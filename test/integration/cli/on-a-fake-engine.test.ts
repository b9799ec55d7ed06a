import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCli } from '../../../electron/cli/run.ts';
import type { Engine, RunRequest } from '../../../electron/engine/engine.ts';
import { SignalboxError } from '../../../shared/domain/errors.ts';
import type { GuardResult } from '../../../shared/guards/verdict.ts';
import type { OperationResult } from '../../../shared/plans/outcome.ts';
import { makeCliWorld } from '../../kit/cli-world.ts';
import type { WatchedWorld, WorldRequest } from '../../kit/cli-world.ts';
import { createFakeEngine } from '../../kit/fake-engine/fake-engine.ts';
import type { FakeOptions } from '../../kit/fake-engine/fake-engine.ts';
import { waitFor } from '../../kit/wait-for.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sbx-cli-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const to = '127.0.0.1:3311';
const immediately = (): Promise<void> => Promise.resolve();

function engineWith(change: Partial<Engine> = {}, options: Partial<FakeOptions> = {}): Engine {
  const usual = { clusters: true, failing: false, asking: false, clock: Date.now, pause: immediately };
  return { ...createFakeEngine({ ...usual, ...options }), ...change };
}

interface Run extends WatchedWorld {
  readonly exit: Promise<number>;
}

function run(args: readonly string[], engine: Engine, request: Partial<WorldRequest> = {}): Run {
  const watched = makeCliWorld({ createEngine: () => engine, folder, ...request });
  return { ...watched, exit: runCli(args, watched.world) };
}

/** Remembers what was asked to be run, and comes to a result of the test's choice. */
function resulting(change: Partial<OperationResult>): { readonly engine: Engine; readonly requests: RunRequest[] } {
  const requests: RunRequest[] = [];
  const result: OperationResult = {
    outcome: 'done',
    operation: 'operation-1',
    leftBehind: [],
    guards: [],
    steps: [],
    writeBlockedMs: 12,
    error: null,
    waysOut: [],
    records: { before: [], after: [] },
    ...change,
  };
  const runPlan: Engine['runPlan'] = (request) => {
    requests.push(request);
    return Promise.resolve(result);
  };
  return { engine: engineWith({ runPlan }), requests };
}

/** The fake's rehearsal with other answers of its guards. */
function previewing(guards: readonly GuardResult[], environment: 'production' | 'staging', engine: Engine): Engine {
  return {
    ...engine,
    previewSwitchover: async (request, signal) => {
      const preview = await createdPreview(request, signal);
      const isRefused = guards.some((guard) => guard.verdict === 'block' || guard.verdict === 'loss');
      const accepted = guards.every(
        (guard) => guard.verdict !== 'block' && request.accept.some((acceptance) => acceptance.code === guard.code),
      );
      return { ...preview, guards, environment, runnable: !isRefused || accepted };
    },
  };
}

const createdPreview: Engine['previewSwitchover'] = (request, signal) =>
  engineWith().previewSwitchover(request, signal);

const switchover = ['switchover', 'shop', '--to', to];
const leftBehind = [{ server: 'db3:3306', reason: 'stopped', wayOut: 'start it' }];

describe('how a switchover ended is the exit code, and the document says it too', () => {
  test.each([
    [0, { outcome: 'done' }],
    [6, { outcome: 'done', leftBehind }],
    [1, { outcome: 'refused' }],
    [3, { outcome: 'undone' }],
    [4, { outcome: 'needs-operator', waysOut: ['go forward'] }],
  ] as const)('%i', async (exit, result) => {
    const { exit: code, out } = run([...switchover, '--yes', '--json'], resulting(result).engine);
    expect(await code).toBe(exit);
    const document: unknown = JSON.parse(out());
    expect(document).toMatchObject({ schema: 1, operation: 'operation-1', ...result });
    const human = run([...switchover, '--yes'], resulting(result).engine);
    expect(await human.exit).toBe(exit);
    expect(human.out()).not.toBe('');
  });

  test('a plan that is outdated is refused, with the document', async () => {
    const runPlan = () => Promise.reject(new SignalboxError('plan-outdated', 'The {source} changed.'));
    const { exit, out } = run([...switchover, '--yes', '--json'], engineWith({ runPlan }));
    expect(await exit).toBe(1);
    const document: unknown = JSON.parse(out());
    expect(document).toMatchObject({
      outcome: 'refused',
      error: { code: 'plan-outdated', message: 'The master changed.' },
    });
  });

  test('a mistake of the program needs the operator, without a stack trace', async () => {
    const runPlan = () => Promise.reject(new TypeError('x is not a function'));
    const { exit, out, err } = run([...switchover, '--yes'], engineWith({ runPlan }));
    expect(await exit).toBe(4);
    expect(out()).toBe('');
    expect(err()).toMatch(/error bug: Signalbox made a mistake: x is not a function\n$/);
  });
});

describe('confirmation', () => {
  test('yes takes warnings along', async () => {
    const { engine, requests } = resulting({});
    expect(await run([...switchover, '--yes'], engine).exit).toBe(0);
    expect(requests[0]?.accept).toEqual([{ code: 'settings-differ', server: to, reason: 'accepted with --yes' }]);
  });

  test('a person is shown the plan and asked', async () => {
    const { engine, requests } = resulting({});
    const asked = run(switchover, engine, { answers: ['y'] });
    expect(await asked.exit).toBe(0);
    expect(asked.questions).toEqual([expect.stringContaining('[y/N]')]);
    expect(asked.err()).toContain('SET GLOBAL read_only = ON');
    expect(requests).toHaveLength(1);
  });

  test.each([['n'], [''], ['shop']])('the answer %j is no yes', async (answer) => {
    const { engine, requests } = resulting({});
    expect(await run(switchover, engine, { answers: [answer] }).exit).toBe(2);
    expect(requests).toEqual([]);
  });

  test.each([
    ['shop', 0],
    ['y', 2],
  ])('production wants its name: %j ends with %i', async (answer, exit) => {
    const { engine, requests } = resulting({});
    const asked = run(switchover, previewing([], 'production', engine), { answers: [answer] });
    expect(await asked.exit).toBe(exit);
    expect(asked.questions).toEqual([expect.stringContaining("Type the cluster's name")]);
    expect(requests.map((request) => request.confirm)).toEqual(exit === 0 ? ['shop'] : []);
  });

  test('without a terminal it is refused, and a rehearsal never asks', async () => {
    const { engine, requests } = resulting({});
    const refused = run(switchover, engine);
    expect(await refused.exit).toBe(2);
    expect(refused.err()).toContain('confirmation-needed');
    const rehearsed = run([...switchover, '--dry-run'], engine, { answers: [] });
    expect(await rehearsed.exit).toBe(0);
    expect(rehearsed.questions).toEqual([]);
    expect(requests).toEqual([]);
  });
});

describe('what is in the way', () => {
  const loss: GuardResult = {
    code: 'late-writes',
    server: to,
    verdict: 'loss',
    message: 'The {source} has more.',
    cure: 'Wait.',
    accepted: null,
  };

  test('a loss is not taken along by yes, but accepted by name', async () => {
    const { engine, requests } = resulting({});
    const refused = run([...switchover, '--yes'], previewing([loss], 'staging', engine));
    expect(await refused.exit).toBe(1);
    expect(refused.out()).toMatch(/late-writes@127.0.0.1:3311: The master has more\.\n +cure: Wait\./);
    const accepted = [...switchover, '--yes', '--accept', `late-writes@${to}=agreed = with Kim`];
    expect(await run(accepted, previewing([loss], 'staging', engine)).exit).toBe(0);
    expect(requests.map((request) => request.accept)).toEqual([
      [{ code: 'late-writes', server: to, reason: 'agreed = with Kim' }],
    ]);
  });

  test('a block can not be accepted, and that is said', async () => {
    const blocked = previewing([{ ...loss, verdict: 'block' }], 'staging', engineWith());
    const refused = run([...switchover, '--yes', '--accept', 'late-writes=please'], blocked);
    expect(await refused.exit).toBe(1);
    expect(refused.err()).toContain("what blocks can't be accepted");
  });
});

describe('while it runs', () => {
  /** A step lasts until the operation is stopped. */
  const lasting: FakeOptions['pause'] = async (_ms, signal) => {
    if (signal !== undefined && !signal.aborted) await once(signal, 'abort');
  };

  test('Ctrl-C undoes it; another one only explains', async () => {
    const running = run([...switchover, '--yes'], engineWith({}, { pause: lasting }));
    await waitFor(
      'the start',
      () => Promise.resolve(running.err()),
      (text) => text.includes('Ctrl-C stops and undoes it'),
    );
    running.interrupt();
    running.interrupt();
    expect(await running.exit).toBe(3);
    expect(running.exits).toEqual([]);
    expect(running.err()).toMatch(/Stopping: [^\n]*undone[^\n]*\nStill stopping\./);
    expect(running.out()).toMatch(/^Failed and undone: 127\.0\.0\.1:3310 is the master, as before\./);
  });

  test('the plan’s question is put to the person', async () => {
    const asked = run(switchover, engineWith({}, { asking: true }), { answers: ['y', 'what?', '1'] });
    expect(await asked.exit).toBe(0);
    expect(asked.err()).toMatch(/Move the application away from the master now\.\n {2}1 {2}It is moved, go on\n/);
  });

  test('the answer that stops it undoes it', async () => {
    expect(await run(switchover, engineWith({}, { asking: true }), { answers: ['y', '2'] }).exit).toBe(3);
  });

  test('with yes the question is answered with the choice that goes on', async () => {
    expect(await run([...switchover, '--yes'], engineWith({}, { asking: true })).exit).toBe(0);
  });

  test('a failed step is undone and shown', async () => {
    const failed = run([...switchover, '--yes', '--words', 'source-replica'], engineWith({}, { failing: true }));
    expect(await failed.exit).toBe(3);
    expect(failed.out()).toContain('The candidate did not get there in 5 s.');
    expect(failed.out() + failed.err()).not.toMatch(/master|slave/i);
  });
});

describe('status', () => {
  test('goes on when one of several clusters can not be looked at', async () => {
    const engine = engineWith();
    const [shop] = await engine.clusters();
    const topology: Engine['topology'] = (name, signal) =>
      name === 'shop'
        ? engine.topology(name, signal)
        : Promise.reject(new SignalboxError('secret-missing', 'No password.'));
    const clusters = () => Promise.resolve(shop === undefined ? [] : [{ ...shop, name: 'wiki' }, shop]);
    const both = run(['status', '--json'], { ...engine, clusters, topology });
    expect(await both.exit).toBe(0);
    const document: unknown = JSON.parse(both.out());
    expect(document).toMatchObject({
      clusters: [
        { name: 'wiki', servers: [], error: { code: 'secret-missing' } },
        { name: 'shop', error: null },
      ],
    });
    expect(await run(['status', 'wiki', '--json'], { ...engine, clusters, topology }).exit).toBe(2);
  });

  test('watching ends with 0 at Ctrl-C, one document a line', async () => {
    let frames = 0;
    const watching = run(
      ['status', '--watch', '--json'],
      engineWith(
        {},
        {
          pause: () => {
            frames += 1;
            if (frames === 3) watching.interrupt();
            return immediately();
          },
        },
      ),
    );
    expect(await watching.exit).toBe(0);
    const documents = watching
      .out()
      .trimEnd()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
    expect(documents).toHaveLength(3);
    expect(documents[2]).toMatchObject({ schema: 1, clusters: [{ name: 'shop' }] });
  });

  test('shows no control characters of a server, and colours on terminals only', async () => {
    const engine = engineWith();
    const topology: Engine['topology'] = async (name, signal) => {
      const found = await engine.topology(name, signal);
      return { ...found, label: '\u001B]0;owned\u0007shop\u001B[31m' };
    };
    const plain = run(['status'], { ...engine, topology });
    expect(await plain.exit).toBe(0);
    expect(plain.out()).not.toContain('\u001B');
    const coloured = run(['status'], { ...engine, topology }, { terminalOutput: true });
    expect(await coloured.exit).toBe(0);
    expect(coloured.out()).toContain('\u001B[1m');
    expect(coloured.out()).not.toContain('\u001B]0');
    const off = run(['status'], engine, { terminalOutput: true, environment: { NO_COLOR: '1' } });
    expect(await off.exit).toBe(0);
    expect(off.out()).not.toContain('\u001B');
  });
});

test('a second Ctrl-C ends a command that only looks', () => {
  const hanging = () => new Promise<never>(() => undefined);
  const stuck = run(['status'], engineWith({ topology: hanging }));
  stuck.interrupt();
  stuck.interrupt();
  expect(stuck.exits).toEqual([130]);
});

test('a record without some servers says so and ends with 6', async () => {
  const engine = engineWith();
  const record: Engine['record'] = async (...args) => ({
    ...(await engine.record(...args)),
    unreachable: ['db9:3306'],
  });
  const recorded = run(['record', 'shop'], { ...engine, record });
  expect(await recorded.exit).toBe(6);
  expect(recorded.out()).toContain('db9:3306');
});
