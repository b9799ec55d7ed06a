import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FailoverPreview } from '../../../shared/plans/failover-view.ts';
import type { GuardResult } from '../../../shared/guards/verdict.ts';
import { startEngine, type TestEngine } from '../../kit/engine.ts';
import { describeOn } from '../../kit/families.ts';
import type { TestServer } from '../../kit/test-server.ts';
import { startTopology, type Topology } from '../../kit/topology.ts';
import { waitFor } from '../../kit/wait-for.ts';

const variants = [
  { family: 'mariadb', positions: 'gtid' },
  { family: 'mysql', positions: 'gtid' },
  { family: 'mysql', positions: 'file' },
  { family: 'mysql56', positions: 'file' },
] as const;

for (const { family, positions } of variants) {
  await describeOn(family, `the dead master's binary log files, by ${positions}`, () => {
    let topology: Topology;
    let signalbox: TestEngine;
    beforeAll(async () => {
      topology = await startTopology({ family, positions, replicas: 2 });
      signalbox = await startEngine(topology, { seeds: topology.servers.map(({ address }) => address) });
    });
    afterAll(async () => {
      await signalbox.stop();
      await topology.stop();
    });

    test('say that nothing is lost, or what is, by table and row', async () => {
      const { source } = topology;
      await topology.settle();
      await source.kill();
      await waitFor('nothing lost', preview, (seen) => lossIn(seen).verdict === 'pass');
      await source.start();
      for (const sql of openStatements) await source.query(sql);
      await topology.settle();
      for (const replica of topology.replicas)
        await replica.query(family === 'mysql' ? 'STOP REPLICA IO_THREAD' : 'STOP SLAVE IO_THREAD');
      await source.query("INSERT INTO app.marks VALUES ('a', 'x'), ('b', 'x')");
      await source.query("UPDATE app.marks SET value = 'y' WHERE name = 'a'");
      await source.query("DELETE FROM app.marks WHERE name = 'b'");
      await source.kill();
      const exact = await waitFor('the tail', preview, (seen) => lossIn(seen).message.includes('files 3 transactions'));
      expect(exact.guards.find(({ code }) => code === 'candidate-own-transactions')?.verdict).toBe('pass');
      expect(lossIn(exact).verdict).toBe('pass');
      expect(lossIn(exact).message).toContain('app.marks 2 inserted, 1 updated, 1 deleted');
      expect(lossIn(exact).message).toContain('They are applied on the new {source} before it is opened');
      if (family === 'mysql56') return; // logs an XA transaction when it ends
      await source.start();
      for (const sql of [...openStatements, ...preparedXa]) await source.query(sql);
      await source.kill();
      const lost = await waitFor('the loss', preview, (seen) => lossIn(seen).verdict === 'loss');
      expect(lossIn(lost).message).toContain(
        '4 transactions were not received and are lost, since they can’t be applied',
      );
      expect(lost.steps.map(({ id }) => id)).not.toContain('salvage');
    });

    test('of another server say nothing: they are refused', async () => {
      const [other] = topology.replicas;
      const folder = join(topology.directory, other?.name ?? '', 'data');
      await expect(signalbox.previewFailover({ binlogs: folder })).rejects.toMatchObject({
        code: 'binlog-folder-unusable',
      });
    });

    test('that are no such files are refused with a code', async () => {
      await expect(signalbox.previewFailover({ binlogs: '/nonexistent' })).rejects.toMatchObject({
        code: 'binlog-folder-unusable',
      });
    });

    test('a slave that is left behind and could be written to is closed before another one is opened', async () => {
      const [next, left] = topology.replicas as readonly [TestServer, TestServer];
      for (const sql of openStatements) await left.query(sql);
      const result = await signalbox.failover({ to: next.address, leaveBehind: [left.address] });
      expect(result).toMatchObject({ outcome: 'done', error: null, waysOut: [] });
      expect(result.leftBehind.map(({ server }) => server)).toEqual([left.address]);
      expect(await left.value('SELECT @@global.read_only')).toBe(1);
      expect(await next.value('SELECT @@global.read_only')).toBe(0);
    });

    const preparedXa = ["XA START 'x'", "INSERT INTO app.marks VALUES ('xa', 'x')", "XA END 'x'", "XA PREPARE 'x'"];
    const openStatements =
      family === 'mysql'
        ? ['SET GLOBAL super_read_only = OFF', 'SET GLOBAL read_only = OFF']
        : ['SET GLOBAL read_only = OFF'];

    function preview(): Promise<FailoverPreview> {
      return signalbox.previewFailover({ binlogs: join(topology.directory, topology.source.name, 'data') });
    }

    function lossIn({ guards }: FailoverPreview): GuardResult {
      const found = guards.find(({ code }) => code === 'possible-loss');
      if (found === undefined) throw new Error('the loss was not asked for');
      return found;
    }
  });
}
