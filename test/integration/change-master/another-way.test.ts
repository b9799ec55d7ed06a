import { afterAll, beforeAll, expect, test } from 'vitest';
import { assertAcknowledgedWritesExist } from '../../kit/acknowledged-writes.ts';
import { ContinuousWriter } from '../../kit/continuous-writer.ts';
import { startEngine, type TestEngine } from '../../kit/engine.ts';
import { describeOn } from '../../kit/families.ts';
import { assertTablesEqual } from '../../kit/table-contents.ts';
import type { TestServer } from '../../kit/test-server.ts';
import { startTopology, type Topology } from '../../kit/topology.ts';

const variants = [
  { family: 'mariadb', positions: 'gtid' },
  { family: 'mariadb', positions: 'file' },
  { family: 'mysql', positions: 'gtid' },
  { family: 'mysql', positions: 'file' },
] as const;

for (const { family, positions } of variants) {
  await describeOn(family, `change master by another way by ${positions}`, () => {
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

    test('to the same server under another name, while it is written to, and back', async () => {
      const [source, replica] = topology.servers as readonly [TestServer, TestServer, TestServer];
      const writer = new ContinuousWriter([source]);
      await writer.start();
      for (const host of ['localhost', '127.0.0.1']) {
        const preview = await signalbox.previewChangeMaster(replica.address, `${host}:${String(source.port)}`);
        expect(preview.guards.filter((guard) => guard.verdict === 'block')).toEqual([]);
        expect(preview).toMatchObject({ sameServer: true, to: `${host}:${String(source.port)}`, runnable: true });
        const result = await signalbox.carryOut(preview);
        expect(result).toMatchObject({ outcome: 'done', error: null, waysOut: [] });
        expect(await hostOf(replica)).toBe(host);
        await writer.progress();
      }
      const writes = await writer.stop();
      await topology.settle();
      await assertAcknowledgedWritesExist(writes, topology.servers);
      await assertTablesEqual(topology.servers);
    });

    test('an address that leads to nobody is refused', async () => {
      const preview = await signalbox.previewChangeMaster(topology.server('s2').address, '127.0.0.1:1');
      expect(preview.runnable).toBe(false);
      expect(preview.guards).toContainEqual(expect.objectContaining({ code: 'target-unreachable', verdict: 'block' }));
    });

    test('a replica can’t follow itself, nor the source its replica', async () => {
      const [source, replica] = topology.servers as readonly [TestServer, TestServer, TestServer];
      const itself = await signalbox.previewChangeMaster(replica.address, replica.address);
      expect(itself.guards).toContainEqual(expect.objectContaining({ code: 'repoint-loop', verdict: 'block' }));
      await expect(signalbox.previewChangeMaster(source.address, replica.address)).rejects.toMatchObject({
        code: 'bad-usage',
      });
    });

    async function hostOf(server: TestServer): Promise<string> {
      const [row] = await server.query(family === 'mysql' ? 'SHOW REPLICA STATUS' : 'SHOW SLAVE STATUS');
      return String(row?.[family === 'mysql' ? 'Source_Host' : 'Master_Host']);
    }
  });
}
