import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEngine, testCluster, type TestEngine } from '../../kit/engine.ts';
import { describeOn } from '../../kit/families.ts';
import { assertTablesEqual } from '../../kit/table-contents.ts';
import type { TestServer } from '../../kit/test-server.ts';
import { startTopology, type Topology } from '../../kit/topology.ts';
import { waitFor } from '../../kit/wait-for.ts';

const variants = [
  { family: 'mariadb', positions: 'gtid' },
  { family: 'mariadb', positions: 'file' },
  { family: 'mysql', positions: 'gtid' },
  { family: 'mysql', positions: 'file' },
  { family: 'mysql56', positions: 'file' },
] as const;

const pollMs = 500; // ms

for (const { family, positions } of variants) {
  await describeOn(family, `the old master returns, replication by ${positions}`, () => {
    let topology: Topology;
    let signalbox: TestEngine;
    beforeAll(async () => {
      topology = await startTopology({ family, positions, replicas: 2 });
      const seeds = topology.servers.map(({ address }) => address);
      signalbox = await startEngine(topology, { seeds, configuration: `poll_interval: ${String(pollMs)}ms` });
    });
    afterAll(async () => {
      await signalbox.stop();
      await topology.stop();
    });

    test('it is closed by the duty within two polls and rejoins when it has nothing of its own', async () => {
      const [first, second, third] = topology.servers as readonly [TestServer, TestServer, TestServer];
      await first.query('CREATE EVENT app.hourly ON SCHEDULE EVERY 1 HOUR DO SET @x = 1');
      await topology.settle();
      const operation = await failOver(first);
      const next = await openServer();
      const watching = watch();
      await first.configure({ 'read-only': '0', ...(family === 'mysql' ? { 'super-read-only': '0' } : {}) });
      await first.start();
      const back = performance.now();
      await waitFor(
        'the duty',
        () => readOnlyOf(first),
        (value) => value === 1,
      );
      expect(performance.now() - back).toBeLessThan(2 * pollMs + 1500);
      expect(signalbox.engine.duties(testCluster)).toMatchObject([{ operation, server: first.address, state: 'on' }]);
      expect(await examined()).toMatch(/has no transactions/);

      const result = await signalbox.rejoin(first.address);
      expect(result.guards.filter(({ verdict }) => verdict === 'block')).toEqual([]);
      expect(result).toMatchObject({ outcome: 'done', leftBehind: [], error: null });
      await topology.settle([first, third === next ? second : third], next);
      await assertTablesEqual(topology.servers);
      expect(await readOnlyOf(first)).toBe(1);
      expect([await eventOn(first), await eventOn(next)]).toEqual([expect.stringContaining('DISABLED'), 'ENABLED']);
      await waitFor(
        'the duty to end',
        () => Promise.resolve(signalbox.engine.duties(testCluster)),
        (open) => open.length === 0,
      );
      await watching.stop();
    });

    test('with transactions of its own it is refused, named, and stays closed', async () => {
      const master = await openServer();
      const again = await signalbox.failover();
      expect(again.guards.find(({ code }) => code === 'repeated-failover')).toMatchObject({ verdict: 'block' });
      for (const item of signalbox.engine.journalItems({ cluster: testCluster, limit: 100, before: null }))
        if (item.kind === 'operation' && item.operation.kind === 'failover')
          signalbox.engine.remark(item.operation.id, 'a test', true);
      await topology.settle(
        topology.servers.filter((server) => server !== master),
        master,
      );
      await failOver(master);
      await master.start();
      await master.query("REPLACE INTO app.marks (name, value) VALUES ('own', 'write')");
      signalbox.engine.keepDuties();
      await waitFor(
        'the duty',
        () => readOnlyOf(master),
        (value) => value === 1,
      );
      expect(await examined()).toMatch(/has 1 transaction \(app\.marks: 1 row\)/);
      const result = await signalbox.rejoin(master.address);
      expect(result.outcome).toBe('refused');
      expect(result.guards.find(({ code }) => code === 'extra-transactions')).toMatchObject({ verdict: 'block' });
      expect(await readOnlyOf(master)).toBe(1);
      const sql: string[] = [];
      for await (const piece of signalbox.engine.extraTransactionsSql(
        testCluster,
        master.address,
        AbortSignal.timeout(60_000),
      ))
        sql.push(piece);
      expect(sql.join('')).toMatch(/INSERT INTO `app`.`marks`.*own.*write/);
    });

    /** What the duty that is on found in the log of the server that is back. */
    async function examined(): Promise<string> {
      const text = await waitFor(
        'its log to be read',
        () =>
          Promise.resolve(
            signalbox.engine.duties(testCluster).flatMap(({ acts }) => acts.filter(({ act }) => act === 'examined')),
          ),
        (acts) => acts.length > 0,
      );
      return text.at(-1)?.text ?? '';
    }

    async function failOver(master: TestServer): Promise<string> {
      await master.kill();
      await waitFor(
        'the evidence',
        () => signalbox.previewFailover({ dutyHours: 24 }),
        ({ evidence }) => evidence?.conclusion.kind === 'dead',
      );
      const result = await signalbox.failover({ dutyHours: 24 });
      expect(result.guards.filter(({ verdict }) => verdict === 'block')).toEqual([]);
      expect(result).toMatchObject({ outcome: 'done', leftBehind: [], error: null });
      return result.operation ?? '';
    }

    async function eventOn(server: TestServer): Promise<string> {
      return String(
        await server.value("SELECT status AS s FROM information_schema.EVENTS WHERE event_name = 'hourly'"),
      );
    }

    async function openServer(): Promise<TestServer> {
      const open = await Promise.all(
        topology.servers.map(async (server) => ((await readOnlyOf(server)) === 0 ? [server] : [])),
      );
      const [found] = open.flat();
      if (found === undefined) throw new Error('no server is open');
      return found;
    }

    /** null while it does not answer. */
    function readOnlyOf(server: TestServer): Promise<string | number | null> {
      return server.value('SELECT @@global.read_only').catch(() => null);
    }

    function watch(): { readonly stop: () => Promise<void> } {
      const end = new AbortController();
      const done = signalbox.engine.watch(testCluster, () => undefined, end.signal);
      return {
        stop: async () => {
          end.abort();
          await done;
        },
      };
    }
  });
}
