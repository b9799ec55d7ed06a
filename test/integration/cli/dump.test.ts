import { expect, test } from 'vitest';
import { runCli } from '../../../electron/cli/run.ts';
import type { Engine } from '../../../electron/engine/engine.ts';
import type { DumpRequest } from '../../../shared/domain/dump.ts';
import { makeCliWorld, type WorldRequest } from '../../kit/cli-world.ts';
import { createFakeEngine } from '../../kit/fake-engine/fake-engine.ts';

const replica = '127.0.0.1:3311';
const pause = (): Promise<void> => Promise.resolve();

function engineWith(change: (usual: Engine) => Partial<Engine> = () => ({})): Engine {
  const usual = createFakeEngine({ clusters: true, failing: false, asking: false, clock: Date.now, pause });
  return { ...usual, ...change(usual) };
}

async function run(args: readonly string[], engine: Engine, request: Partial<WorldRequest> = {}) {
  const watched = makeCliWorld({ createEngine: () => engine, folder: '/tmp', ...request });
  const exit = await runCli(args, watched.world);
  return { exit, out: watched.out(), err: watched.err(), questions: watched.questions };
}

/** An engine that remembers which dumps were taken. */
function remembering(change: (usual: Engine) => Partial<Engine> = () => ({})) {
  const taken: DumpRequest[] = [];
  const engine = engineWith((usual) => ({
    takeDump: (request, options) => {
      taken.push(request);
      return usual.takeDump(request, options);
    },
    ...change(usual),
  }));
  return { engine, taken };
}

const cluster = async (): Promise<string> => (await engineWith().clusters())[0]?.name ?? '';
const dump = async (...more: readonly string[]): Promise<readonly string[]> => [
  'dump',
  await cluster(),
  '--from',
  replica,
  '--out',
  'a.sql.gz',
  ...more,
];

test('a person is shown what is stopped and asked; no is no', async () => {
  const { engine, taken } = remembering();
  const refused = await run(await dump(), engine, { answers: ['no'] });
  expect(refused).toMatchObject({ exit: 2, questions: [`Dump ${replica}. Begin? [y/N] `] });
  expect(refused.err).toContain('STOP SLAVE SQL_THREAD');
  expect(taken).toEqual([]);
  const done = await run(await dump(), engine, { answers: ['y'] });
  expect(done.exit).toBe(0);
  expect(taken).toMatchObject([{ from: replica, out: '/tmp/a.sql.gz', databases: null, keepStopped: false }]);
});

test('without a terminal it wants --yes; the answer is one document', async () => {
  const { engine, taken } = remembering();
  expect((await run(await dump(), engine)).exit).toBe(2);
  const { exit, out } = await run(await dump('--yes', '--json', '--databases', 'shop, b', '--keep-stopped'), engine);
  expect(exit).toBe(0);
  expect(taken).toMatchObject([{ databases: ['shop', 'b'], keepStopped: true }]);
  expect(JSON.parse(out)).toMatchObject({
    schema: 1,
    dump: { server: replica, out: '/tmp/a.sql.gz', ownPosition: 'snapshot', stoppedMs: 300 },
  });
});

test('a rehearsal asks nothing and takes nothing; a refusal ends with 1', async () => {
  const { engine, taken } = remembering((usual) => ({
    previewDump: async (request, signal) => ({
      ...(await usual.previewDump(request, signal)),
      refusals: ['The IO thread of its {replica} is stopped.'],
    }),
  }));
  const { exit, out } = await run(await dump('--dry-run', '--json'), engine);
  expect(exit).toBe(1);
  expect(JSON.parse(out)).toMatchObject({ preview: { refusals: ['The IO thread of its slave is stopped.'] } });
  expect(taken).toEqual([]);
});

test('status names a dump that was cut off, while its SQL thread is stopped', async () => {
  const left = { server: replica, out: '/tmp/a.sql.gz', statements: ['START SLAVE SQL_THREAD'] };
  const stopped = engineWith((usual) => ({
    cutOffDumps: () => [left],
    topology: async (name, signal) => {
      const topology = await usual.topology(name, signal);
      const servers = topology.servers.map((server) =>
        server.id === replica
          ? { ...server, channels: server.channels.map((channel) => ({ ...channel, sql: 'no' as const })) }
          : server,
      );
      return { ...topology, servers };
    },
  }));
  expect((await run(['status', await cluster()], stopped)).err).toContain('Start it: START SLAVE SQL_THREAD');
  const running = engineWith(() => ({ cutOffDumps: () => [left] }));
  expect((await run(['status', await cluster()], running)).err).not.toContain('START SLAVE');
});
