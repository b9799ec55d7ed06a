import { appendFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCli } from '../../../electron/cli/run.ts';
import { createEngine } from '../../../electron/engine/create-engine.ts';
import { makeCliHome, type CliHome, type CliRun } from '../../kit/cli-home.ts';
import { makeCliWorld, type WatchedWorld } from '../../kit/cli-world.ts';
import { describeOn } from '../../kit/families.ts';
import type { TestServer } from '../../kit/test-server.ts';
import { startTopology, testAccounts, type Topology } from '../../kit/topology.ts';
import { waitFor } from '../../kit/wait-for.ts';

/** A line of `watch --json`. */
interface Happening {
  readonly kind: 'record' | 'found' | 'gone';
  readonly code: string;
  readonly cluster: string;
  readonly server: string | null;
  readonly record: string | null;
}

await describeOn('mariadb', 'a watch without a window', () => {
  let topology: Topology;
  let replica: TestServer;
  let home: CliHome;
  let config: string;
  let watcher: WatchedWorld;
  let ended: Promise<number>;

  beforeAll(async () => {
    topology = await startTopology({ family: 'mariadb', positions: 'file', replicas: 1 });
    [replica] = topology.replicas as [TestServer];
    for (let at = 0; at < 2; at += 1) await topology.source.query('FLUSH BINARY LOGS');
    await topology.settle();
    home = await makeCliHome();
    const { user, password } = testAccounts.operate;
    config = await home.configure('clusters: {}\n');
    const refs = ['--user', user, '--password', await home.keepPassword(password), '--environment', 'development'];
    const added = await run(['cluster', 'add', 'shop', topology.source.address, ...refs]);
    expect(added).toMatchObject({ exit: 0 });
    await appendFile(config, '    poll_interval: 500ms\n    sample_interval: 1s\n');
    watcher = makeCliWorld({ createEngine, folder: home.folder });
    ended = runCli(['watch', 'shop', '--json', '--config', config], watcher.world);
  });
  afterAll(async () => {
    watcher.interrupt();
    await ended;
    await topology.stop();
    await home.remove();
  });

  const run = (args: readonly string[]): Promise<CliRun> => home.run([...args, '--config', config]);

  function happenings(): readonly Happening[] {
    const lines = watcher.out().split('\n');
    return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Happening);
  }

  function told(kind: Happening['kind'], code: string): Promise<Happening | undefined> {
    const find = (): Happening | undefined => happenings().find((line) => line.kind === kind && line.code === code);
    return waitFor(
      `${kind} ${code}`,
      () => Promise.resolve(find()),
      (line) => line !== undefined,
    );
  }

  async function samples(): Promise<readonly { server: string; channels: readonly { sql: string }[] }[]> {
    const shown = await run(['journal', 'samples', 'shop', '--server', replica.address, '--json']);
    expect(shown).toMatchObject({ exit: 0, stderr: '' });
    return (JSON.parse(shown.stdout) as { samples: never[] }).samples;
  }

  test('keeps samples, tells a stopped thread, its record, and that it is gone', async () => {
    await waitFor('samples', samples, (kept) => kept.length >= 2);
    expect(new Set((await samples()).map(({ server }) => server))).toEqual(new Set([replica.address]));
    await replica.query('STOP SLAVE');
    const found = await told('found', 'replication-stopped');
    expect(found).toMatchObject({ cluster: 'shop', server: replica.address, record: null });
    const record = await told('record', 'thread-stopped');
    const shown = await run(['journal', 'show', record?.record ?? '', '--json']);
    expect(JSON.parse(shown.stdout)).toMatchObject({ record: { reason: 'thread-stopped', server: replica.address } });
    await waitFor('a sample of it', samples, (kept) => kept.at(-1)?.channels[0]?.sql === 'no');
    await replica.query('START SLAVE');
    await told('gone', 'replication-stopped');
  });

  test('tells a lost position until somebody acknowledges it', async () => {
    await replica.query('STOP SLAVE SQL_THREAD');
    await topology.source.query("UPDATE app.counters SET n = n + 1 WHERE name = 'writes'");
    await replica.query('STOP SLAVE');
    await replica.query("CHANGE MASTER TO MASTER_HOST='127.0.0.1'");
    expect(await told('found', 'position-reset')).toMatchObject({ server: replica.address });
    const acknowledge = ['acknowledge', 'shop', '--server', replica.address, '--note', 'looked at it', '--json'];
    const done = await run(acknowledge);
    expect(done).toMatchObject({ exit: 0, stderr: '' });
    expect(JSON.parse(done.stdout)).toMatchObject({ record: { reason: 'acknowledged', note: 'looked at it' } });
    await told('gone', 'position-reset');
  });

  test('ends with 0 when it is asked to', async () => {
    watcher.interrupt();
    expect(await ended).toBe(0);
    expect(watcher.err()).toContain('Watching shop.');
  });

  test('is refused where the server is not of the cluster, or nothing is named', async () => {
    const stranger = ['acknowledge', 'shop', '--server', '127.0.0.1:1', '--note', 'x', '--json'];
    expect((await run(stranger)).exit).not.toBe(0);
    expect((await run(['watch', '--json'])).exit).toBe(2);
    expect((await run(['watch', 'nobody', '--json'])).exit).not.toBe(0);
  });
});
