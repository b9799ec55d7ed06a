import { afterAll, beforeAll, expect, test } from 'vitest';

import { serverLogs } from '../../../electron/engine/binlog/log-source.ts';
import { applyTail } from '../../../electron/engine/binlog/salvage/apply-tail.ts';
import { provedApplied } from '../../../electron/engine/binlog/salvage/proved-applied.ts';
import { tailAfter } from '../../../electron/engine/binlog/salvage/read-tail.ts';
import { surveyTail } from '../../../electron/engine/binlog/salvage/survey-tail.ts';
import type { TailAfter } from '../../../electron/engine/binlog/salvage/tail-after.ts';
import { createConnector } from '../../../electron/engine/connections/connector.ts';
import type { BinlogPosition } from '../../../shared/domain/position.ts';
import { describeOn } from '../../kit/families.ts';
import { assertTablesEqual } from '../../kit/table-contents.ts';
import type { TestServer } from '../../kit/test-server.ts';
import { startTopology, type Topology } from '../../kit/topology.ts';
import { waitFor } from '../../kit/wait-for.ts';
import { readable } from './reading.ts';
import { allowBinlog, apply, failureOf, has, ownEnd, stopReplica, unlogged } from './salvaging.ts';

for (const [family, positions] of [
  ['mariadb', 'gtid'],
  ['mysql', 'gtid'],
  ['mysql', 'file'],
  ['mysql56', 'gtid'],
  ['mysql56', 'file'],
] as const) {
  await describeOn(family, `a tail that stops half-way, ${positions}`, () => {
    let topology: Topology;
    let master: TestServer;
    let replica: TestServer;
    let after: TailAfter;
    let since: BinlogPosition;
    beforeAll(async () => {
      topology = await startTopology({ family, positions, replicas: 1 });
      [master, replica] = [topology.source, topology.server('s2')];
      await stopReplica(replica, family);
      after = await has(replica, family, positions);
      await allowBinlog(replica, family);
      since = await ownEnd(replica);
      for (const name of ['a', 'b', 'c', 'd']) await master.query(`INSERT INTO app.marks VALUES ('${name}', '')`);
      await master.query('BEGIN');
      await master.query("INSERT INTO app.marks VALUES ('e', ''), ('f', '')");
      await master.query("UPDATE app.marks SET value = 'taken' WHERE name = 'settle'");
      await master.query('COMMIT');
    });
    afterAll(() => topology.stop());

    const tail = () => tailAfter({ source: serverLogs(readable(master)), after });
    const marks = async () => {
      const rows = await replica.query("SELECT name FROM app.marks WHERE name <> 'settle' ORDER BY 1");
      return rows.map((row) => row['name']).join('');
    };

    test('a row that is in the way is named, and the transaction is rolled back', async () => {
      await unlogged(replica, "INSERT INTO app.marks VALUES ('f', '')");
      const failure = await failureOf(apply(replica, { transactions: tail() }));
      expect(failure).toMatchObject({
        code: 'tail-apply-failed',
        details: {
          done: 4,
          number: 1062,
          table: 'app.marks',
          remains: family === 'mysql56' && positions === 'gtid' ? null : false,
        },
        message: expect.stringContaining('It was rolled back.') as string,
      });
      expect(await marks()).toBe('abcdf');
      await unlogged(replica, "DELETE FROM app.marks WHERE name = 'f'");
    });

    test('a connection that breaks leaves the question open, and the logs answer it', async () => {
      const session = await createConnector().openForBytes(readable(replica).target, { connectWithinMs: 10_000 });
      const blocker = await replica.connect({ user: 'root', socketPath: replica.spec.socket });
      await blocker.query('BEGIN');
      await blocker.query("SELECT * FROM app.marks WHERE name = 'settle' FOR UPDATE");
      const applying = failureOf(
        applyTail({
          session,
          transactions: tail(),
          withinMs: 20_000,
          ...(positions === 'file' && { alreadyIn: 4 }),
        }),
      );
      const waiting = () =>
        replica.value(
          `SELECT COUNT(*) FROM information_schema.processlist WHERE id = ${String(session.connectionId)} AND command = 'Query' AND time >= 1`,
        );
      await waitFor('the last transaction to wait for the row', waiting, (count) => count === 1);
      await replica.query(`KILL ${String(session.connectionId)}`);
      expect(await applying).toMatchObject({ code: 'tail-apply-interrupted', details: { done: 4 } });
      await blocker.end();
      await session.close();
      const gone = () =>
        replica.value(`SELECT COUNT(*) FROM information_schema.processlist WHERE id = ${String(session.connectionId)}`);
      await waitFor('its session to be gone', gone, (count) => count === 0);
      const proof = await provedApplied({ target: serverLogs(readable(replica)), since, transactions: tail() });
      expect(proof).toEqual({ kind: 'proved', transactions: 4 });
      const alreadyIn = positions === 'file' ? { alreadyIn: 4 } : {};
      expect(await apply(replica, { transactions: tail(), ...alreadyIn })).toMatchObject({ applied: 1, skipped: 4 });
      await assertTablesEqual([master, replica]);
    });

    test('what a table without transactions keeps is said', async () => {
      const since = await ownEnd(master);
      await master.query('CREATE TABLE app.plain (a INT PRIMARY KEY) ENGINE=MyISAM');
      await master.query('INSERT INTO app.plain VALUES (1), (2)');
      await unlogged(replica, 'CREATE TABLE app.plain (a INT PRIMARY KEY) ENGINE=MyISAM');
      await unlogged(replica, 'INSERT INTO app.plain VALUES (2)');
      const tail = tailAfter({ source: serverLogs(readable(master)), after: { kind: 'position', position: since } });
      const failure = await failureOf(apply(replica, { transactions: tail, alreadyIn: 1 }));
      const remains = family === 'mysql56' && positions === 'gtid' ? null : true;
      expect(failure).toMatchObject({ code: 'tail-apply-failed', details: { table: 'app.plain', remains } });
      expect(await replica.value('SELECT COUNT(*) FROM app.plain')).toBe(2);
      for (const server of [master, replica]) await unlogged(server, 'DROP TABLE app.plain');
    });
  });
}

await describeOn('mariadb', 'tails that can’t be applied as they are', () => {
  let topology: Topology;
  beforeAll(async () => {
    topology = await startTopology({ family: 'mariadb', positions: 'gtid', replicas: 1 });
  });
  afterAll(() => topology.stop());

  test('a row that is too large for one statement goes in two halves; what is logged as one is refused', async () => {
    const [master, replica] = [topology.source, topology.server('s2')];
    await master.query('CREATE TABLE app.huge (id INT PRIMARY KEY, content LONGBLOB)');
    await topology.settle();
    await stopReplica(replica, 'mariadb');
    const after = await has(replica, 'mariadb', 'gtid');
    await master.query("INSERT INTO app.huge VALUES (1, REPEAT('0123456789', 1400000))", 60_000);
    await master.query('CREATE TABLE app.copied AS SELECT * FROM app.marks');
    await master.query("XA START 'x'");
    await master.query("INSERT INTO app.marks VALUES ('xa', '')");
    await master.query("XA END 'x'");
    await master.query("XA PREPARE 'x'");
    const source = serverLogs(readable(master));
    const survey = await surveyTail({ source, after });
    expect(survey.blocked.map(({ reason }) => reason)).toEqual(['create-select', 'xa-not-ended']);
    const failure = await failureOf(apply(replica, { transactions: tailAfter({ source, after }) }));
    expect(failure).toMatchObject({ code: 'tail-not-applicable', details: { done: 1, reason: 'create-select' } });
    expect(await replica.value('SELECT LENGTH(content) FROM app.huge')).toBe(14_000_000);
    await master.query("XA ROLLBACK 'x'");
  }, 90_000);
});

await describeOn('mysql', 'a tail with a row of 20 MB', () => {
  let topology: Topology;
  beforeAll(async () => {
    topology = await startTopology({ family: 'mysql', positions: 'gtid', replicas: 1 });
  });
  afterAll(() => topology.stop());

  test('is applied where it fits in one statement, and refused where it does not', async () => {
    const [master, replica] = [topology.source, topology.server('s2')];
    await master.query('CREATE TABLE app.huge (id INT PRIMARY KEY, content LONGBLOB)');
    await topology.settle();
    await stopReplica(replica, 'mysql');
    await allowBinlog(replica, 'mysql');
    const after = await has(replica, 'mysql', 'gtid');
    await master.query("INSERT INTO app.huge VALUES (1, REPEAT('0123456789', 2000000))", 60_000);
    await master.query("INSERT INTO app.huge VALUES (2, REPEAT('0123456789', 5500000))", 60_000);
    const failure = await failureOf(
      apply(replica, { transactions: tailAfter({ source: serverLogs(readable(master)), after }) }),
    );
    expect(failure).toMatchObject({
      code: 'tail-not-applicable',
      details: { done: 1 },
      message: expect.stringContaining('max_allowed_packet') as string,
    });
    expect(await replica.value('SELECT SUM(LENGTH(content)) FROM app.huge')).toBe('20000000');
    await replica.query('SET GLOBAL max_allowed_packet = 134217728');
    const rest = tailAfter({ source: serverLogs(readable(master)), after });
    expect(await apply(replica, { transactions: rest })).toMatchObject({ applied: 1, skipped: 1 });
    await assertTablesEqual([master, replica]);
  }, 90_000);
});
