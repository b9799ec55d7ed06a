import { expect, test } from 'vitest';
import { runCli } from '../../../electron/cli/run.ts';
import type { Engine } from '../../../electron/engine/engine.ts';
import type { AttachRequest } from '../../../shared/plans/attach-view.ts';
import { makeCliWorld } from '../../kit/cli-world.ts';
import { createFakeEngine } from '../../kit/fake-engine/fake-engine.ts';

const pause = (): Promise<void> => Promise.resolve();
const usual = createFakeEngine({ clusters: true, failing: false, asking: false, clock: Date.now, pause });
const asked: AttachRequest[] = [];
const engine: Engine = {
  ...usual,
  previewAttach: (request, signal) => {
    asked.push(request);
    return usual.previewAttach(request, signal);
  },
};

async function run(...more: readonly string[]) {
  const [cluster] = await usual.clusters();
  const watched = makeCliWorld({ createEngine: () => engine, folder: '/backup' });
  const servers = ['--server', 'db4', '--to', '127.0.0.1:3310'];
  const exit = await runCli(['attach', cluster?.name ?? '', ...servers, ...more], watched.world);
  return { exit, out: watched.out(), err: watched.err() };
}

const dump = { kind: 'dump', from: '/backup/shop.sql.gz', pair: null, by: null } as const;

test.each([
  [['--coordinates-from', 'shop.sql.gz'], { start: dump }],
  [
    ['--coordinates-from', '/backup/shop.sql.gz', '--pair', 'own', '--by', 'file'],
    { start: { ...dump, pair: 'own', by: 'file' } },
  ],
  [['--import', 'imp_1'], { start: { kind: 'import', id: 'imp_1', pair: null, by: null } }],
  [['--position', 'binlog.000042:15204'], { start: { kind: 'position', file: 'binlog.000042', offset: 15204 } }],
  [['--gtid', '0-1-7', '--drop-own-log'], { start: { kind: 'gtid', gtid: '0-1-7' }, dropOwnLog: true }],
  [['--gtid-auto', '--with-filters'], { start: { kind: 'as-it-stands' }, withFilters: true }],
])('%j is asked for as it is meant', async (args, request) => {
  const { exit, out } = await run(...args, '--dry-run', '--json');
  expect(exit).toBe(0);
  expect(asked.at(-1)).toMatchObject({ server: 'db4', dropOwnLog: false, withFilters: false, ...request });
  expect(JSON.parse(out)).toMatchObject({ outcome: 'done', dryRun: true, server: 'db4', source: '127.0.0.1:3310' });
});

test.each([
  [[], 'Where does it begin?'],
  [['--position', 'binlog.000042'], 'is not a position'],
  [['--position', 'a:1', '--gtid-auto'], 'cannot be used with'],
  [['--gtid-auto', '--pair', 'own'], '--coordinates-from'],
  [['--coordinates-from', 'a', '--pair', 'mine'], 'own, upstream'],
])('%j is refused as bad usage, and nothing is asked', async (args, says) => {
  const before = asked.length;
  const { exit, err } = await run(...args);
  expect(exit).toBe(2);
  expect(err).toContain(says);
  expect(asked).toHaveLength(before);
});
