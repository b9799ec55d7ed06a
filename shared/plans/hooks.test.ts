import { expect, test } from 'vitest';
import type { HookConfiguration } from '../domain/hook.ts';
import { hooksAfter, hooksAt, shapingHooks } from './hooks.ts';
import { planViews } from './step-view.ts';
import { rescueSheet } from './rescue-sheet.ts';
import { exampleHooked, exampleInput } from './switchover/example-input.ts';
import { buildSwitchover } from './switchover/switchover.ts';
import { allStepsOf, stepsOf } from './plan.ts';

const hooks: readonly HookConfiguration[] = [
  { name: 'second', at: 'after', command: ['b', '$X y'], timeoutMs: 5000 },
  { name: 'first', at: 'before', command: ['/opt/a'], timeoutMs: 30_000 },
  { name: 'third', at: 'after', command: ['c'], timeoutMs: 30_000 },
];
const cluster = { name: 'shop', hooks };
const roles = { oldMaster: 'db1:3306', newMaster: 'db2:3306' };

test('hooks of a moment come in the order of the configuration, with all that they are told', () => {
  expect(hooksAt(cluster, 'before', roles)).toMatchObject([
    {
      kind: 'hook',
      id: 'hook-before:first',
      server: null,
      command: ['/opt/a'],
      withinMs: 30_000,
      environment: {
        SIGNALBOX_CLUSTER: 'shop',
        SIGNALBOX_OLD_MASTER: 'db1:3306',
        SIGNALBOX_NEW_MASTER: 'db2:3306',
        SIGNALBOX_HOOK: 'first',
        SIGNALBOX_AT: 'before',
      },
    },
  ]);
  expect(hooksAt(cluster, 'after', roles).map(({ name }) => name)).toEqual(['second', 'third']);
  expect(hooksAt(cluster, 'fence', roles)).toEqual([]);
});

test('a new master that is not known is not told', () => {
  const [hook] = hooksAt(cluster, 'before', { ...roles, newMaster: null });
  expect(Object.keys(hook?.environment ?? {})).not.toContain('SIGNALBOX_NEW_MASTER');
});

test('each hook after the opening fails for itself, into a note with its way out', () => {
  const groups = hooksAfter(cluster, roles);
  expect(groups.map(({ server, onFailure }) => ({ server, onFailure }))).toEqual([
    { server: null, onFailure: 'leave-behind' },
    { server: null, onFailure: 'leave-behind' },
  ]);
  expect(groups[0]?.wayOut).toContain('"b" "$X y" with SIGNALBOX_CLUSTER=shop, SIGNALBOX_OLD_MASTER=db1:3306');
});

test('whatever is changed of a hook changes what shapes a plan', () => {
  const [second, ...rest] = hooks;
  const shapes = [
    hooks,
    hooks.toReversed(),
    rest,
    [{ ...second, timeoutMs: 6000 }, ...rest],
    [{ ...second, command: ['b', '$X', 'y'] }, ...rest],
    [{ ...second, at: 'undone' }, ...rest],
  ].map((changed) => JSON.stringify(shapingHooks({ name: 'shop', hooks: changed as readonly HookConfiguration[] })));
  expect(new Set(shapes).size).toBe(shapes.length);
});

const [variant] = exampleHooked;
if (variant === undefined) throw new Error('there is an example');
const plan = buildSwitchover(exampleInput(variant), 'f');

test('a switchover runs them where its order says, and none that is for a failover', () => {
  const ids = stepsOf(plan.nodes).map(({ id }) => id);
  const order = ['pre-drain', 'ask-before', 'hook-before:drain', 'scheduler-off', 'close-source', 'open-candidate'];
  const after = ['hook-after:move-vip', 'follow:db3:3306'];
  const places = [...order, ...after].map((id) => ids.indexOf(id));
  expect(places[0]).toBeGreaterThan(0);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  const names = allStepsOf(plan).flatMap((step) => (step.kind === 'hook' ? [step.name] : []));
  expect(names).toEqual(['drain', 'move-vip', 'back']);
});

test('is shown as steps, what only an undo comes to last and apart', () => {
  const shown = planViews(plan).flatMap(({ hook, statements, group, withinMs }) =>
    hook === undefined ? [] : [{ command: hook.command, output: hook.output, statements, group, withinMs }],
  );
  expect(shown).toEqual([
    { command: ['/usr/local/bin/lb', 'drain', '--wait'], output: null, statements: [], group: null, withinMs: 30_000 },
    {
      command: ['/usr/local/bin/vip', 'move'],
      output: null,
      statements: [],
      group: 'hook-after:move-vip:left',
      withinMs: 60_000,
    },
    { command: ['/usr/local/bin/lb', 'undrain'], output: null, statements: [], group: 'undone', withinMs: 30_000 },
  ]);
  expect(planViews(plan).at(-1)?.hook?.at).toBe('undone');
});

test('the rescue sheet has them in comments: no mysql client may take one for SQL', () => {
  const sheet = rescueSheet(plan);
  const [forward = '', back = ''] = sheet.split('===== BACK');
  expect(forward).toContain('--   "/usr/local/bin/lb" "drain" "--wait"\n--   with SIGNALBOX_CLUSTER=shop');
  expect(forward.indexOf('"drain"')).toBeLessThan(forward.indexOf('read_only = ON'));
  expect(back).toContain('--   "/usr/local/bin/lb" "undrain"');
  expect(forward).not.toContain('undrain');
  expect(sheet.split('\n').filter((line) => line.includes('/usr/local/bin') && !line.startsWith('--'))).toEqual([]);
});
