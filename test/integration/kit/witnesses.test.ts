import { afterAll, beforeAll, expect, test } from 'vitest';
import { flavours } from '../../../shared/domain/flavour.ts';
import { assertAcknowledgedWritesExist } from '../../kit/acknowledged-writes.ts';
import { ContinuousWriter } from '../../kit/continuous-writer.ts';
import { describeOn } from '../../kit/families.ts';
import { assertTablesEqual } from '../../kit/table-contents.ts';
import { startTopology } from '../../kit/topology.ts';
import type { Topology } from '../../kit/topology.ts';
import { acceptedBy, writableOverlaps } from '../../kit/writable-overlap.ts';
import { WriteProber } from '../../kit/write-prober.ts';

for (const family of flavours) {
  await describeOn(family, 'the witnesses of a test', () => {
    let topology: Topology;
    beforeAll(async () => {
      topology = await startTopology({ family, positions: 'gtid' });
    });
    afterAll(async () => {
      await topology.stop();
    });

    test('see every acknowledged write everywhere and one writable server', async () => {
      const writer = new ContinuousWriter(topology.servers);
      const prober = new WriteProber(topology.servers);
      await prober.start();
      await writer.start();
      await writer.progress(20);
      const writes = await writer.stop();
      const probes = await prober.stop();
      await topology.settle();
      await assertAcknowledgedWritesExist(writes, topology.servers);
      await assertTablesEqual(topology.servers);
      expect(writableOverlaps(probes)).toEqual([]);
      expect(topology.servers.map((server) => acceptedBy(probes, server.address) > 0)).toEqual([true, false, false]);

      await topology.source.query("DELETE FROM app.entries WHERE token = 'w-7'");
      await topology.settle();
      await expect(assertAcknowledgedWritesExist(writes, topology.servers)).rejects.toThrow(/w-7.*is gone/);
    });

    test('see a second writable server, and tables that differ', async () => {
      const [, replica] = topology.servers;
      if (replica === undefined) throw new Error('There is no replica.');
      const prober = new WriteProber(topology.servers);
      await replica.query('SET GLOBAL read_only = OFF');
      await prober.start();
      await replica.query("UPDATE app.counters SET n = -1 WHERE name = 'writes'");
      await expect(assertTablesEqual(topology.servers)).rejects.toThrow(/app\.counters/);
      await expect.poll(() => writableOverlaps(prober.log).length, { timeout: 10_000 }).toBeGreaterThan(0);
      await prober.stop();
    });
  });
}
