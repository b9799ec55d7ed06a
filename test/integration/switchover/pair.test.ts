import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { OperationEvent } from '../../../shared/plans/operation-event.ts';
import type { OperationResult } from '../../../shared/plans/outcome.ts';
import { startEngine, testCluster, type TestEngine } from '../../kit/engine.ts';
import { describeOn } from '../../kit/families.ts';
import { differences, snapshot, type ChannelSnapshot, type ServerSnapshot } from '../../kit/server-snapshot.ts';
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
  await describeOn(family, `a pair by ${positions}`, () => {
    let topology: Topology;
    let signalbox: TestEngine;
    let active: TestServer;
    let passive: TestServer;
    let other: TestServer;
    beforeAll(async () => {
      topology = await startTopology({ family, positions, shape: 'pair', replicas: 2 });
      [active, passive, other] = topology.servers as [TestServer, TestServer, TestServer];
      signalbox = await startEngine(topology, { configuration: 'ask_to_move_application: true' });
    });
    afterAll(async () => {
      await signalbox.stop();
      await topology.stop();
    });
    beforeEach(async () => {
      await active.query('DELETE FROM app.entries');
      await active.query('UPDATE app.counters SET n = 0');
      await topology.settle();
    });

    /** Answers the questions; before writes are stopped an accident may happen. */
    function switchover(to: TestServer, accident = () => Promise.resolve()): Promise<OperationResult> {
      let operation = '';
      const answer = async (step: string): Promise<void> => {
        if (step === 'ask-before') await accident();
        signalbox.engine.answer(operation, step, 'go');
      };
      const onEvent = (event: OperationEvent): void => {
        if (event.kind === 'started') operation = event.operation;
        if (event.kind === 'question') answer(event.step).catch(() => signalbox.engine.cancel(operation));
      };
      return signalbox.switchover(to.address, { onEvent });
    }

    /** Both directions run over the channels that were there before, and go on from where they were. */
    async function switchAndCheck(to: TestServer, from: TestServer): Promise<void> {
      const before = await Promise.all([from, to].map(channelOf));
      const result = await switchover(to);
      expect(result.guards.filter((guard) => guard.verdict === 'block')).toEqual([]);
      expect(result).toMatchObject({ outcome: 'done', leftBehind: [], error: null, waysOut: [] });
      expect(await to.value('SELECT @@global.read_only')).toBe(0);
      expect(await from.value('SELECT @@global.read_only')).toBe(1);
      expect(await other.value('SELECT @@global.read_only')).toBe(1);
      expect((await channelOf(other)).source).toBe(to.address);
      const after = await Promise.all([from, to].map(channelOf));
      for (const [index, now] of after.entries()) expectContinued(before[index] as ChannelSnapshot, now);
      const statements = JSON.stringify(result.steps.flatMap((step) => step.statements));
      expect(statements).not.toContain('RESET');
      const { address } = from;
      expect(
        result.steps.filter(({ server }) => server === address).flatMap(({ statements: run }) => run),
      ).not.toContainEqual(expect.stringMatching(/CHANGE (MASTER|REPLICATION)/));
    }

    /** Looked at again and again while writes go on: nothing is taken for errant or for a second source. */
    async function expectShown(source: TestServer, follower: TestServer): Promise<void> {
      for (let looks = 0; looks < 5; looks += 1) {
        const seen = await signalbox.engine.topology(testCluster, AbortSignal.timeout(30_000));
        const roles = Object.fromEntries(seen.servers.map((server) => [server.id, server.role]));
        expect(roles).toEqual({
          [source.address]: 'source',
          [follower.address]: 'replica',
          [other.address]: 'replica',
        });
        expect(seen.findings).toEqual([]);
      }
    }

    function expectContinued(before: ChannelSnapshot, now: ChannelSnapshot): void {
      const { file, offset, ...fixed } = before;
      expect(now).toMatchObject({ ...fixed, io: 'Yes', sql: 'Yes' });
      expect(
        `${now.file}:${String(now.offset).padStart(12, '0')}` >= `${file}:${String(offset).padStart(12, '0')}`,
      ).toBe(true);
    }

    async function channelOf(server: TestServer): Promise<ChannelSnapshot> {
      const { channels } = await snapshot(server);
      expect(channels).toHaveLength(1);
      return channels[0] as ChannelSnapshot;
    }

    test('changes roles there and back, and keeps its replication both ways', async () => {
      await underWrites(topology, [passive], async (writer) => {
        await switchAndCheck(passive, active);
        await expectShown(passive, active);
        await writer.progress();
        await switchAndCheck(active, passive);
        await expectShown(active, passive);
        return active;
      });
    });

    if (positions === 'gtid' || family === 'mysql56')
      test('is left as it was when the operator stops, and when the passive one cannot drain', async () => {
        const before = await Promise.all(topology.servers.map(snapshot));
        await underWrites(topology, [], async () => {
          const stopped = await switchover(passive, () => Promise.reject(new Error('stop')));
          expect(stopped).toMatchObject({ outcome: 'undone', error: { code: 'cancelled' }, waysOut: [] });

          const lock = await passive.connect({ user: 'root', socketPath: passive.spec.socket });
          const undone = await switchover(passive, async () => {
            await lock.query('LOCK TABLES app.entries READ, app.counters READ');
          });
          lock.destroy();
          expect(undone).toMatchObject({
            outcome: 'undone',
            error: { code: 'step-failed', details: { step: 'drain' } },
          });
          expect(undone.waysOut).toEqual([]);
          expect(undone.steps.find(({ id }) => id === 'stop-inbound')?.state).toBe('undone');
          return active;
        });
        const after = await Promise.all(topology.servers.map(snapshot));
        expect(before.flatMap((was, index) => differences(was, after[index] as ServerSnapshot))).toEqual([]);
      });

    if (positions === 'gtid')
      test('of which both take writes is refused; so is a replica beside it, and the active one itself', async () => {
        await expectRefusal(topology, () => signalbox.switchover(other.address), ['candidate-not-direct-replica s3']);
        await expectRefusal(topology, () => signalbox.switchover(active.address), ['candidate-not-direct-replica s1']);
        await passive.query('SET GLOBAL read_only = OFF');
        const result = await expectRefusal(topology, () => signalbox.switchover(passive.address), ['two-writers s2']);
        expect(result.guards.find(({ verdict }) => verdict === 'block')?.cure).toContain('read_only');
        await passive.query(family === 'mysql' ? 'SET GLOBAL super_read_only = ON' : 'SET GLOBAL read_only = ON');
      });
  });
}
