import { afterAll, beforeAll, expect, test } from 'vitest';
import { ContinuousWriter } from '../../../kit/continuous-writer.ts';
import { assertAcknowledgedWritesExist } from '../../../kit/acknowledged-writes.ts';
import { startEngine, type TestEngine } from '../../../kit/engine.ts';
import { describeOn } from '../../../kit/families.ts';
import { assertTablesEqual } from '../../../kit/table-contents.ts';
import type { TestServer } from '../../../kit/test-server.ts';
import { startTopology, type Topology } from '../../../kit/topology.ts';
import { writableOverlaps } from '../../../kit/writable-overlap.ts';
import { WriteProber } from '../../../kit/write-prober.ts';
import type { OperationEvent } from '../../../../shared/plans/operation-event.ts';
import { expectUntouched } from './refusal.ts';

for (const family of ['mariadb', 'mysql'] as const) {
  await describeOn(family, 'two operations at once:', () => {
    let topology: Topology;
    let signalbox: TestEngine;
    let candidate: TestServer;
    let other: TestServer;
    beforeAll(async () => {
      topology = await startTopology({ family, positions: 'gtid', replicas: 2 });
      [, candidate, other] = topology.servers as [TestServer, TestServer, TestServer];
      signalbox = await startEngine(topology);
    });
    afterAll(async () => {
      await signalbox.stop();
      await topology.stop();
    });

    test.each([0, 2])('refused: another program holds the lock on server %i', async (index) => {
      const server = topology.servers[index] as TestServer;
      const holder = await server.connect({ user: 'root', socketPath: server.spec.socket });
      await holder.query("SELECT GET_LOCK('signalbox.operation', 0)");
      const result = await expectUntouched(topology.servers, () => signalbox.switchover(candidate.address));
      expect(result).toMatchObject({
        outcome: 'refused',
        error: { code: 'operation-in-progress', server: server.address },
      });
      expect(result.writeBlockedMs).toBeNull();
      expect(signalbox.engine.journalOperation(result.operation ?? '').outcome).toBe('refused');
      await holder.end();
    });

    test('refused: a server changed after it was judged and before the lock was held', async () => {
      const [source] = topology.servers as [TestServer];
      let change: Promise<void> | null = null;
      const onEvent = (event: OperationEvent): void => {
        if (event.kind !== 'step' || event.step.id !== 'record-before' || event.step.state !== 'proved') return;
        source.pause();
        change ??= other.query('SET GLOBAL read_only = OFF').then(() => source.resume());
      };
      const ask = () => signalbox.switchover(candidate.address, { onEvent });
      const result = await expectUntouched([source, candidate], ask);
      await other.query(`SET GLOBAL ${family === 'mysql' ? 'super_read_only' : 'read_only'} = ON`);
      expect(result).toMatchObject({ outcome: 'refused', error: { details: { step: 'as-planned' } } });
      expect(result.error?.message).toContain(`${other.address} is writable now`);
    });

    test('of two programs that switch to different servers one wins, the other changes nothing', async () => {
      const rival = await startEngine(topology);
      const writer = new ContinuousWriter(topology.servers);
      const prober = new WriteProber(topology.servers);
      await prober.start();
      await writer.start();
      const results = await Promise.all([signalbox.switchover(candidate.address), rival.switchover(other.address)]);
      await writer.progress();
      const writes = await writer.stop();
      const probes = await prober.stop();

      expect(results.map(({ outcome }) => outcome).sort()).toEqual(['done', 'refused']);
      const loser = results.find(({ outcome }) => outcome === 'refused');
      expect(loser?.steps.filter(({ kind, state }) => kind === 'change' && state !== 'skipped')).toEqual([]);
      const winner = results[0].outcome === 'done' ? candidate : other;
      const open = await Promise.all(topology.servers.map((server) => server.value('SELECT @@global.read_only')));
      expect(open).toEqual(topology.servers.map((server) => (server === winner ? 0 : 1)));
      await topology.settle(
        topology.servers.filter((server) => server !== winner),
        winner,
      );
      expect(writableOverlaps(probes)).toEqual([]);
      await assertAcknowledgedWritesExist(writes, topology.servers);
      await assertTablesEqual(topology.servers);
      await rival.stop();
    });
  });
}
