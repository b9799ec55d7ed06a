import { afterAll, beforeAll, expect, test } from 'vitest';

import { likeness } from '../../../electron/engine/binlog/fingerprint.ts';
import { matchTail } from '../../../electron/engine/binlog/match-tail.ts';
import { readServerEvents } from '../../../electron/engine/binlog/read-server.ts';
import type { TailMatch } from '../../../electron/engine/binlog/tail-match.ts';
import type { Transaction } from '../../../electron/engine/binlog/transaction.ts';
import { transactionsOf } from '../../../electron/engine/binlog/transactions.ts';
import type { BinlogPosition } from '../../../shared/domain/position.ts';
import type { Flavour } from '../../../shared/domain/flavour.ts';
import { ContinuousWriter } from '../../kit/continuous-writer.ts';
import { describeOn } from '../../kit/families.ts';
import type { TestServer } from '../../kit/test-server.ts';
import { startTopology, type Topology } from '../../kit/topology.ts';
import { waitFor } from '../../kit/wait-for.ts';
import { readable } from './reading.ts';

const families: readonly Flavour[] = ['mariadb', 'mysql', 'mysql56'];

async function transactionsIn(server: TestServer): Promise<Transaction[]> {
  const events = readServerEvents(readable(server), { from: { file: 'binlog.000001', offset: 4 }, until: null });
  const all: Transaction[] = [];
  for await (const batch of transactionsOf(events)) all.push(...batch);
  return all;
}

for (const family of families) {
  await describeOn(family, 'where a replica’s own log ends in its source’s', () => {
    let topology: Topology;
    let source: TestServer;
    let replica: TestServer;
    const word = family === 'mysql' ? 'REPLICA' : 'SLAVE';

    beforeAll(async () => {
      topology = await startTopology({ family, positions: 'file', replicas: 1 });
      source = topology.source;
      replica = topology.server('s2');
      await source.query('CREATE TABLE app.alike (a INT)');
      await source.query('CREATE TABLE app.heart (name VARCHAR(8) PRIMARY KEY, beat TIMESTAMP(6) NOT NULL)');
    });
    afterAll(() => topology.stop());

    /** What the replica has executed of its source, as it says itself. */
    async function executed(): Promise<BinlogPosition> {
      const [row = {}] = await replica.query(`SHOW ${word} STATUS`);
      return family === 'mysql'
        ? { file: String(row['Relay_Source_Log_File']), offset: Number(row['Exec_Source_Log_Pos']) }
        : { file: String(row['Relay_Master_Log_File']), offset: Number(row['Exec_Master_Log_Pos']) };
    }

    function match(): Promise<TailMatch> {
      return matchTail({ replica: readable(replica), replicaServerId: 2, source: readable(source) });
    }

    /** Statements in one session of the source whose clock stands still. */
    async function atOnce(timestamp: number, statements: readonly string[]): Promise<void> {
      await source.query(`SET timestamp = ${String(timestamp)}`);
      for (const sql of statements) await source.query(sql);
      await source.query('SET timestamp = DEFAULT');
    }

    async function repoint(to: BinlogPosition): Promise<void> {
      const coordinates =
        family === 'mysql'
          ? `CHANGE REPLICATION SOURCE TO SOURCE_LOG_FILE = '${to.file}', SOURCE_LOG_POS = ${String(to.offset)}`
          : `CHANGE MASTER TO MASTER_LOG_FILE = '${to.file}', MASTER_LOG_POS = ${String(to.offset)}${family === 'mariadb' ? ', MASTER_USE_GTID = no' : ''}`;
      await replica.query(`STOP ${word}`);
      await replica.query(coordinates);
    }

    /** Between two logs a place has two names: something of the new one has to be applied. */
    async function switchLog(): Promise<void> {
      const { file: before } = await executed();
      await source.query('FLUSH BINARY LOGS');
      await waitFor('the new log', executed, ({ file, offset }) => file !== before && offset > 1000);
    }

    test('under continuous writes it is what the replica has executed, again and again', async () => {
      const writer = new ContinuousWriter(topology.servers);
      await writer.start();
      for (let round = 0; round < 5; round += 1) {
        await writer.progress();
        if (round === 2) await switchLog();
        if (round === 3) await replica.query('FLUSH BINARY LOGS');
        await replica.query(`STOP ${word} SQL_THREAD`);
        const found = await match();
        expect(found).toMatchObject({ kind: 'matched', position: await executed() });
        await replica.query(`START ${word} SQL_THREAD`);
      }
      await writer.stop();
      await topology.settle();
      expect(await match()).toMatchObject({ kind: 'matched', above: { transactions: 0 } });
    }, 120_000);

    test('each of its transactions is the same in both logs, whatever it does', async () => {
      await source.query('CREATE TABLE app.plain (a INT) ENGINE=MyISAM');
      await source.query('INSERT INTO app.plain VALUES (1), (2)');
      await source.query("XA START 'x'");
      await source.query("REPLACE INTO app.marks VALUES ('x', 'y')");
      await source.query("XA END 'x'");
      await source.query("XA PREPARE 'x'");
      await source.query("XA COMMIT 'x'");
      // MySQL 5.6 logs this as one transaction, and its replicas as two.
      if (family === 'mysql56') await source.query('CREATE TABLE app.copied LIKE app.marks');
      else await source.query('CREATE TABLE app.copied AS SELECT * FROM app.marks');
      await source.query('BEGIN');
      await source.query("INSERT INTO app.heart VALUES ('a', NOW(6))");
      await source.query('DO SLEEP(1.1)');
      await source.query("UPDATE app.heart SET beat = NOW(6) WHERE name = 'a'");
      await source.query('COMMIT');
      await source.query('ALTER TABLE app.copied ADD COLUMN more INT');
      await topology.settle();
      const [here, there] = [await transactionsIn(source), await transactionsIn(replica)];
      expect(there.length).toBe(here.length);
      const unlike = here.filter((transaction, index) => {
        const other = there[index];
        return other === undefined || likeness(transaction.fingerprint, other.fingerprint) !== 'same';
      });
      expect(unlike).toEqual([]);
      expect(new Set(here.map(({ fingerprint }) => fingerprint.content)).size).toBe(here.length);
    });

    test('what lies above is counted by table', async () => {
      await replica.query(`STOP ${word} SQL_THREAD`);
      await source.query("INSERT INTO app.heart VALUES ('b', NOW(6)), ('c', NOW(6))");
      await source.query("DELETE FROM app.heart WHERE name IN ('b', 'c')");
      await source.query('CREATE TABLE app.later (a INT)');
      const found = await match();
      expect(found).toMatchObject({
        kind: 'matched',
        position: await executed(),
        above: { transactions: 3, statements: 1, tables: [{ table: 'app.heart', rows: 4 }] },
      });
      await replica.query(`START ${word} SQL_THREAD`);
      await topology.settle();
    });

    test('a heart that beats is told apart from itself; transactions that are all alike are not', async () => {
      const beats = Array.from({ length: 20 }, () => "REPLACE INTO app.heart VALUES ('d', NOW(6))");
      for (const beat of beats) await source.query(beat);
      await topology.settle();
      expect(await match()).toMatchObject({ kind: 'matched' });
      const many = 1100; // more than are taken of a log's end
      const alike = Array.from({ length: many }, () => 'INSERT INTO app.alike VALUES (1)');
      await atOnce(1_700_000_000, alike);
      const count = () => replica.value('SELECT COUNT(*) FROM app.alike');
      await waitFor('the replica to have them', count, (rows) => rows === many);
      const found = await match();
      // MariaDB’s replicas keep the GTID; without one nothing tells one from the next.
      expect(found).toMatchObject(
        family === 'mariadb' ? { kind: 'matched', by: 'gtid' } : { kind: 'refused', reason: 'ambiguous' },
      );
    });

    test('alike ones with an end to them have one place', async () => {
      await source.query("REPLACE INTO app.heart VALUES ('e', NOW(6))");
      await atOnce(
        1_700_000_100,
        Array.from({ length: 30 }, () => 'INSERT INTO app.alike VALUES (2)'),
      );
      const count = () => replica.value('SELECT COUNT(*) FROM app.alike WHERE a = 2');
      await waitFor('the replica to have them', count, (rows) => rows === 30);
      await replica.query(`STOP ${word} SQL_THREAD`);
      await atOnce(
        1_700_000_100,
        Array.from({ length: 5 }, () => 'INSERT INTO app.alike VALUES (2)'),
      );
      expect(await match()).toMatchObject({ kind: 'matched', position: await executed(), above: { transactions: 5 } });
      await replica.query(`START ${word} SQL_THREAD`);
      await topology.settle();
    });

    test('what was applied again after a wrong start is noticed, however much of it', async () => {
      for (const applied of [3, 40]) {
        await topology.settle();
        const [row = {}] = await source.query(family === 'mysql' ? 'SHOW BINARY LOG STATUS' : 'SHOW MASTER STATUS');
        const wrong = { file: String(row['File']), offset: Number(row['Position']) };
        for (let n = 0; n < applied; n += 1) await source.query(`INSERT INTO app.alike VALUES (${String(1000 + n)})`);
        const rows = () => replica.value('SELECT COUNT(*) FROM app.alike WHERE a >= 1000');
        await waitFor('the replica to have them', rows, (seen) => seen === applied);
        await repoint(wrong);
        await replica.query(`START ${word}`);
        await waitFor('the replica to have them twice', rows, (seen) => seen === 2 * applied);
        const found = await match();
        expect(found.kind).toBe('refused');
        if (family === 'mariadb' || applied === 40) expect(found).toMatchObject({ reason: 'applied-again' });
        await source.query('TRUNCATE TABLE app.alike'); // as a statement: rows that are there twice would stay once
        await waitFor('the replica to be rid of them', rows, (seen) => seen === 0);
        for (let n = 0; n < 1100; n += 1) await source.query(`REPLACE INTO app.heart VALUES ('f', NOW(6))`);
      }
    }, 120_000);

    test('what is logged as statements there and as rows here is no proof', async () => {
      await topology.settle();
      await source.query('SET SESSION binlog_format = STATEMENT');
      for (let n = 0; n < 1100; n += 1) await source.query("REPLACE INTO app.heart VALUES ('g', NOW(6))");
      await source.query('SET SESSION binlog_format = ROW');
      const [row = {}] = await source.query("SELECT beat FROM app.heart WHERE name = 'g'");
      const beat = () => replica.value("SELECT beat FROM app.heart WHERE name = 'g'");
      await waitFor('the replica to have them', beat, (seen) => seen === row['beat']);
      expect(await match()).toMatchObject(
        family === 'mariadb' ? { kind: 'matched', by: 'gtid' } : { kind: 'refused', reason: 'not-comparable' },
      );
    });
  });
}
