import { afterAll, beforeAll, expect, test } from 'vitest';
import { assertAcknowledgedWritesExist } from '../../kit/acknowledged-writes.ts';
import { PlainReplica } from '../../kit/classic.ts';
import { ContinuousWriter } from '../../kit/continuous-writer.ts';
import { startEngine, type TestEngine } from '../../kit/engine.ts';
import { describeOn } from '../../kit/families.ts';
import { assertTablesEqual } from '../../kit/table-contents.ts';
import type { TestServer } from '../../kit/test-server.ts';
import { startTopology, type Topology } from '../../kit/topology.ts';

const variants = [
  { family: 'mariadb', positions: 'file' },
  { family: 'mariadb', positions: 'gtid' },
  { family: 'mysql', positions: 'file' },
  { family: 'mysql', positions: 'gtid' },
  { family: 'mysql56', positions: 'file' },
] as const;

for (const { family, positions } of variants) {
  await describeOn(family, `change master to another server by ${positions}`, () => {
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

    test('under its sibling and back under the source, while it is written to', async () => {
      const [source, replica, sibling] = topology.servers as readonly [TestServer, TestServer, TestServer];
      const plain = new PlainReplica(replica, family);
      const writer = new ContinuousWriter([source]);
      await writer.start();
      for (const to of [sibling, source]) {
        const preview = await signalbox.previewChangeMaster(replica.address, to.address);
        expect(preview.guards.filter((guard) => guard.verdict === 'block')).toEqual([]);
        expect(preview).toMatchObject({ sameServer: false, runnable: true });
        const result = await signalbox.carryOut(preview);
        expect(result).toMatchObject({ outcome: 'done', error: null, waysOut: [] });
        expect(await plain.status('Master_Port')).toBe(String(to.port));
        await writer.progress();
      }
      const writes = await writer.stop();
      await topology.settle();
      await assertAcknowledgedWritesExist(writes, topology.servers);
      await assertTablesEqual(topology.servers);
    });

    if (positions === 'file') {
      test('a stopped replica is found in the other’s log by content; a typed position must be that one', async () => {
        const [source, replica, sibling] = topology.servers as readonly [TestServer, TestServer, TestServer];
        const plain = new PlainReplica(replica, family);
        const writer = new ContinuousWriter([source]);
        await writer.start();
        await writer.progress(20);
        await plain.stop();
        await writer.progress();
        await writer.stop();
        await topology.settle([sibling]);
        const match = { continuation: { kind: 'match' } } as const;
        const preview = await signalbox.previewChangeMaster(replica.address, sibling.address, match);
        expect(preview.guards.filter((guard) => guard.verdict === 'block')).toEqual([]);
        const [, file = '', offset = ''] = /at (\S+):(\d+)/.exec(preview.continues) ?? [];
        const typed = (more: number) => ({
          continuation: { kind: 'position', file, offset: Number(offset) + more } as const,
        });
        expect((await signalbox.previewChangeMaster(replica.address, sibling.address, typed(0))).runnable).toBe(true);
        const wrong = await signalbox.previewChangeMaster(replica.address, sibling.address, typed(1));
        expect(wrong.runnable).toBe(false);
        expect(wrong.continues).toContain('no place to start from');
        expect(await signalbox.carryOut(preview)).toMatchObject({ outcome: 'done', error: null });
        expect(await plain.status('Slave_SQL_Running')).toBe('No'); // as it was found
        await plain.start();
        await topology.settle([replica]);
        await assertTablesEqual(topology.servers);
      });
    }
  });
}
