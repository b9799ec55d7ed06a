import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { PutBackPreview } from '../../../shared/plans/put-back-view.ts';
import { assertAcknowledgedWritesExist } from '../../kit/acknowledged-writes.ts';
import { PlainReplica } from '../../kit/classic.ts';
import { ContinuousWriter } from '../../kit/continuous-writer.ts';
import { startEngine, type TestEngine } from '../../kit/engine.ts';
import { describeOn } from '../../kit/families.ts';
import { assertTablesEqual } from '../../kit/table-contents.ts';
import type { TestServer } from '../../kit/test-server.ts';
import { startTopology, type Topology } from '../../kit/topology.ts';
import { waitFor } from '../../kit/wait-for.ts';

/** A replica that does not log what it replicates: nothing but its error log tells where it stopped. */
const families = [
  { family: 'mariadb', settings: { 'log-slave-updates': 'OFF' }, bySql: false },
  { family: 'mysql', settings: { 'log-replica-updates': 'OFF', 'log-error-verbosity': '3' }, bySql: true },
] as const;

for (const { family, settings, bySql } of families) {
  await describeOn(family, 'put back by the error log', () => {
    let topology: Topology;
    let signalbox: TestEngine;
    let source: TestServer;
    let replica: TestServer;
    let plain: PlainReplica;
    let writer: ContinuousWriter;
    let record: string;

    beforeEach(async () => {
      topology = await startTopology({ family, positions: 'file', replicas: 1, settings });
      signalbox = await startEngine(topology, { seeds: topology.servers.map(({ address }) => address) });
      [source, replica] = topology.servers as readonly [TestServer, TestServer];
      plain = new PlainReplica(replica, family);
      writer = new ContinuousWriter([source]);
      await writer.start();
      await writer.progress(20);
      record = await signalbox.record(replica.address);
      await writer.progress(20);
    });
    afterEach(async () => {
      await writer.stop();
      await signalbox.stop();
      await topology.stop();
    });

    /** MariaDB shows its error log to nobody: a copy of it is given. */
    async function preview(): Promise<PutBackPreview> {
      if (!bySql) {
        const unnamed = await signalbox.previewPutBack(record);
        expect(unnamed).toMatchObject({ provedBy: null, runnable: false });
        expect(JSON.stringify(unnamed.guards)).toContain('--error-log FILE');
      }
      const errorLog = join(replica.spec.directory, 'server.log');
      return signalbox.previewPutBack(record, {}, bySql ? {} : { errorLog });
    }

    test('told to stop, and lost its place: goes on where it stopped', async () => {
      await plain.stop();
      await writer.progress();
      await plain.changeHostOnly();
      const seen = await preview();
      expect(seen.guards.filter((guard) => guard.verdict === 'block')).toEqual([]);
      expect(seen).toMatchObject({ provedBy: 'error-log', runnable: true });
      expect(await signalbox.carryOut(seen)).toMatchObject({ outcome: 'done', error: null });
      await writer.progress();
      const writes = await writer.stop();
      await topology.settle();
      await assertAcknowledgedWritesExist(writes, topology.servers);
      await assertTablesEqual(topology.servers);
    });

    test('which then ran again: refused, since something was applied or that can’t be told', async () => {
      await plain.stop();
      await plain.changeHostOnly();
      await plain.start();
      // MariaDB replaces the tables that the log makes again; MySQL breaks there, and several workers may have gone on.
      if (family === 'mysql') await plain.broken();
      else
        await waitFor(
          'something to be applied',
          () => plain.status('Exec_Master_Log_Pos'),
          (at) => Number(at) > 2000,
        );
      await plain.stop();
      const seen = await preview();
      expect(seen).toMatchObject({ provedBy: null, position: null, runnable: false });
      expect(
        seen.guards
          .filter((guard) => guard.verdict === 'block')
          .map(({ message }) => message)
          .join(' '),
      ).toMatch(/error log/);
    });
  });
}
