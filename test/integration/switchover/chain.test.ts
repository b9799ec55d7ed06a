import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEngine, testCluster, type TestEngine } from '../../kit/engine.ts';
import { describeOn } from '../../kit/families.ts';
import { differences, snapshot } from '../../kit/server-snapshot.ts';
import type { TestServer } from '../../kit/test-server.ts';
import { startTopology, type Topology } from '../../kit/topology.ts';
import { underWrites } from '../../kit/under-writes.ts';
import { expectRefusal } from './refused/refusal.ts';

const variants = [
  { family: 'mariadb', positions: 'gtid' },
  { family: 'mariadb', positions: 'file' },
  { family: 'mysql', positions: 'gtid' },
  { family: 'mysql', positions: 'file' },
  { family: 'mysql56', positions: 'file' },
] as const;

for (const { family, positions } of variants) {
  await describeOn(family, `a chain by ${positions}`, () => {
    let topology: Topology;
    let signalbox: TestEngine;
    let first: TestServer;
    let middle: TestServer;
    let below: TestServer;
    let direct: TestServer;
    beforeAll(async () => {
      topology = await startTopology({ family, positions, shape: 'chain', replicas: 3 });
      [first, middle, below, direct] = topology.servers as [TestServer, TestServer, TestServer, TestServer];
      signalbox = await startEngine(topology);
    });
    afterAll(async () => {
      await signalbox.stop();
      await topology.stop();
    });

    /** The replica under a replica has the same channel before and after, running, and further on in the same log. */
    async function switchAndCheck(to: TestServer, followers: readonly TestServer[]): Promise<void> {
      const before = await snapshot(below);
      const result = await signalbox.switchover(to.address);
      expect(result.guards.filter((guard) => guard.verdict === 'block')).toEqual([]);
      expect(result).toMatchObject({ outcome: 'done', leftBehind: [], error: null, waysOut: [] });
      expect(result.steps.filter(({ server }) => server === below.address)).toEqual([]);
      expect(differences(before, await snapshot(below))).toEqual([]);
      expect(await sourceOf(below)).toEqual([middle.address]);
      for (const follower of followers) expect(await sourceOf(follower)).toEqual([to.address]);
      expect(await sourceOf(to)).toEqual([]);
      expect(await Promise.all(topology.servers.map((server) => server.value('SELECT @@global.read_only')))).toEqual(
        topology.servers.map((server) => (server === to ? 0 : 1)),
      );
    }

    async function sourceOf(server: TestServer): Promise<readonly string[]> {
      return (await snapshot(server)).channels.map(({ source }) => source);
    }

    if (positions === 'gtid')
      test('its last server is no candidate', async () => {
        await expectRefusal(topology, () => signalbox.switchover(below.address), ['candidate-not-direct-replica s3']);
      });

    test('keeps a slave under a slave where it is: there, back, and to the one above it', async () => {
      await underWrites(topology, [direct], async (writer) => {
        await switchAndCheck(direct, [first, middle]);
        await writer.progress();
        await switchAndCheck(first, [direct, middle]);
        await writer.progress();
        await switchAndCheck(middle, [direct, first]);
        const seen = await signalbox.engine.topology(testCluster, AbortSignal.timeout(30_000));
        expect(seen.findings).toEqual([]);
        return middle;
      });
    });
  });
}
