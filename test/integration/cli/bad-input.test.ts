import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { documentOf, makeCliHome } from '../../kit/cli-home.ts';
import type { CliHome } from '../../kit/cli-home.ts';
import { describeOn } from '../../kit/families.ts';
import { closedPort, startNotMysql, startSilentServer } from '../../kit/odd-servers.ts';
import type { Listener } from '../../kit/odd-servers.ts';
import { differences, snapshot } from '../../kit/server-snapshot.ts';
import { startTopology, testAccounts } from '../../kit/topology.ts';
import type { Topology } from '../../kit/topology.ts';

let home: CliHome;
beforeEach(async () => {
  home = await makeCliHome();
});
afterEach(() => home.remove());

/** A file with one cluster; the password file holds what the account's password is, unless told otherwise. */
async function configure(
  seed: string,
  { user = testAccounts.operate.user, password = testAccounts.operate.password } = {},
): Promise<string> {
  const ref = await home.keepPassword(password);
  const replicationRef = await home.keepPassword(testAccounts.replication.password, 'replication');
  return home.configure(`clusters:
  shop:
    environment: development
    seeds: ["${seed}"]
    user: ${user}
    password: ${ref}
    replication: { user: ${testAccounts.replication.user}, password: '${replicationRef}' }
`);
}

/** Every command that connects: exit 5, the reason in words, bounded. */
async function expectNoAnswer(config: string, reasonCode: string, reason: RegExp): Promise<void> {
  const commands = [
    ['status', '--json'],
    ['record', 'shop'],
    ['switchover', 'shop', '--to', 'db2:3306', '--yes'],
  ];
  const [status, ...others] = await Promise.all(commands.map((args) => home.run([...args, '--config', config])));
  if (status === undefined) throw new Error('nothing was run');
  const document = documentOf(status);
  expect(status).toMatchObject({ exit: 5, stderr: '' });
  expect(document.error.code).toBe('no-server-answered');
  expect(document.clusters[0]?.servers).toMatchObject([{ role: 'unreachable', reasonCode, position: null }]);
  expect(document.clusters[0]?.servers[0]?.reason).toMatch(reason);
  for (const run of others) {
    expect(run).toMatchObject({ exit: 5, stdout: '' });
    expect(run.stderr).toContain('error no-server-answered: ');
    expect(run.stderr).not.toMatch(/\n\s+at /);
    expect(run.ms).toBeLessThan(20_000);
  }
  const journal = await home.run(['journal', 'list', '--json', '--config', config]);
  expect(documentOf(journal)).toMatchObject({ items: [] });
}

describe('no server answers', () => {
  let odd: Listener | null = null;
  afterEach(async () => {
    await odd?.close();
    odd = null;
  });

  test('nothing listens', async () => {
    const config = await configure(`127.0.0.1:${String(await closedPort())}`);
    await expectNoAnswer(config, 'server-unreachable', /refused/);
  });

  test('the name is not known', async () => {
    const config = await configure('db1.invalid:3306');
    await expectNoAnswer(config, 'server-unreachable', /host name/);
  });

  test('the port is not MySQL', async () => {
    odd = await startNotMysql();
    const config = await configure(odd.address);
    await expectNoAnswer(config, 'server-not-mysql', /not a MySQL or MariaDB server/);
  });

  test('the server accepts and hangs', async () => {
    odd = await startSilentServer();
    const config = await configure(odd.address);
    const [program] = await Promise.all([
      home.spawn(['status', '--config', config]),
      expectNoAnswer(config, 'server-timeout', /did not answer within/),
    ]);
    expect(program.exit).toBe(5);
    expect(program.ms).toBeLessThan(30_000);
  });
});

await describeOn('mariadb', 'a real server', () => {
  let topology: Topology;
  beforeAll(async () => {
    topology = await startTopology({ family: 'mariadb', positions: 'gtid', replicas: 1 });
    for (const sql of [
      `CREATE USER nobody@'%' IDENTIFIED BY '${testAccounts.operate.password}'`,
      `CREATE USER observer@'%' IDENTIFIED BY '${testAccounts.operate.password}'`,
      "GRANT BINLOG MONITOR, SLAVE MONITOR, PROCESS, REPLICATION MASTER ADMIN, EVENT ON *.* TO observer@'%'",
    ]) {
      await topology.source.query(sql);
    }
    await topology.settle();
  });
  afterAll(() => topology.stop());

  const snapshots = () => Promise.all(topology.servers.map((server) => snapshot(server)));

  async function expectUnchanged(before: Awaited<ReturnType<typeof snapshots>>): Promise<void> {
    const after = await snapshots();
    expect(before.flatMap((old, index) => differences(old, after[index] ?? old))).toEqual([]);
  }

  test('a wrong password', async () => {
    const config = await configure(topology.source.address, { password: 'hunter2' });
    const run = await home.run(['status', '--json', '--config', config]);
    expect(run.exit).toBe(5);
    expect(documentOf(run).clusters[0]?.servers).toMatchObject([{ reasonCode: 'server-access-denied' }]);
    expect(run.stdout + run.stderr).not.toContain('hunter2');
  });

  test('a password that is nowhere', async () => {
    const config = await configure(topology.source.address);
    await rm(join(home.folder, 'password'));
    const run = await home.run(['status', '--config', config, '--json']);
    expect(run.exit).toBe(2);
    expect(documentOf(run).error.code).toBe('secret-missing');
  });

  test('an account that may not look says which privileges it needs', async () => {
    const config = await configure(topology.source.address, { user: 'nobody' });
    const run = await home.run(['status', '--json', '--config', config]);
    expect(run.exit).toBe(5);
    expect(documentOf(run).error.message).toMatch(/Access denied.*BINLOG MONITOR and SLAVE MONITOR/);
  });

  test('an account that may only look is refused a switchover', async () => {
    const before = await snapshots();
    const to = topology.replicas[0]?.address ?? '';
    const config = await configure(topology.source.address, { user: 'observer' });
    expect(await home.run(['status', '--config', config])).toMatchObject({ exit: 0 });
    const run = await home.run(['switchover', 'shop', '--to', to, '--yes', '--json', '--config', config]);
    expect(run.exit).toBe(1);
    const blocks = documentOf(run).guards.filter((guard) => guard.verdict === 'block');
    expect(blocks.map((guard) => guard.code)).toContain('privileges-missing');
    await expectUnchanged(before);
  });

  test('a candidate that matches nothing', async () => {
    const before = await snapshots();
    const config = await configure(topology.source.address);
    const run = await home.run(['switchover', 'shop', '--to', 'db99', '--yes', '--json', '--config', config]);
    expect(run).toMatchObject({ exit: 2, stderr: '' });
    const { error } = documentOf(run);
    expect(error.code).toBe('candidate-unknown');
    for (const server of topology.servers) expect(error.message).toContain(server.address);
    await expectUnchanged(before);
  });

  test('nobody to confirm', async () => {
    const before = await snapshots();
    const config = await configure(topology.source.address);
    const to = topology.replicas[0]?.address ?? '';
    const run = await home.run(['switchover', 'shop', '--to', to, '--config', config, '--json']);
    expect(run.exit).toBe(2);
    expect(documentOf(run)).toMatchObject({
      schema: 1,
      outcome: 'refused',
      operation: null,
      error: { code: 'confirmation-needed' },
    });
    await expectUnchanged(before);
  });
});
