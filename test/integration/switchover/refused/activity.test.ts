import type { Connection } from 'mysql2/promise';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startEngine, type TestEngine } from '../../../kit/engine.ts';
import { describeOn } from '../../../kit/families.ts';
import type { TestServer } from '../../../kit/test-server.ts';
import { startTopology, type Topology } from '../../../kit/topology.ts';
import { waitFor } from '../../../kit/wait-for.ts';
import { answerOf, expectRefusal, expectUntouched, saidBy } from './refusal.ts';

const boundMs = 20_000; // ms; a source that can't be closed is given up after lock_wait_timeout

for (const family of ['mariadb', 'mysql'] as const) {
  await describeOn(family, 'what runs on the servers:', () => {
    let topology: Topology;
    let signalbox: TestEngine;
    let source: TestServer;
    let candidate: TestServer;
    const opened: Connection[] = [];
    beforeAll(async () => {
      topology = await startTopology({ family, positions: 'gtid', replicas: 2 });
      [source, candidate] = topology.servers as [TestServer, TestServer];
      signalbox = await startEngine(topology);
      await source.query('CREATE TABLE app.big (n BIGINT PRIMARY KEY)');
      await topology.settle();
      const long = await source.connect({ user: 'root', socketPath: source.spec.socket });
      await long.query('START TRANSACTION');
      await long.query("UPDATE app.counters SET n = n + 1 WHERE name = 'writes'");
    });
    afterEach(async () => {
      for (const connection of opened.splice(0)) connection.destroy();
      await topology.settle();
    });
    afterAll(async () => {
      await signalbox.stop();
      await topology.stop();
    });

    const ask = () => signalbox.switchover(candidate.address);

    test.each([
      { on: 'source', sql: 'ALTER TABLE app.big ADD COLUMN a INT' },
      { on: 'candidate', sql: 'ALTER TABLE app.big ADD COLUMN b INT' },
    ] as const)('refused: a schema change has been running on the $on', async ({ on, sql }) => {
      const server = { source, candidate }[on];
      const reader = await session(server);
      await reader.query('START TRANSACTION');
      await reader.query('SELECT * FROM app.big');
      const changer = await session(source);
      const changed = changer.query(sql);
      await waitFor(
        'the schema change to wait',
        () => statements(server, 'ALTER'),
        ([row]) => Number(row?.['age']) >= 3,
      );
      const result = await expectRefusal(topology, ask, [`ddl-or-backup ${server.name}`]);
      expect(answerOf(result, 'ddl-or-backup', server).message).toContain(sql);
      await reader.rollback();
      await changed;
    });

    test('refused: a global read lock is held, and a writer waits for it', async () => {
      const backup = await session(source);
      await backup.query('FLUSH TABLES WITH READ LOCK');
      const writer = await session(source);
      void writer.query("REPLACE INTO app.marks VALUES ('waits', 'x')").catch(() => undefined);
      await waitFor(
        'the writer to wait',
        () => statements(source, 'REPLACE'),
        (rows) => rows.length === 1,
      );
      await expectRefusal(topology, ask, ['ddl-or-backup s1']);
    });

    test('warned of: a transaction has been open for more than 10 s', async () => {
      await waitFor(
        'the transaction to age',
        () => source.value('SELECT MAX(TIMESTAMPDIFF(SECOND, trx_started, NOW())) FROM information_schema.INNODB_TRX'),
        (seconds) => Number(seconds) > 11,
      );
      const warned = (await signalbox.preview(candidate.address)).guards.filter(({ verdict }) => verdict === 'warn');
      expect(warned.find(({ code }) => code === 'long-transactions')).toMatchObject({ server: source.address });
    });

    if (family === 'mysql') {
      test.each([
        { sql: 'FLUSH TABLES WITH READ LOCK', says: 'holds a global read lock' },
        { sql: 'LOCK INSTANCE FOR BACKUP', says: 'holds a backup lock' },
        { sql: 'LOCK TABLES app.big WRITE', says: 'holds LOCK TABLES on app.big' },
      ])('refused on MySQL, which tells who holds a lock: $sql', async ({ sql, says }) => {
        await (await session(source)).query(sql);
        const result = await expectRefusal(topology, ask, ['ddl-or-backup s1']);
        expect(answerOf(result, 'ddl-or-backup', source).message).toContain(says);
      });
    } else {
      test('given up in time, with nothing changed: a table is locked', async () => {
        const locker = await session(source);
        await locker.query('LOCK TABLES app.big WRITE');
        const startedAt = performance.now();
        const result = await expectUntouched(topology.servers, ask);
        expect(result.outcome).toBe('undone');
        expect(result.error?.message).toContain('Lock wait timeout');
        expect(result.steps.find(({ id }) => id === 'close-source')?.state).toBe('undone');
        expect(performance.now() - startedAt).toBeLessThan(boundMs);
        await locker.query('INSERT INTO app.big (n) VALUES (1)');
      });
    }

    test('warned of, and undone when writes are stopped: an XA transaction is prepared', async () => {
      const branch = await session(source);
      for (const sql of [
        "XA START 'b1'",
        "REPLACE INTO app.marks VALUES ('xa', 'x')",
        "XA END 'b1'",
        "XA PREPARE 'b1'",
      ])
        await branch.query(sql);
      const result = await expectUntouched(topology.servers, ask);
      expect(saidBy(topology, result.guards, 'warn')).toContain('xa-prepared s1');
      expect(result.outcome).toBe('undone');
      expect(result.error?.message).toContain('XA transactions are prepared');
      await source.query("XA ROLLBACK 'b1'");
    });

    /** A session of root's, ended after the test. */
    async function session(server: TestServer): Promise<Connection> {
      const connection = await server.connect({ user: 'root', socketPath: server.spec.socket });
      opened.push(connection);
      return connection;
    }

    function statements(server: TestServer, verb: string) {
      return server.query(
        `SELECT time AS age FROM information_schema.processlist WHERE info LIKE '${verb}%' AND command <> 'Killed'`,
      );
    }
  });
}
