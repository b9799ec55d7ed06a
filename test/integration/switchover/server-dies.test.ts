import { afterEach, beforeEach, expect, test } from 'vitest';
import type { OperationResult } from '../../../shared/plans/outcome.ts';
import type { OperationEvent } from '../../../shared/plans/operation-event.ts';
import { assertAcknowledgedWritesExist } from '../../kit/acknowledged-writes.ts';
import { ContinuousWriter } from '../../kit/continuous-writer.ts';
import { startEngine, type TestEngine } from '../../kit/engine.ts';
import { describeOn } from '../../kit/families.ts';
import { differences, snapshot } from '../../kit/server-snapshot.ts';
import { startTopology, type Topology } from '../../kit/topology.ts';
import { writableOverlaps } from '../../kit/writable-overlap.ts';
import { WriteProber } from '../../kit/write-prober.ts';

const { signal } = new AbortController();

for (const family of ['mariadb', 'mysql'] as const) {
  await describeOn(family, 'a server that dies in the middle of a switchover', () => {
    let topology: Topology;
    let signalbox: TestEngine;
    let writer: ContinuousWriter;
    let prober: WriteProber;

    beforeEach(async () => {
      topology = await startTopology({ family, positions: 'gtid', replicas: 2 });
      signalbox = await startEngine(topology);
      writer = new ContinuousWriter(topology.servers);
      prober = new WriteProber(topology.servers);
      await prober.start();
      await writer.start();
    });
    afterEach(async () => {
      await signalbox.stop();
      await topology.stop();
    });

    /** Switches over to s2 and kills a server as soon as that step runs. */
    async function killAt(step: string, victim: 's1' | 's2' | 's3'): Promise<OperationResult> {
      const killed: Promise<void>[] = [];
      const onEvent = (event: OperationEvent): void => {
        if (event.kind === 'step' && event.step.id === step && event.step.state === 'running' && killed.length === 0) {
          killed.push(topology.server(victim).kill());
        }
      };
      const result = await signalbox.switchover(topology.server('s2').address, { onEvent });
      await Promise.all(killed);
      expect(killed).toHaveLength(1);
      return result;
    }

    test('the candidate, before it is opened: undone, and the writer goes on', async () => {
      const [source, , third] = topology.servers;
      const before = await Promise.all(
        [source, third].flatMap((server) => (server === undefined ? [] : [snapshot(server)])),
      );
      const result = await killAt('drain', 's2');
      expect(result).toMatchObject({ outcome: 'undone', waysOut: [] });
      expect(result.steps.find((entry) => entry.id === 'close-source')?.state).toBe('undone');
      await writer.progress();
      const writes = await writer.stop();
      const probes = await prober.stop();
      const after = await Promise.all(
        [source, third].flatMap((server) => (server === undefined ? [] : [snapshot(server)])),
      );
      expect(
        before.flatMap((entry, index) => (after[index] === undefined ? [] : differences(entry, after[index]))),
      ).toEqual([]);
      expect(writableOverlaps(probes)).toEqual([]);
      await assertAcknowledgedWritesExist(writes, [topology.source]);
    });

    // The bounds of its undo have to pass: once is enough.
    if (family === 'mariadb')
      test('the master, before the candidate is opened: both stay closed, the ways out are named; undone once it is back', async () => {
        const result = await killAt('final-position', 's1');
        expect(result.outcome).toBe('needs-operator');
        expect(result.waysOut.join('\n')).toMatch(/Back: .*Forward: .*rescue sheet/s);
        expect(await topology.server('s2').value('SELECT @@global.read_only')).toBe(1);
        await topology.source.start();
        expect(await topology.source.value('SELECT @@global.read_only')).toBe(1);
        const [left] = signalbox.engine.unfinishedOperations(null);
        expect(left).toMatchObject({ id: result.operation, living: false });
        const way = { operation: result.operation ?? '', way: 'undo', signal, onEvent: () => undefined } as const;
        expect(await signalbox.engine.resumeOperation(way)).toMatchObject({ outcome: 'undone', error: null });
        await writer.progress();
        const writes = await writer.stop();
        expect(writableOverlaps(await prober.stop())).toEqual([]);
        await assertAcknowledgedWritesExist(writes, [topology.source]);
        expect(signalbox.engine.unfinishedOperations(null)).toEqual([]);
      });

    // Its bound of 30 s has to pass: once is enough.
    if (family === 'mariadb')
      test('another replica: left behind, named, and the rest is done', async () => {
        const result = await killAt(`drain:${topology.server('s3').address}`, 's3');
        expect(result).toMatchObject({ outcome: 'done', leftBehind: [{ server: topology.server('s3').address }] });
        expect(result.leftBehind[0]?.wayOut).toContain(topology.server('s2').address);
        await writer.progress();
        const writes = await writer.stop();
        expect(writableOverlaps(await prober.stop())).toEqual([]);
        const [first, second] = topology.servers;
        if (first === undefined || second === undefined) throw new Error('three servers were started');
        await topology.settle([first], second);
        await assertAcknowledgedWritesExist(writes, [first, second]);
      });
  });
}
