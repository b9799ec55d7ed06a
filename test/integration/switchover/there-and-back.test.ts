import { afterAll, beforeAll, expect, test } from 'vitest';
import { assertAcknowledgedWritesExist } from '../../kit/acknowledged-writes.ts';
import { ContinuousWriter } from '../../kit/continuous-writer.ts';
import { startEngine, testCluster, type TestEngine } from '../../kit/engine.ts';
import { describeOn } from '../../kit/families.ts';
import { assertTablesEqual } from '../../kit/table-contents.ts';
import type { TestServer } from '../../kit/test-server.ts';
import { startTopology, type Topology } from '../../kit/topology.ts';
import { acceptedBy, writableOverlaps } from '../../kit/writable-overlap.ts';
import { WriteProber } from '../../kit/write-prober.ts';

const variants = [
  { family: 'mariadb', positions: 'gtid' },
  { family: 'mariadb', positions: 'file' },
  { family: 'mysql', positions: 'gtid' },
  { family: 'mysql', positions: 'file' },
  { family: 'mysql56', positions: 'file' },
] as const;

for (const { family, positions } of variants) {
  await describeOn(family, `switchover there and back by ${positions}`, () => {
    let topology: Topology;
    let signalbox: TestEngine;
    beforeAll(async () => {
      topology = await startTopology({ family, positions, replicas: 2 });
      signalbox = await startEngine(topology);
    });
    afterAll(async () => {
      await signalbox.stop();
      await topology.stop();
    });

    test('keeps every acknowledged write, with one writable server at a time', async () => {
      const [first, second, third] = topology.servers as readonly [TestServer, TestServer, TestServer];
      const writer = new ContinuousWriter(topology.servers);
      const prober = new WriteProber(topology.servers);
      await prober.start();
      await writer.start();

      await switchAndCheck(second, [first, third]);
      await writer.progress();
      await switchAndCheck(first, [second, third]);
      await writer.progress();

      const writes = await writer.stop();
      const probes = await prober.stop();
      await topology.settle([second, third], first);
      expect(writableOverlaps(probes)).toEqual([]);
      expect(acceptedBy(probes, second.address)).toBeGreaterThan(0);
      await assertAcknowledgedWritesExist(writes, topology.servers);
      await assertTablesEqual(topology.servers);
      expect(signalbox.engine.verifyJournal().ok).toBe(true);
    });

    /** Switches over and reads the outcome with a plain client and in the journal. */
    async function switchAndCheck(to: TestServer, others: readonly TestServer[]): Promise<void> {
      const result = await signalbox.switchover(to.address);
      expect(result.guards.filter((guard) => guard.verdict === 'block')).toEqual([]);
      expect(result).toMatchObject({ outcome: 'done', leftBehind: [], error: null, waysOut: [] });
      expect(result.writeBlockedMs).toBeGreaterThan(0);
      expect(await to.value('SELECT @@global.read_only')).toBe(0);
      for (const other of others) {
        expect(await other.value('SELECT @@global.read_only')).toBe(1);
        expect(await sourcePortOf(other)).toBe(String(to.port));
      }
      expect(await sourcePortOf(to)).toBeNull();
      expectJournalled(result.operation ?? '');
      expect(result.records.before).toHaveLength(3);
      expect(result.records.after).toHaveLength(3);
    }

    function expectJournalled(operation: string): void {
      const detail = signalbox.engine.journalOperation(operation);
      expect(detail).toMatchObject({ cluster: testCluster, kind: 'switchover', outcome: 'done' });
      const begun = detail.entries.filter(({ entry }) => entry.kind === 'begun').map(({ entry }) => entry.node);
      const proved = detail.entries.filter(({ entry }) => entry.kind === 'proved').map(({ entry }) => entry.node);
      expect(begun.every((node) => proved.includes(node))).toBe(true);
      expect(begun).toContain('open-candidate');
      expect(JSON.stringify(detail)).not.toContain('replicate-91c2');
    }

    async function sourcePortOf(server: TestServer): Promise<string | null> {
      const [row] = await server.query(family === 'mysql' ? 'SHOW REPLICA STATUS' : 'SHOW SLAVE STATUS');
      const port = row?.[family === 'mysql' ? 'Source_Port' : 'Master_Port'];
      return port === undefined || port === null ? null : String(port);
    }
  });
}
