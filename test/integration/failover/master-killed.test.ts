import { afterAll, beforeAll, expect, test } from 'vitest';
import { missingWrites, storedWrites } from '../../kit/acknowledged-writes.ts';
import { ContinuousWriter } from '../../kit/continuous-writer.ts';
import { startEngine, type TestEngine } from '../../kit/engine.ts';
import { describeOn } from '../../kit/families.ts';
import { assertTablesEqual } from '../../kit/table-contents.ts';
import type { TestServer } from '../../kit/test-server.ts';
import { startTopology, type Topology } from '../../kit/topology.ts';
import { waitFor } from '../../kit/wait-for.ts';
import { writableOverlaps } from '../../kit/writable-overlap.ts';
import { WriteProber } from '../../kit/write-prober.ts';

const variants = [
  { family: 'mariadb', positions: 'gtid' },
  { family: 'mariadb', positions: 'file' },
  { family: 'mysql', positions: 'gtid' },
  { family: 'mysql', positions: 'file' },
  { family: 'mysql56', positions: 'file' },
] as const;

for (const { family, positions } of variants) {
  await describeOn(family, `the master is killed, replication by ${positions}`, () => {
    let topology: Topology;
    let signalbox: TestEngine;
    beforeAll(async () => {
      topology = await startTopology({ family, positions, replicas: 3 });
      const seeds = topology.servers.map(({ address }) => address);
      signalbox = await startEngine(topology, { seeds });
    });
    afterAll(async () => {
      await signalbox.stop();
      await topology.stop();
    });

    test('the most advanced slave takes over, one that is behind follows, a broken one is left behind', async () => {
      const [master, ahead, behind, broken] = topology.servers as readonly [
        TestServer,
        TestServer,
        TestServer,
        TestServer,
      ];
      const writer = new ContinuousWriter(topology.servers);
      const prober = new WriteProber(topology.servers);
      await prober.start();
      await writer.start();
      await breakBy1062(broken, master);
      await behind.query(word('STOP SLAVE IO_THREAD'));
      await writer.progress(40);

      await master.kill();
      const preview = await waitFor(
        'the evidence',
        () => signalbox.previewFailover(),
        ({ evidence }) => evidence?.conclusion.kind === 'dead',
      );
      expect(preview.source).toBe(master.address);
      expect(preview.candidate).toBe(ahead.address);
      expect(preview.candidates[0]).toMatchObject({ server: ahead.address, verdict: 'chosen' });
      expect(preview.runnable, 'the loss is not accepted yet').toBe(false);

      const result = await signalbox.failover();
      expect(result.guards.filter(({ verdict }) => verdict === 'block')).toEqual([]);
      expect(result).toMatchObject({ outcome: 'done', error: null, waysOut: [] });
      expect(result.leftBehind.map(({ server }) => server)).toEqual([broken.address]);

      await writer.progress();
      const writes = await writer.stop();
      const probes = await prober.stop();
      expect(writableOverlaps(probes)).toEqual([]);
      await topology.settle([behind], ahead);
      await assertTablesEqual([ahead, behind]);
      const stored = await storedWrites(ahead);
      const held = new Set(stored.entries.map(({ token }) => token));
      const lost = writes.acknowledged.filter(({ token }) => !held.has(token));
      expect(lost.every(({ server }) => server === master.name || server === master.address)).toBe(true);
      expect(missingWrites(writes, stored).filter((problem) => !/is gone|increments/.test(problem))).toEqual([]);
      expect(await ahead.value('SELECT @@global.read_only')).toBe(0);
      expect(await behind.value('SELECT @@global.read_only')).toBe(1);
      expect(await broken.value('SELECT @@global.read_only')).toBe(1);
      expect(signalbox.engine.verifyJournal().ok).toBe(true);
    });

    function word(sql: string): string {
      return family === 'mysql' ? sql.replace('SLAVE', 'REPLICA') : sql;
    }

    /** A row of its own that the master makes too. */
    async function breakBy1062(replica: TestServer, master: TestServer): Promise<void> {
      if (family === 'mysql') await replica.query('SET GLOBAL super_read_only = OFF');
      await replica.query('SET sql_log_bin = 0');
      await replica.query("INSERT INTO app.marks (name, value) VALUES ('twice', 'here')");
      await replica.query('SET sql_log_bin = 1');
      if (family === 'mysql') await replica.query('SET GLOBAL super_read_only = ON');
      await master.query("INSERT INTO app.marks (name, value) VALUES ('twice', 'there')");
      const stopped = async (): Promise<string> => {
        const [row] = await replica.query(word('SHOW SLAVE STATUS'));
        return String(row?.['Last_SQL_Errno']);
      };
      // 3030: the worker that met it, or one that was stopped with it, is the one that is told
      await waitFor('the slave to stop by 1062', stopped, (number) => number === '1062' || number === '3030');
    }
  });
}
