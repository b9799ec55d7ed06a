import { afterAll, beforeAll, expect, test } from 'vitest';

import { serverLogs } from '../../../electron/engine/binlog/log-source.ts';
import { tailAfter } from '../../../electron/engine/binlog/salvage/read-tail.ts';
import { surveyTail } from '../../../electron/engine/binlog/salvage/survey-tail.ts';
import { describeOn } from '../../kit/families.ts';
import type { TestServer } from '../../kit/test-server.ts';
import { startTopology, type Topology } from '../../kit/topology.ts';
import { readable } from './reading.ts';
import { allowBinlog, apply, gtids, has, stopReplica, unlogged } from './salvaging.ts';

/** GTIDs of more than one kind: a tag, another domain. */
const otherGtids = {
  mysql: ["SET SESSION gtid_next = 'AUTOMATIC:tag'", "SET SESSION gtid_next = 'AUTOMATIC'"],
  mariadb: ['SET SESSION gtid_domain_id = 5', 'SET SESSION gtid_domain_id = 0'],
} as const;

for (const family of ['mariadb', 'mysql'] as const) {
  await describeOn(family, 'extra transactions of a returned master, by GTID', () => {
    let topology: Topology;
    let master: TestServer;
    let replica: TestServer;
    beforeAll(async () => {
      topology = await startTopology({ family, positions: 'gtid', replicas: 1 });
      [master, replica] = [topology.source, topology.server('s2')];
    });
    afterAll(() => topology.stop());

    const mark = (server: TestServer, name: string) => server.query(`INSERT INTO app.marks VALUES ('${name}', '')`);
    const tail = async () => ({ source: serverLogs(readable(master)), after: await has(replica, family, 'gtid') });

    test('those with tags and of other domains too, from the file in which the first one is', async () => {
      const [other, usual] = otherGtids[family];
      await master.query(other);
      await mark(master, 'before');
      await master.query('FLUSH BINARY LOGS');
      await master.query(usual);
      await topology.settle();
      await stopReplica(replica, family);
      await mark(master, 'extra 1');
      await master.query('DO SLEEP(1.1)'); // so that the files have different format descriptions
      await master.query('FLUSH BINARY LOGS');
      await master.query(other);
      await mark(master, 'extra 2');
      await master.query(usual);
      const survey = await surveyTail(await tail());
      expect(survey).toMatchObject({ transactions: 2, from: { file: 'binlog.000002' } });
    });

    test('also after the replica took writes of its own', async () => {
      if (family === 'mysql') await replica.query('SET GLOBAL super_read_only = OFF');
      for (const name of ['own 1', 'own 2', 'own 3', 'own 4', 'own 5']) await mark(replica, name);
      const survey = await surveyTail(await tail());
      expect(survey.tables).toEqual([{ schema: 'app', table: 'marks', inserted: 2, updated: 0, deleted: 0 }]);
    });

    test('and they are applied under them', async () => {
      await allowBinlog(replica, family);
      if (family === 'mysql') await unlogged(replica, "GRANT TRANSACTION_GTID_TAG ON *.* TO 'signalbox'@'%'");
      const { source, after } = await tail();
      expect(await apply(replica, { transactions: tailAfter({ source, after }) })).toMatchObject({ applied: 2 });
      expect(await surveyTail(await tail())).toMatchObject({ transactions: 0 });
      expect(await replica.value("SELECT COUNT(*) FROM app.marks WHERE name LIKE 'extra%'")).toBe(2);
      expect(String(await gtids(replica, family))).toMatch(family === 'mysql' ? /tag:1-2/ : /5-1-2/);
    });
  });
}
