import { afterEach, beforeEach, expect, test } from 'vitest';
import { startEngine, type TestEngine } from '../../kit/engine.ts';
import { describeOn } from '../../kit/families.ts';
import type { TestServer } from '../../kit/test-server.ts';
import { startTopology, type Topology } from '../../kit/topology.ts';
import { waitFor } from '../../kit/wait-for.ts';

const variants = [
  { family: 'mysql', positions: 'gtid' },
  { family: 'mysql', positions: 'file' },
  { family: 'mariadb', positions: 'file' },
] as const;

const rows = 256; // of 400 kB: some 100 MB, sent in about a second
const begun = 8_000_000; // bytes

for (const { family, positions } of variants) {
  await describeOn(family, `a master that dies in the middle of sending a transaction, by ${positions}`, () => {
    let topology: Topology;
    let signalbox: TestEngine;

    beforeEach(async () => {
      topology = await startTopology({ family, positions, replicas: 2 });
      signalbox = await startEngine(topology, { seeds: topology.servers.map(({ address }) => address) });
    });
    afterEach(async () => {
      await signalbox.stop();
      await topology.stop();
    });

    test('is failed over at once: nobody waits for the rest of it', async () => {
      const { source, replicas } = topology;
      await source.query('CREATE TABLE app.large (id INT PRIMARY KEY, content LONGTEXT)');
      await topology.settle();
      await dieHalfway();
      for (const replica of replicas) expect(await replica.value('SELECT COUNT(*) FROM app.large')).toBe(0);

      await waitFor(
        'that it is dead',
        () => signalbox.previewFailover(),
        ({ planId }) => planId !== null,
      );
      const from = performance.now();
      const result = await signalbox.failover();
      expect(result).toMatchObject({ outcome: 'done', error: null, leftBehind: [] });
      expect(performance.now() - from).toBeLessThan(30_000);
      const promoted = await openOne();
      for (const replica of replicas) expect(await replica.value('SELECT COUNT(*) FROM app.large')).toBe(0);
      await promoted.query("INSERT INTO app.large VALUES (1, 'x')");
      for (const replica of replicas)
        await waitFor(
          'the write',
          () => replica.value('SELECT COUNT(*) FROM app.large'),
          (count) => count === 1,
        );
    });

    /** Every replica has a part of its last transaction, and none the whole. */
    async function dieHalfway(): Promise<void> {
      const { source, replicas } = topology;
      const places = await Promise.all(replicas.map(received));
      const large = source
        .query(
          `INSERT INTO app.large SELECT a.d * 64 + b.d * 16 + c.d * 4 + e.d, REPEAT('x', 400000)
            FROM ${['a', 'b', 'c', 'e'].map((name) => `(SELECT 0 AS d UNION SELECT 1 UNION SELECT 2 UNION SELECT 3) AS ${name}`).join(', ')}`,
        )
        .catch(() => undefined);
      await waitFor(
        `a part of ${String(rows)} rows`,
        () => Promise.all(replicas.map(received)),
        (now) => now.every((place, index) => place > (places[index] ?? 0) + begun),
      );
      await source.kill();
      await large;
    }

    async function received(replica: TestServer): Promise<number> {
      const [row] = await replica.query(family === 'mysql' ? 'SHOW REPLICA STATUS' : 'SHOW SLAVE STATUS');
      return Number(row?.[family === 'mysql' ? 'Read_Source_Log_Pos' : 'Read_Master_Log_Pos']);
    }

    async function openOne(): Promise<TestServer> {
      const open: TestServer[] = [];
      for (const replica of topology.replicas)
        if ((await replica.value('SELECT @@global.read_only')) === 0) open.push(replica);
      expect(open).toHaveLength(1);
      return open[0] as TestServer;
    }
  });
}
