import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OperationResult } from '../../../shared/plans/outcome.ts';
import { missingWrites, storedWrites } from '../../kit/acknowledged-writes.ts';
import { ContinuousWriter } from '../../kit/continuous-writer.ts';
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

for (const { family, positions } of variants) {
  await describeOn(family, `what the new master lacks is brought there first, by ${positions}`, () => {
    let topology: Topology;
    let signalbox: TestEngine;
    beforeAll(async () => {
      topology = await startTopology({ family, positions, replicas: 3 });
      signalbox = await startEngine(topology, { seeds: topology.servers.map(({ address }) => address) });
    });
    afterAll(async () => {
      await signalbox.stop();
      await topology.stop();
    });

    test('from the dead master’s files: nothing that was acknowledged is lost, and the old master follows again', async () => {
      const [master, next, alike, behind] = topology.servers as readonly [
        TestServer,
        TestServer,
        TestServer,
        TestServer,
      ];
      const writer = new ContinuousWriter(topology.servers);
      await writer.start();
      await behind.query(word('STOP SLAVE IO_THREAD'));
      await writer.progress(20);
      for (const replica of [next, alike]) await replica.query(word('STOP SLAVE IO_THREAD'));
      await writer.progress(40);
      await master.kill();
      for (const replica of topology.replicas) await replica.query(word('START SLAVE IO_THREAD'));

      const binlogs = join(topology.directory, master.name, 'data');
      const preview = await waitFor(
        'the evidence',
        () => signalbox.previewFailover({ binlogs }),
        ({ evidence }) => evidence?.conclusion.kind === 'dead',
      );
      expect(preview.loss).toContain('nothing is lost');
      expect(preview.guards.find(({ code }) => code === 'possible-loss')?.verdict).toBe('pass');
      const result = await signalbox.failover({ binlogs });
      expect(result.guards.filter(({ verdict }) => verdict === 'block' || verdict === 'loss')).toEqual([]);
      expect(result).toMatchObject({ outcome: 'done', error: null, waysOut: [], leftBehind: [] });
      expect(stepIn(result, 'salvage').detail).toMatch(/^\d+ transactions applied/);

      await writer.progress();
      const writes = await writer.stop();
      const chosen = topology.server(preview.candidate ?? '');
      const others = topology.replicas.filter((replica) => replica !== chosen);
      await topology.settle(others, chosen);
      await assertTablesEqual([chosen, ...others]);
      expect(missingWrites(writes, await storedWrites(chosen))).toEqual([]);

      await master.start();
      await waitFor(
        'the old master',
        () => master.value('SELECT 1'),
        (one) => one === 1,
      );
      const rejoined = await signalbox.rejoin(master.address);
      expect(rejoined.guards.filter(({ verdict }) => verdict === 'block')).toEqual([]);
      expect(rejoined).toMatchObject({ outcome: 'done', error: null, waysOut: [] });
      await topology.settle([master], chosen);
      await assertTablesEqual([chosen, master]);
    });

    test('from the slave that received more: a less advanced one can be chosen, and nothing is lost', async () => {
      acknowledgeAll();
      const master = await openServer();
      const [late, ...others] = topology.servers.filter((server) => server !== master) as [TestServer, ...TestServer[]];
      await late.query(word('STOP SLAVE IO_THREAD'));
      const writer = new ContinuousWriter([master]);
      await writer.start();
      await writer.progress(30);
      const writes = await writer.stop();
      await topology.settle(others, master);
      await master.kill();
      await late.query(word('START SLAVE IO_THREAD'));
      await waitFor(
        'the evidence',
        () => signalbox.previewFailover({ to: late.address }),
        ({ evidence }) => evidence?.conclusion.kind === 'dead',
      );
      const result = await signalbox.failover({ to: late.address });
      expect(result.guards.filter(({ verdict }) => verdict === 'block')).toEqual([]);
      expect(result.guards.find(({ code }) => code === 'candidate-not-most-advanced')?.message).toContain(
        'it gets the rest first',
      );
      expect(result).toMatchObject({ outcome: 'done', error: null, waysOut: [], leftBehind: [] });
      await topology.settle(others, late);
      await assertTablesEqual([late, ...others]);
      const held = new Set((await storedWrites(late)).entries.map(({ token }) => token));
      expect(writes.acknowledged.filter(({ token }) => !held.has(token))).toEqual([]);
    });

    function acknowledgeAll(): void {
      for (const item of signalbox.engine.journalItems({ cluster: testCluster, limit: 100, before: null }))
        if (item.kind === 'operation' && item.operation.kind === 'failover')
          signalbox.engine.remark(item.operation.id, 'a test', true);
    }

    async function openServer(): Promise<TestServer> {
      for (const server of topology.servers) if ((await server.value('SELECT @@global.read_only')) === 0) return server;
      throw new Error('no server is open');
    }

    function word(sql: string): string {
      return family === 'mysql' ? sql.replace('SLAVE', 'REPLICA') : sql;
    }

    function stepIn({ steps }: OperationResult, id: string) {
      const found = steps.find((step) => step.id === id);
      if (found === undefined) throw new Error(`there is no step ${id}`);
      return found;
    }
  });
}
