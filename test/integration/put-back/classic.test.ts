import { afterEach, beforeEach, expect, test } from 'vitest';
import { assertAcknowledgedWritesExist } from '../../kit/acknowledged-writes.ts';
import { beginLogWith, breaksAgain, PlainReplica, repeatsSilently } from '../../kit/classic.ts';
import { ContinuousWriter } from '../../kit/continuous-writer.ts';
import { startEngine, type TestEngine } from '../../kit/engine.ts';
import { describeOn } from '../../kit/families.ts';
import { assertTablesEqual } from '../../kit/table-contents.ts';
import type { TestServer } from '../../kit/test-server.ts';
import { startTopology, type Topology } from '../../kit/topology.ts';

const families = ['mariadb', 'mysql', 'mysql56'] as const;

for (const family of families) {
  await describeOn(family, 'put back after the classic, by file and offset', () => {
    let topology: Topology;
    let signalbox: TestEngine;
    let source: TestServer;
    let replica: TestServer;
    let plain: PlainReplica;
    let writer: ContinuousWriter;
    beforeEach(async () => {
      topology = await startTopology({ family, positions: 'file', replicas: 1 });
      signalbox = await startEngine(topology, { seeds: topology.servers.map(({ address }) => address) });
      [source, replica] = topology.servers as readonly [TestServer, TestServer];
      plain = new PlainReplica(replica, family);
      await beginLogWith(source, [breaksAgain]);
      writer = new ContinuousWriter([source]);
      await writer.start();
      await writer.progress(20);
    });
    afterEach(async () => {
      await writer.stop();
      await signalbox.stop();
      await topology.stop();
    });

    test('recorded while it stood still: goes on there, once', async () => {
      await plain.stop();
      const record = await signalbox.record(replica.address);
      await writer.progress();
      await plain.changeHostOnly();
      await plain.start();
      await plain.broken();
      const preview = await signalbox.previewPutBack(record);
      expect(preview.guards.filter((guard) => guard.verdict === 'block')).toEqual([]);
      expect(preview).toMatchObject({ provedBy: 'record-stopped', runnable: true });
      expect(preview.between?.transactions).toBeGreaterThan(0);
      await putBackAndCompare(preview);
    });

    test('recorded while it ran: the end of its own log is found in the master’s', async () => {
      const record = await signalbox.record(replica.address);
      await writer.progress(20);
      await plain.stop();
      await writer.progress();
      await plain.changeHostOnly();
      await plain.start();
      await plain.broken();
      const preview = await signalbox.previewPutBack(record);
      expect(preview.guards.filter((guard) => guard.verdict === 'block')).toEqual([]);
      expect(preview).toMatchObject({ provedBy: 'binlog-tail', runnable: true });
      await putBackAndCompare(preview);
    });

    test('what was applied again is in the data: refused', async () => {
      await writer.stop();
      await source.query("DELETE FROM app.marks WHERE name = 'breaks'");
      await topology.settle();
      await beginLogWith(source, [repeatsSilently, breaksAgain]);
      await topology.settle();
      await plain.stop();
      const record = await signalbox.record(replica.address);
      await plain.changeHostOnly();
      await plain.start();
      await plain.broken();
      const preview = await signalbox.previewPutBack(record);
      expect(preview).toMatchObject({ planId: null, runnable: false, provedBy: null });
      const blocks = preview.guards.filter(({ verdict }) => verdict === 'block').map(({ code }) => code);
      expect(blocks).toEqual([expect.stringMatching(/^applied-after-reset$|^stop-point$/)]);
    });

    test('a channel whose applier runs is not put back', async () => {
      const record = await signalbox.record(replica.address);
      const preview = await signalbox.previewPutBack(record);
      expect(preview).toMatchObject({ planId: null, runnable: false, provedBy: null });
    });
    async function putBackAndCompare(preview: Awaited<ReturnType<TestEngine['previewPutBack']>>): Promise<void> {
      const result = await signalbox.carryOut(preview);
      expect(result).toMatchObject({ outcome: 'done', error: null, waysOut: [] });
      const writes = await writer.stop();
      await topology.settle();
      await assertAcknowledgedWritesExist(writes, topology.servers);
      await assertTablesEqual(topology.servers);
    }
  });
}
