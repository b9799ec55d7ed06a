import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { documentOf, makeCliHome } from '../../kit/cli-home.ts';
import type { CliHome, CliRun } from '../../kit/cli-home.ts';
import { describeOn } from '../../kit/families.ts';
import { differences, snapshot } from '../../kit/server-snapshot.ts';
import { startTopology, testAccounts } from '../../kit/topology.ts';
import type { Topology } from '../../kit/topology.ts';

/** `2026-11-23T15:04:05.000Z` */
const isoTime = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string;

await describeOn('mariadb', 'the main job on the command line', () => {
  let topology: Topology;
  let home: CliHome;
  let config: string;
  beforeAll(async () => {
    topology = await startTopology({ family: 'mariadb', positions: 'gtid', replicas: 2 });
    home = await makeCliHome();
    const password = await home.keepPassword(testAccounts.operate.password);
    const replication = await home.keepPassword(testAccounts.replication.password, 'replication');
    config = join(home.folder, 'signalbox.yaml');
    const add = ['cluster', 'add', 'shop', topology.source.address, '--user', testAccounts.operate.user];
    const refs = ['--password', password, '--replication-password', replication];
    await run([...add, ...refs, '--replication-user', testAccounts.replication.user, '--environment', 'development']);
  });
  afterAll(async () => {
    await topology.stop();
    await home.remove();
  });

  const run = (args: readonly string[]): Promise<CliRun> => home.run([...args, '--config', config]);
  const candidate = () => topology.replicas[0]?.address ?? '';

  test('status shows every server found from one seed', async () => {
    const status = await run(['status', 'shop', '--json']);
    expect(status).toMatchObject({ exit: 0, stderr: '' });
    const [cluster] = documentOf(status).clusters;
    expect(cluster).toMatchObject({ name: 'shop', findings: [] });
    expect(cluster?.servers.map((server) => server.id).sort()).toEqual(
      topology.servers.map(({ address }) => address).sort(),
    );
    const position = { file: expect.any(String) as string, offset: expect.any(Number) as number };
    expect(cluster?.servers.find((server) => server.id === candidate())).toEqual(
      expect.objectContaining({
        address: candidate(),
        family: 'mariadb',
        version: expect.stringMatching(/^10\./) as string,
        role: 'replica',
        reason: null,
        readAt: isoTime,
        writable: false,
        position: { ...position, gtid: expect.any(String) as string },
        channels: [
          expect.objectContaining({
            name: '',
            source: topology.source.address,
            io: 'yes',
            sql: 'yes',
            executed: position,
            received: position,
            gtid: expect.any(String) as string,
            lag: { seconds: expect.any(Number) as number, kind: expect.any(String) as string },
            error: null,
          }),
        ],
      }),
    );
  });

  test('status draws a tree in the chosen words, without colour', async () => {
    const { stdout } = await run(['status', '--words', 'source-replica']);
    expect(stdout).toMatch(new RegExp(`\n${topology.source.address} +source +MariaDB`));
    expect(stdout).toMatch(/\n├─ \S+ +replica .*\n(.*\n)*└─ \S+ +replica /);
    expect(stdout).not.toMatch(/master|slave|\u001B/);
  });

  test('record writes down every server, and the journal shows it', async () => {
    const recorded = documentOf(await run(['record', 'shop', '--note', 'before lunch', '--json'])).records;
    expect(recorded.map((record) => record.server).sort()).toEqual(
      topology.servers.map(({ address }) => address).sort(),
    );
    const id = recorded[0]?.id ?? '';
    const shown = documentOf(await run(['journal', 'show', id, '--json']));
    expect(shown).toMatchObject({ schema: 1, record: { id, note: 'before lunch', at: isoTime, readAt: isoTime } });
    expect((await run(['journal', 'show', id])).stdout).toContain('before lunch');
    expect((await run(['journal', 'list', '--limit', '2'])).stdout).toMatch(/record of .*“before lunch”/);
  });

  test('a rehearsal shows every check and statement and changes nothing', async () => {
    const before = await Promise.all(topology.servers.map((server) => snapshot(server)));
    const plan = join(home.folder, 'plan.json');
    const rehearsed = await run(['switchover', 'shop', '--to', candidate(), '--dry-run', '--plan-out', plan, '--json']);
    expect(rehearsed).toMatchObject({ exit: 0, stderr: '' });
    const document = documentOf(rehearsed);
    expect(document).toMatchObject({ outcome: 'done', operation: null, leftBehind: [], writeBlockedMs: null });
    expect(document.guards.filter((guard) => guard.verdict === 'block')).toEqual([]);
    expect(document.steps.flatMap((step) => step.statements)).toContain('SET GLOBAL read_only = ON');
    expect(JSON.parse(await readFile(plan, 'utf8'))).toMatchObject({ schema: 1, candidate: candidate() });
    expect(JSON.stringify([rehearsed.stdout, await readFile(plan, 'utf8')])).not.toContain(
      testAccounts.replication.password,
    );
    const after = await Promise.all(topology.servers.map((server) => snapshot(server)));
    expect(before.flatMap((old, index) => differences(old, after[index] ?? old))).toEqual([]);
  });

  test('a guard refuses with 1, its code and cure', async () => {
    const refused = await run(['switchover', 'shop', '--to', topology.source.address, '--yes', '--json']);
    expect(refused.exit).toBe(1);
    const document = documentOf(refused);
    expect(document).toMatchObject({ outcome: 'refused', operation: null, steps: [] });
    expect(document.guards).toContainEqual(
      expect.objectContaining({ verdict: 'block', cure: expect.any(String) as string }),
    );
  });

  test('a switchover is done, in a process of its own', async () => {
    const done = await home.spawn(['switchover', 'shop', '--to', candidate(), '--yes', '--json', '--config', config]);
    const document = documentOf(done);
    expect(document).toMatchObject({ schema: 1, outcome: 'done', leftBehind: [], error: null });
    expect(done.exit).toBe(0);
    expect(document.writeBlockedMs).toBeGreaterThan(0);
    expect(document.steps.every((step) => step.state === 'proved')).toBe(true);
    expect(await topology.server(candidate()).value('SELECT @@read_only')).toBe(0);
    expect(await topology.source.value('SELECT @@read_only')).toBe(1);
    const status = documentOf(await run(['status', '--json']));
    expect(status.clusters[0]?.servers.find((server) => server.role === 'source')?.id).toBe(candidate());
    const shown = documentOf(await run(['journal', 'show', document.operation ?? '', '--json']));
    expect(shown).toMatchObject({ operation: { id: document.operation, outcome: 'done', startedAt: isoTime } });
    expect((await run(['journal', 'show', document.operation ?? ''])).stdout).toContain('proved');
  });

  test('the journal is as it was written', async () => {
    expect(documentOf(await run(['journal', 'verify', '--json']))).toMatchObject({ ok: true, problem: null });
    const unknown = await run(['journal', 'show', 'nothing', '--json']);
    expect(unknown.exit).toBe(2);
    expect(documentOf(unknown).error.code).toBe('journal-entry-unknown');
  });
});
