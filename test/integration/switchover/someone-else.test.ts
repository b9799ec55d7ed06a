import { afterEach, beforeEach, expect, test } from 'vitest';
import type { OperationResult } from '../../../shared/plans/outcome.ts';
import type { OperationEvent } from '../../../shared/plans/operation-event.ts';
import { startEngine, type TestEngine } from '../../kit/engine.ts';
import { describeOn } from '../../kit/families.ts';
import type { TestServer } from '../../kit/test-server.ts';
import { startTopology, type Topology } from '../../kit/topology.ts';
import { writableOverlaps } from '../../kit/writable-overlap.ts';
import { WriteProber } from '../../kit/write-prober.ts';

const { signal } = new AbortController();

for (const family of ['mariadb', 'mysql'] as const) {
  await describeOn(family, 'somebody else in the middle of a switchover', () => {
    let topology: Topology;
    let signalbox: TestEngine;
    let prober: WriteProber;

    beforeEach(async () => {
      topology = await startTopology({ family, positions: 'gtid', replicas: 2 });
      signalbox = await startEngine(topology, { configuration: 'ask_to_move_application: true' });
      prober = new WriteProber(topology.servers);
      await prober.start();
    });
    afterEach(async () => {
      await signalbox.stop();
      await topology.stop();
    });

    /** The operation's lock sessions are ended, as an idle time-out or a network on the way would. */
    async function loseLocks(servers: readonly TestServer[]): Promise<void> {
      for (const server of servers) {
        const holder = await server.value("SELECT IS_USED_LOCK('signalbox.operation')");
        if (holder !== null) await server.query(`KILL ${String(holder)}`);
      }
    }

    /** Runs a switchover to s2 with an accident at the question or at a step, whichever event it is. */
    async function switchoverWith(
      isTheMoment: (event: OperationEvent) => boolean,
      accident: () => Promise<void>,
    ): Promise<OperationResult> {
      let operation = '';
      let happened: Promise<void> | null = null;
      const answer = async (step: string): Promise<void> => {
        await (happened ?? Promise.resolve());
        signalbox.engine.answer(operation, step, 'go');
      };
      const onEvent = (event: OperationEvent): void => {
        if (event.kind === 'started') operation = event.operation;
        if (happened === null && isTheMoment(event)) happened = accident();
        if (event.kind === 'question') answer(event.step).catch(() => signalbox.engine.cancel(operation));
      };
      const result = await signalbox.switchover(topology.server('s2').address, { onEvent });
      expect(happened).not.toBeNull();
      return result;
    }

    test('who switched over while a question was open: nothing is touched, one server takes writes', async () => {
      const other = await startEngine(topology);
      const result = await switchoverWith(
        (event) => event.kind === 'question' && event.step === 'ask-before',
        async () => {
          await loseLocks(topology.servers);
          expect((await other.switchover(topology.server('s2').address)).outcome).toBe('done');
        },
      );
      await other.stop();
      expect(result.outcome).toBe('refused');
      expect(await topology.server('s1').value('SELECT @@global.read_only')).toBe(1);
      expect(await topology.server('s2').value('SELECT @@global.read_only')).toBe(0);
      expect(writableOverlaps(await prober.stop())).toEqual([]);
    });

    test('who ends the lock while writes are stopped: undone, and the master takes writes again', async () => {
      const result = await switchoverWith(
        (event) => event.kind === 'step' && event.step.id === 'close-sessions' && event.step.state === 'running',
        () => loseLocks([topology.server('s1')]),
      );
      expect(result).toMatchObject({ outcome: 'undone', waysOut: [] });
      expect(await topology.server('s1').value('SELECT @@global.read_only')).toBe(0);
      expect(await topology.server('s2').value('SELECT @@global.read_only')).toBe(1);
      expect(writableOverlaps(await prober.stop())).toEqual([]);
    });

    test('who takes the lock while writes are stopped: nothing is undone beside them, but afterwards', async () => {
      const source = topology.server('s1');
      let endOther = (): Promise<void> => Promise.reject(new Error('nobody took the lock'));
      const result = await switchoverWith(
        (event) => event.kind === 'step' && event.step.id === 'close-sessions' && event.step.state === 'running',
        async () => {
          await loseLocks([source]);
          const other = await source.connect({ user: 'root', socketPath: source.spec.socket });
          await other.query("DO GET_LOCK('signalbox.operation', 10)");
          endOther = () => other.end();
        },
      );
      const operation = result.operation ?? '';
      expect(result).toMatchObject({ outcome: 'needs-operator' });
      expect(result.waysOut[0]).toContain('Another Signalbox operation holds the lock');
      expect(await source.value('SELECT @@global.read_only')).toBe(1);
      const undo = (): Promise<OperationResult> =>
        signalbox.engine.resumeOperation({ operation, way: 'undo', signal, onEvent: () => undefined });
      await expect(undo()).rejects.toMatchObject({ code: 'operation-in-progress' });
      await endOther();
      expect(await undo()).toMatchObject({ outcome: 'undone' });
      expect(await source.value('SELECT @@global.read_only')).toBe(0);
      expect(writableOverlaps(await prober.stop())).toEqual([]);
    });
  });
}
