import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEngine, type TestEngine } from '../../../kit/engine.ts';
import { describeOn } from '../../../kit/families.ts';
import { snapshot } from '../../../kit/server-snapshot.ts';
import type { TestServer } from '../../../kit/test-server.ts';
import { startTopology, type Topology } from '../../../kit/topology.ts';
import { waitFor } from '../../../kit/wait-for.ts';
import { answerOf, expectRefusal } from './refusal.ts';

const boundMs = 15_000; // ms; a hanging server costs its connection bound, not more

for (const family of ['mariadb', 'mysql'] as const) {
  await describeOn(family, 'a switchover is refused while', () => {
    let topology: Topology;
    let signalbox: TestEngine;
    let source: TestServer;
    let candidate: TestServer;
    let other: TestServer;
    beforeAll(async () => {
      topology = await startTopology({ family, positions: 'gtid', replicas: 2 });
      [source, candidate, other] = topology.servers as [TestServer, TestServer, TestServer];
      signalbox = await startEngine(topology, { seeds: topology.servers.map(({ address }) => address) });
    });
    afterAll(async () => {
      await signalbox.stop();
      await topology.stop();
    });

    test.each(['source', 'candidate', 'other'] as const)('the %s hangs', async (which) => {
      const hanging = { source, candidate, other }[which];
      const untouched = topology.servers.filter((server) => server !== hanging);
      const startedAt = performance.now();
      hanging.pause();
      const result = await expectRefusal(
        topology,
        () => signalbox.switchover(candidate.address),
        [`server-unreachable ${hanging.name}`],
        { untouched },
      ).finally(() => hanging.resume());
      expect(performance.now() - startedAt).toBeLessThan(boundMs);
      const { message, cure } = answerOf(result, 'server-unreachable', hanging);
      expect(message).toContain('does not answer');
      expect(cure).toContain(which === 'other' ? `--leave-behind ${other.address}` : 'Bring it back');
    });

    test('the source is gone', async () => {
      await source.kill();
      await waitFor('the replicas to notice', ioStates, (states) => states.every((state) => state === 'Connecting'));
      const ask = () => signalbox.switchover(candidate.address);
      const result = await expectRefusal(topology, ask, ['server-unreachable s1'], { untouched: topology.replicas });
      expect(answerOf(result, 'server-unreachable', source).cure).toContain('failover');
      await source.start();
      await source.query('SET GLOBAL read_only = OFF');
      await topology.settle();
    });

    test('another replica is gone; it is done when that is left behind by name', async () => {
      await other.kill();
      const ask = () => signalbox.switchover(candidate.address);
      await expectRefusal(topology, ask, ['server-unreachable s3'], { untouched: [source, candidate] });

      const result = await signalbox.switchover(candidate.address, { leaveBehind: [other.address] });
      expect(result).toMatchObject({ outcome: 'done', error: null });
      expect(result.leftBehind).toEqual([
        {
          server: other.address,
          reason: expect.stringContaining('does not answer') as string,
          wayOut: expect.stringContaining(`point it at ${candidate.address}`) as string,
        },
      ]);
      expect(result.steps.filter((step) => step.server === other.address)).toEqual([]);
      await other.start();
      const { channels } = await snapshot(other);
      expect(channels.map((channel) => channel.source)).toEqual([source.address]);
    });

    async function ioStates(): Promise<readonly string[]> {
      const seen = await Promise.all(topology.replicas.map((replica) => snapshot(replica)));
      return seen.flatMap(({ channels }) => channels.map(({ io }) => io));
    }
  });
}
