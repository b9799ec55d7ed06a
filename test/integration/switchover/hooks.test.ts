import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { OperationEntry } from '../../../shared/domain/journal.ts';
import type { OperationResult } from '../../../shared/plans/outcome.ts';
import { documentOf, makeCliHome, type CliHome } from '../../kit/cli-home.ts';
import { startEngine, testCluster, type TestEngine } from '../../kit/engine.ts';
import { describeOn } from '../../kit/families.ts';
import { differences, snapshot, type ServerSnapshot } from '../../kit/server-snapshot.ts';
import type { TestServer } from '../../kit/test-server.ts';
import { startTopology, testAccounts, type Topology } from '../../kit/topology.ts';

/** Writes down how it was called; does what a file named after the hook and the moment says. */
const program = (folder: string): string => `#!/bin/sh
echo "$SIGNALBOX_AT $SIGNALBOX_HOOK $SIGNALBOX_OLD_MASTER $SIGNALBOX_NEW_MASTER $SIGNALBOX_CLUSTER $SIGNALBOX_OPERATION|$*" >> ${folder}/calls
env > ${folder}/environment
echo "$SIGNALBOX_HOOK wrote this"
if [ -f "${folder}/$SIGNALBOX_HOOK" ]; then . "${folder}/$SIGNALBOX_HOOK"; fi
`;

await describeOn('mariadb', 'a switchover with hooks', () => {
  let topology: Topology;
  let signalbox: TestEngine;
  let home: CliHome;
  let folder: string;

  beforeAll(async () => {
    topology = await startTopology({ family: 'mariadb', positions: 'gtid', replicas: 2 });
    folder = await mkdtemp(join(tmpdir(), 'signalbox-hooks-'));
    const path = join(folder, 'program');
    await writeFile(path, program(folder));
    await chmod(path, 0o700);
    const configuration = [
      'hooks:',
      `  drain: { at: before, command: ['${path}', 'drain', 'two words; $HOME'] }`,
      `  tell: { at: before, command: ['${path}'], timeout: 1s }`,
      `  fence: { at: fence, command: ['/nowhere/fence'] }`,
      `  vip: { at: after, command: ['${path}', 'move'] }`,
      `  page: { at: after, command: ['${path}', 'page'] }`,
      `  back: { at: undone, command: ['${path}', 'undrain'] }`,
    ].join('\n');
    signalbox = await startEngine(topology, { configuration });
    home = await makeCliHome();
    process.env['SHOP_PASSWORD'] = 'hunter2';
  });
  afterAll(async () => {
    delete process.env['SHOP_PASSWORD'];
    await signalbox.stop();
    await topology.stop();
    await home.remove();
    await rm(folder, { recursive: true, force: true });
  });
  afterEach(async () => {
    for (const name of ['calls', 'environment', 'drain', 'tell', 'vip', 'page', 'back'])
      await rm(join(folder, name), { force: true });
  });

  const candidate = (): TestServer => topology.replicas[0] ?? topology.source;
  const snapshots = (): Promise<readonly ServerSnapshot[]> => Promise.all(topology.servers.map(snapshot));
  /** From now on that hook does this, in shell. */
  const behave = (hook: string, script: string): Promise<void> => writeFile(join(folder, hook), `${script}\n`);

  async function calls(): Promise<readonly string[]> {
    const text = await readFile(join(folder, 'calls'), 'utf8').catch(() => '');
    return text.split('\n').filter((line) => line !== '');
  }

  async function called(): Promise<readonly string[]> {
    return (await calls()).map((line) => line.split(' ').slice(0, 2).join(' '));
  }

  function entriesOf({ operation }: OperationResult): readonly OperationEntry[] {
    return signalbox.engine.journalOperation(operation ?? '').entries.map(({ entry }) => entry);
  }

  async function expectUndone(result: OperationResult, before: readonly ServerSnapshot[]): Promise<void> {
    await topology.settle();
    const after = await snapshots();
    expect(before.flatMap((server, index) => differences(server, after[index] as ServerSnapshot))).toEqual([]);
    expect(await topology.source.value('SELECT @@global.read_only')).toBe(0);
    expect(await called()).toContain('undone back');
    expect(result.steps.find(({ id }) => id === 'hook-undone:back')).toMatchObject({
      state: 'proved',
      hook: { output: 'back wrote this' },
    });
  }

  test('is rehearsed without running any', async () => {
    const config = join(signalbox.directory, 'signalbox.yaml');
    const args = ['switchover', testCluster, '--to', candidate().address, '--dry-run', '--config', config];
    const text = await home.run(args);
    expect(text).toMatchObject({ exit: 0 });
    expect(text.stdout).toMatch(/Run hook “drain” before the switch {2}this machine {2}within 30/);
    expect(text.stdout).toContain(`"${folder}/program" "drain" "two words; $HOME"`);
    const document = documentOf(await home.run([...args, '--json']));
    expect(document.steps.flatMap((step) => ('hook' in step ? [step.id] : []))).toEqual([
      'hook-before:drain',
      'hook-before:tell',
      'hook-after:vip',
      'hook-after:page',
      'hook-undone:back',
    ]);
    const guards = document.guards.filter(({ code }) => code === 'hook-not-runnable');
    expect(guards).toMatchObject([{ verdict: 'pass' }]);
    expect(await calls()).toEqual([]);
  });

  test('is refused where a program is missing', async () => {
    await chmod(join(folder, 'program'), 0o600);
    const { planId, guards } = await signalbox.preview(candidate().address);
    await chmod(join(folder, 'program'), 0o700);
    expect(planId).toBeNull();
    const objections = guards.filter(({ verdict }) => verdict === 'block');
    expect(objections.map(({ code }) => code)).toEqual(Array(5).fill('hook-not-runnable'));
  });

  test('is undone when one fails before writes are stopped', async () => {
    const before = await snapshots();
    await behave('drain', 'exit 7');
    const result = await signalbox.switchover(candidate().address);
    expect(result).toMatchObject({
      outcome: 'undone',
      error: { code: 'hook-failed', details: { hook: 'drain', end: { kind: 'exited', code: 7 } } },
      waysOut: [],
    });
    expect(await called()).toEqual(['before drain', 'undone back']);
    await expectUndone(result, before);
  });

  test('is undone when one does not end in its time', async () => {
    const before = await snapshots();
    await behave('tell', 'sleep 60');
    const result = await signalbox.switchover(candidate().address);
    expect(result).toMatchObject({
      outcome: 'undone',
      error: { code: 'hook-failed', details: { hook: 'tell', end: { kind: 'timed-out' }, output: 'tell wrote this' } },
    });
    expect(await called()).toEqual(['before drain', 'before tell', 'undone back']);
    await expectUndone(result, before);
  });

  test('is undone when it is stopped after writes were stopped, also where the hook for that fails', async () => {
    const before = await snapshots();
    await behave('back', 'exit 1');
    const stop = new AbortController();
    const result = await signalbox.switchover(candidate().address, {
      signal: stop.signal,
      onEvent: (event) => {
        if (event.kind === 'step' && event.step.id === 'close-source' && event.step.state === 'proved') stop.abort();
      },
    });
    expect(result).toMatchObject({ outcome: 'undone', error: { code: 'cancelled' } });
    expect(result.waysOut).toEqual([expect.stringMatching(/^Hook “back” ended with 1\. .*Run it by hand/)]);
    expect(await called()).toEqual(['before drain', 'before tell', 'undone back']);
    await topology.settle();
    const after = await snapshots();
    expect(before.flatMap((server, index) => differences(server, after[index] as ServerSnapshot))).toEqual([]);
    const order = entriesOf(result).flatMap(({ kind, node }) =>
      kind === 'undone' || (kind === 'begun' && node.startsWith('hook-undone')) ? [node] : [],
    );
    expect(order.slice(-2)).toEqual(['close-source', 'hook-undone:back']);
  });

  test('is done, with a note, when one fails once the new master takes writes', async () => {
    await behave('vip', 'echo no such address >&2; exit 4');
    const old = topology.source.address;
    const to = candidate().address;
    const result = await signalbox.switchover(to);
    expect(result).toMatchObject({ outcome: 'done', error: null, leftBehind: [] });
    expect(result.waysOut).toEqual([
      expect.stringMatching(
        /^Hook “vip”: Hook “vip” ended with 4\. Its last line was “no such address”\. Run it by hand/,
      ),
    ]);
    const rest = `${old} ${to} ${testCluster} ${String(result.operation)}`;
    expect(await calls()).toEqual([
      `before drain ${rest}|drain two words; $HOME`,
      `before tell ${rest}|`,
      `after vip ${rest}|move`,
      `after page ${rest}|page`,
    ]);
    const order = entriesOf(result).flatMap(({ kind, node }) =>
      kind === 'hook-ended' || (kind === 'begun' && ['close-source', 'open-candidate', 'attach-source'].includes(node))
        ? [node]
        : [],
    );
    expect(order).toEqual([
      'hook-before:drain',
      'hook-before:tell',
      'close-source',
      'open-candidate',
      'hook-after:vip',
      'hook-after:page',
      'attach-source',
    ]);
    const environment = await readFile(join(folder, 'environment'), 'utf8');
    expect(environment).not.toMatch(/hunter2/);
    for (const { password } of [testAccounts.operate, testAccounts.replication])
      expect(environment).not.toContain(password);
    expect(await candidate().value('SELECT @@global.read_only')).toBe(0);
    expect(await topology.source.value('SELECT @@global.read_only')).toBe(1);
    expect(signalbox.engine.verifyJournal().ok).toBe(true);
    const shown = result.steps.flatMap(({ id, state, hook }) => (hook === undefined ? [] : [[id, state, hook.output]]));
    expect(shown).toEqual([
      ['hook-before:drain', 'proved', 'drain wrote this'],
      ['hook-before:tell', 'proved', 'tell wrote this'],
      ['hook-after:vip', 'failed', 'vip wrote this\nno such address'],
      ['hook-after:page', 'proved', 'page wrote this'],
      ['hook-undone:back', 'skipped', null],
    ]);
  });

  test('says of a hook in which its program was killed that its end is not known, and runs it again', async () => {
    await behave('tell', 'kill -KILL $PPID');
    const config = ['--config', join(signalbox.directory, 'signalbox.yaml')];
    const to = topology.source.address;
    const killed = await home.spawn(['switchover', testCluster, '--to', to, '--yes', ...config]);
    expect(killed.exit).toBeNull();
    expect(await called()).toEqual(['before drain', 'before tell']);
    await rm(join(folder, 'tell'));

    const { operations } = documentOf(await home.run(['operations', 'list', '--json', ...config]));
    const id = operations[0]?.id ?? '';
    const shown = documentOf(await home.run(['operations', 'show', id, '--json', ...config]));
    const states = shown.steps.flatMap((step) => (step.id.startsWith('hook-') ? [[step.id, step.state]] : []));
    expect(states.slice(0, 3)).toEqual([
      ['hook-before:drain', 'proved'],
      ['hook-before:tell', 'unknown'],
      ['hook-after:vip', 'pending'],
    ]);

    const resumed = await home.run(['operations', 'resume', id, '--yes', ...config]);
    expect(resumed).toMatchObject({ exit: 0 });
    expect(resumed.stderr).toContain(
      'Hook “tell” was begun before, and whether it did what it is there for is not known',
    );
    expect(resumed.stderr).toContain('    | vip wrote this');
    expect(await called()).toEqual(['before drain', 'before tell', 'before tell', 'after vip', 'after page']);
    expect(await topology.source.value('SELECT @@global.read_only')).toBe(0);
    expect(await candidate().value('SELECT @@global.read_only')).toBe(1);
  });
});
