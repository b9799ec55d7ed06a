import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import type { ImportEvent } from '../../../shared/import/import-events.ts';
import { flavours } from '../../../shared/domain/flavour.ts';
import { describeOn } from '../../kit/families.ts';
import { loadInto } from './load-into.ts';
import { takeDump } from './take-dump.ts';
import { runAll, startTwoServers, type TwoServers } from './two-servers.ts';

const megabyte = 2 ** 20; // bytes

/** A table as dumps make it, and rows of it, one a statement. */
function dumpOf(table: string, definition: string, rows: readonly string[]): Buffer {
  return Buffer.from(
    [
      `DROP TABLE IF EXISTS \`${table}\`;`,
      `CREATE TABLE \`${table}\` (${definition};`,
      ...rows.map((row) => `INSERT INTO \`${table}\` VALUES ${row};`),
      '-- Dump completed',
      '',
    ].join('\n'),
  );
}

for (const family of flavours) {
  await describeOn(family, 'what goes wrong while a dump is loaded', () => {
    let servers: TwoServers;
    beforeAll(async () => {
      servers = await startTwoServers(family, {
        'max-allowed-packet': 256 * megabyte,
        ...(family === 'mysql' ? { 'performance-schema': 'ON' } : {}),
      });
    });
    afterAll(() => servers.topology.stop());
    beforeEach(async () => {
      for (const schema of ['hard', 'signalbox_import'])
        await servers.target.query(`DROP DATABASE IF EXISTS ${schema}`);
      await servers.target.query('CREATE DATABASE hard');
    });

    const load = (dump: Buffer, more: Partial<Parameters<typeof loadInto>[2]> = {}) =>
      loadInto(dump, servers.target, { lanes: 2, database: 'hard', ...more });
    const failure = async (...args: Parameters<typeof load>): Promise<Error> =>
      load(...args).then(
        () => new Error('it did not fail'),
        (error: unknown) => error as Error,
      );
    const count = (table: string) => servers.target.value(`SELECT COUNT(*) FROM hard.${table}`).then(Number);

    test('a row twice: the place, the table and the key, also where the key is not the primary one', async () => {
      for (const key of ['PRIMARY KEY (id)', 'UNIQUE KEY id (id)']) {
        const dump = dumpOf('twice', `id INT NOT NULL, v INT, ${key}) ENGINE=InnoDB`, [
          '(1,1),(2,2)',
          '(3,3)',
          '(2,4)',
        ]);
        const error = await failure(dump);
        expect(error).toMatchObject({
          code: 'import-statement-failed',
          details: { line: 5, offset: dump.lastIndexOf('INSERT'), table: 'hard.twice', number: 1062 },
        });
        expect(error.message).toMatch(/^Line 5, byte \d+ \(table hard\.twice\): .*Duplicate entry '2'/);
      }
    });

    test('a row twice in the first statement of its table: that one is named, and it alone is passed over', async () => {
      for (const key of ['PRIMARY KEY (id)', 'UNIQUE KEY id (id)']) {
        for (const rows of [['(1,1),(1,2)'], ['(1,1),(1,2)', '(3,3)', '(4,4)']]) {
          const dump = dumpOf('twice', `id INT NOT NULL, v INT, ${key}) ENGINE=InnoDB`, rows);
          expect(await failure(dump)).toMatchObject({
            code: 'import-statement-failed',
            details: { line: 3, table: 'hard.twice', number: 1062 },
          });
          const { skipped } = await load(dump, { skipErrors: new Set([1062]) });
          expect(skipped.map(({ line, reason }) => [line, reason])).toContainEqual([3, 'error']);
          expect(await count('twice')).toBe(rows.length - 1);
        }
      }
    });

    test('without transactions and without a key: what stands around a statement that is passed over goes in once', async () => {
      const dump = dumpOf('plain', 'id INT) ENGINE=MyISAM', ['(1)', '(2,2)', '(3)', '(4,4)', '(5)']);
      const { skipped } = await load(dump, { skipErrors: new Set([1136]) });
      expect(skipped.map(({ line }) => line)).toEqual([4, 6]);
      expect(await servers.target.query('SELECT id FROM hard.plain ORDER BY id')).toEqual(
        [1, 3, 5].map((id) => ({ id })),
      );
    });

    test('a statement without its end is cut off, and is not sent', async () => {
      const dump = dumpOf('short', 'id INT PRIMARY KEY) ENGINE=InnoDB', ['(1)', '(2)']);
      const cut = dump.subarray(0, dump.lastIndexOf(';'));
      expect(await failure(cut)).toMatchObject({
        code: 'dump-truncated',
        details: { line: 4, offset: dump.lastIndexOf('INSERT') },
      });
      expect(await count('short')).toBeLessThan(2);
    });

    test('a table that is full: the server’s word for it; with more room it goes on', async () => {
      const rows = Array.from({ length: 40 }, (_, n) => `(${String(n)}, REPEAT('x', 8000))`);
      const dump = dumpOf(
        'small',
        'id INT, v CHAR(255), w VARCHAR(8000)) ENGINE=MEMORY DEFAULT CHARSET=latin1',
        rows.map((row) => row.replace(',', ", 'v',")),
      );
      const before = await servers.target.value('SELECT @@global.max_heap_table_size');
      try {
        await servers.target.query('SET GLOBAL max_heap_table_size = 65536');
        expect(await failure(dump)).toMatchObject({
          code: 'import-statement-failed',
          details: { number: 1114, table: 'hard.small' },
        });
      } finally {
        await servers.target.query(`SET GLOBAL max_heap_table_size = ${String(before)}`);
      }
      await load(dump);
      expect(await count('small')).toBe(40);
    });

    test('a table that another session holds: says who, gives up in time, and goes on when it is free', async () => {
      const { target } = servers;
      await target.query('CREATE TABLE hard.held (id INT PRIMARY KEY) ENGINE=InnoDB');
      const other = await target.connect({ user: 'root', socketPath: target.spec.socket });
      const [[me]] = (await other.query('SELECT CONNECTION_ID() AS id')) as unknown as [[{ id: number }]];
      await other.query('USE hard');
      await other.query('LOCK TABLES held WRITE');
      const dump = Buffer.from('INSERT INTO held VALUES (1);\nINSERT INTO held VALUES (2);\n-- Dump completed\n');
      const events: ImportEvent[] = [];
      const error = await failure(dump, { lockWaitSeconds: 6, onEvent: (event) => events.push(event) });
      onTestFinished(() => other.end());
      const named = new RegExp(`held.* has waited \\d+ s for a lock .*connection ${String(me.id)} of root@`);
      expect(error).toMatchObject({ code: 'import-statement-failed', details: { number: 1205, table: 'hard.held' } });
      expect(error.message).toMatch(named);
      expect(events.flatMap((event) => (event.kind === 'note' && named.test(event.text) ? [event] : []))).not.toEqual(
        [],
      );
      await other.query('UNLOCK TABLES');
      await load(dump);
      expect(await count('held')).toBe(2);
    });

    test('a row that another transaction holds: says who', async () => {
      const { target } = servers;
      await target.query('CREATE TABLE hard.held (id INT PRIMARY KEY) ENGINE=InnoDB');
      const other = await target.connect({ user: 'root', socketPath: target.spec.socket });
      onTestFinished(() => other.end());
      const [[me]] = (await other.query('SELECT CONNECTION_ID() AS id')) as unknown as [[{ id: number }]];
      await other.query('BEGIN');
      await other.query('INSERT INTO hard.held VALUES (2)');
      const dump = Buffer.from('INSERT INTO held VALUES (1),(2);\n-- Dump completed\n');
      const notes: string[] = [];
      const onEvent = (event: ImportEvent): void => {
        if (event.kind === 'note') notes.push(event.text);
      };
      const error = await failure(dump, { lockWaitSeconds: 6, onEvent });
      expect(error).toMatchObject({ details: { number: 1205, table: 'hard.held' } });
      const holder = new RegExp(`it (is held by|may be) .*connection ${String(me.id)} of root@`, 'i');
      expect(error.message).toMatch(holder);
      expect(notes.join()).toMatch(holder);
      await other.query('ROLLBACK');
      await load(dump);
      expect(await count('held')).toBe(2);
    });

    test('rows of 1 MB and 64 MB', async () => {
      const engine = family === 'mysql56' ? 'MyISAM' : 'InnoDB'; // its redo log would have to be ten times as large
      await runAll(servers.source, [
        'CREATE DATABASE IF NOT EXISTS hard',
        `CREATE TABLE hard.wide (id INT PRIMARY KEY, b LONGBLOB, KEY b (b(20))) ENGINE=${engine}`,
        `INSERT INTO hard.wide SELECT 1, REPEAT(UNHEX('00275cff'), ${String(megabyte / 4)})`,
        `INSERT INTO hard.wide SELECT 2, REPEAT(UNHEX('31f09f98'), ${String(16 * megabyte)})`,
      ]);
      const dump = await takeDump(servers, ['hard', '--max-allowed-packet=256M']);
      await load(dump);
      const sums = 'SELECT id, LENGTH(b) AS bytes, CRC32(b) AS sum FROM hard.wide ORDER BY id';
      expect(await servers.target.query(sums)).toEqual(await servers.source.query(sums));
      expect(await servers.target.query('SHOW CREATE TABLE hard.wide')).toEqual(
        await servers.source.query('SHOW CREATE TABLE hard.wide'),
      );
    });

    test('a dump as MySQL 5.6 writes it: tables stand in for views until the end', async () => {
      await load(Buffer.from(oldDump));
      expect(await servers.target.query('SELECT * FROM hard.outer_view')).toEqual([{ id: 2 }]);
      expect(
        await servers.target.query(
          "SELECT TABLE_NAME AS name, TABLE_TYPE AS type FROM information_schema.TABLES WHERE TABLE_SCHEMA = 'hard' ORDER BY 1",
        ),
      ).toEqual([
        { name: 'base', type: 'BASE TABLE' },
        { name: 'inner_view', type: 'VIEW' },
        { name: 'outer_view', type: 'VIEW' },
      ]);
      expect(await count('base')).toBe(2);
    });

    test('two dumps of one table in one file: the last one is there, as with a plain client', async () => {
      const first = dumpOf(
        'again',
        'id INT PRIMARY KEY, v INT, KEY v (v)) ENGINE=InnoDB',
        Array.from({ length: 500 }, (_, n) => `(${String(n)}, 1)`),
      );
      const second = dumpOf('again', 'id INT PRIMARY KEY, v INT, KEY w (v, id)) ENGINE=InnoDB', ['(7, 7)', '(8, 8)']);
      const trigger = Buffer.from(
        'DELIMITER ;;\nCREATE TRIGGER t BEFORE INSERT ON again FOR EACH ROW SET NEW.v = 0;;\nDELIMITER ;\n',
      );
      await load(Buffer.concat([first, trigger, second, trigger]), { lanes: 3 });
      expect(await servers.target.query('SELECT * FROM hard.again')).toEqual([
        { id: 7, v: 7 },
        { id: 8, v: 8 },
      ]);
      expect(await servers.target.query('SHOW CREATE TABLE hard.again')).toMatchObject([
        { 'Create Table': expect.stringContaining('KEY `w` (`v`,`id`)') as string },
      ]);
    });

    test('rows of a table that comes back later are loaded once, also by an import that goes on', async () => {
      const make = (name: string) => `CREATE TABLE ${name} (id INT, KEY id (id)) ENGINE=InnoDB;\n`;
      const rows = (name: string, value: number) => `INSERT INTO ${name} VALUES (${String(value)});\n`;
      const parts = [
        make('a'),
        rows('a', 1),
        make('b'),
        rows('b', 1),
        rows('a', 2),
        rows('b', 2),
        rows('gone', 1),
        rows('a', 3),
      ];
      const error = await failure(Buffer.from(parts.join('')));
      expect(error).toMatchObject({ details: { number: 1146, table: 'hard.gone' } });
      await servers.target.query('CREATE TABLE hard.gone (id INT)');
      await load(Buffer.from(parts.join('')));
      const found = [];
      for (const name of ['a', 'b', 'gone'])
        found.push((await servers.target.query(`SELECT id FROM hard.${name} ORDER BY id`)).map((row) => row['id']));
      expect(found).toEqual([[1, 2, 3], [1, 2], [1]]);
    });

    test('rows for a table without transactions that was there: not gone on with, since none knows what is there', async () => {
      await servers.target.query('CREATE TABLE hard.old (id INT) ENGINE=MyISAM');
      const dump = Buffer.from(
        'INSERT INTO old VALUES (1);\nINSERT INTO old VALUES (2);\nSELECT 1;\nINSERT INTO gone VALUES (2);\n',
      );
      const whole = Buffer.from('INSERT INTO old VALUES (1);\nINSERT INTO old VALUES (2);\n');
      expect(await failure(dump)).toMatchObject({ details: { number: 1146, table: 'hard.gone' } });
      await servers.target.query('CREATE TABLE hard.gone (id INT)');
      await load(dump);
      expect([await count('old'), await count('gone')]).toEqual([2, 1]);
      const broken = Buffer.concat([whole, Buffer.from('INSERT INTO old VALUES (3, 4);\n')]);
      expect(await failure(broken)).toMatchObject({ details: { number: 1136 } });
      expect(await failure(broken)).toMatchObject({
        code: 'import-not-resumable',
        details: { line: 1, table: 'hard.old' },
      });
    });
  });
}

function oldView(name: string, select: string): { readonly placeholder: string; readonly view: string } {
  return {
    placeholder: `--
-- Temporary table structure for view \`${name}\`
--

DROP TABLE IF EXISTS \`${name}\`;
/*!50001 DROP VIEW IF EXISTS \`${name}\`*/;
SET @saved_cs_client     = @@character_set_client;
SET character_set_client = utf8;
/*!50001 CREATE TABLE \`${name}\` (
  \`id\` tinyint NOT NULL
) ENGINE=MyISAM */;
SET character_set_client = @saved_cs_client;
`,
    view: `/*!50001 DROP TABLE IF EXISTS \`${name}\`*/;
/*!50001 DROP VIEW IF EXISTS \`${name}\`*/;
/*!50001 SET @saved_cs_client          = @@character_set_client */;
/*!50001 SET character_set_client      = utf8 */;
/*!50001 CREATE ALGORITHM=UNDEFINED */
/*!50013 DEFINER=\`loader\`@\`%\` SQL SECURITY DEFINER */
/*!50001 VIEW \`${name}\` AS ${select} */;
/*!50001 SET character_set_client      = @saved_cs_client */;
`,
  };
}

const inner = oldView('inner_view', 'select `base`.`id` AS `id` from `base`');
const outer = oldView('outer_view', 'select `inner_view`.`id` AS `id` from `inner_view` where (`inner_view`.`id` > 1)');

const oldDump = `-- MySQL dump 10.13  Distrib 5.6.51, for Linux (x86_64)
/*!40101 SET NAMES utf8 */;
/*!40014 SET @OLD_UNIQUE_CHECKS=@@UNIQUE_CHECKS, UNIQUE_CHECKS=0 */;
/*!40101 SET @OLD_SQL_MODE=@@SQL_MODE, SQL_MODE='NO_AUTO_VALUE_ON_ZERO' */;

DROP TABLE IF EXISTS \`base\`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8 */;
CREATE TABLE \`base\` (
  \`id\` int(11) NOT NULL AUTO_INCREMENT,
  PRIMARY KEY (\`id\`)
) ENGINE=InnoDB AUTO_INCREMENT=3 DEFAULT CHARSET=latin1;
/*!40101 SET character_set_client = @saved_cs_client */;
LOCK TABLES \`base\` WRITE;
/*!40000 ALTER TABLE \`base\` DISABLE KEYS */;
INSERT INTO \`base\` VALUES (1),(2);
/*!40000 ALTER TABLE \`base\` ENABLE KEYS */;
UNLOCK TABLES;
${inner.placeholder}${outer.placeholder}${inner.view}${outer.view}/*!40101 SET SQL_MODE=@OLD_SQL_MODE */;
/*!40014 SET UNIQUE_CHECKS=@OLD_UNIQUE_CHECKS */;
-- Dump completed on 2024-01-01  1:02:03
`;
