import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Settings } from '../../../../electron/engine/yard/servers/server-settings.ts';
import type { Family } from '../../../../shared/domain/server.ts';
import { startEngine, type TestEngine } from '../../../kit/engine.ts';
import { describeOn } from '../../../kit/families.ts';
import type { TestServer } from '../../../kit/test-server.ts';
import { startTopology, type Topology } from '../../../kit/topology.ts';
import { answerOf, expectRefusal } from './refusal.ts';
import { start, stop } from './threads.ts';

const withoutBinlog: Readonly<Record<Family, Settings>> = {
  mariadb: { 'log-bin': null, 'log-slave-updates': null },
  mysql: { 'log-bin': null, 'skip-log-bin': true, 'log-replica-updates': null },
};

const withoutUpdates: Readonly<Record<Family, Settings>> = {
  mariadb: { 'log-slave-updates': 'OFF' },
  mysql: { 'log-replica-updates': 'OFF' },
};

const filter: Readonly<Record<Family, { readonly on: string; readonly off: string }>> = {
  mariadb: {
    on: "SET GLOBAL replicate_ignore_db = 'scratch'",
    off: "SET GLOBAL replicate_ignore_db = ''",
  },
  mysql: {
    on: 'CHANGE REPLICATION FILTER REPLICATE_IGNORE_DB = (scratch)',
    off: 'CHANGE REPLICATION FILTER REPLICATE_IGNORE_DB = ()',
  },
};

for (const family of ['mariadb', 'mysql'] as const) {
  await describeOn(family, 'a switchover is refused by what binary logs lack:', () => {
    let topology: Topology;
    let signalbox: TestEngine;
    let unlogged: TestServer;
    let forgetful: TestServer;
    let filtered: TestServer;
    beforeAll(async () => {
      topology = await startTopology({
        family,
        positions: 'gtid',
        replicas: 3,
        settingsOf: {
          s1: { 'binlog-ignore-db': 'scratch' },
          s2: withoutBinlog[family],
          s3: withoutUpdates[family],
        },
      });
      [, unlogged, forgetful, filtered] = topology.servers as [TestServer, TestServer, TestServer, TestServer];
      signalbox = await startEngine(topology);
    });
    afterAll(async () => {
      await signalbox.stop();
      await topology.stop();
    });

    /** The source leaves a database out of its log: that is said whoever the candidate is. */
    const refuse = (to: TestServer, ...blocks: readonly string[]) =>
      expectRefusal(topology, () => signalbox.switchover(to.address), ['binlog-filters s1', ...blocks]);

    test('the source ignores a database', async () => {
      const result = await refuse(filtered);
      expect(answerOf(result, 'binlog-filters', topology.source).message).toContain('scratch');
    });

    test('the candidate has its log off', async () => {
      const result = await refuse(unlogged, 'candidate-binlog-off s2');
      expect(answerOf(result, 'candidate-binlog-off', unlogged).cure).toContain('log_bin');
    });

    test('the candidate does not log what it replicates', async () => {
      const result = await refuse(forgetful, 'candidate-log-replica-updates-off s3');
      expect(answerOf(result, 'candidate-log-replica-updates-off', forgetful).cure).toContain('log_slave_updates');
    });

    test('the candidate filters what it replicates', async () => {
      await stop(filtered);
      await filtered.query(filter[family].on);
      await start(filtered);
      const result = await refuse(filtered, 'replication-filters s4');
      expect(answerOf(result, 'replication-filters', filtered).message).toMatch(/Ignore_DB=scratch/i);
      await stop(filtered);
      await filtered.query(filter[family].off);
      await start(filtered);
    });
  });
}
