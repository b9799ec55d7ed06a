import { afterAll, beforeAll, expect, test } from 'vitest';

import { serverLogs } from '../../../electron/engine/binlog/log-source.ts';
import { tailAfter } from '../../../electron/engine/binlog/salvage/read-tail.ts';
import { describeTables } from '../../../electron/engine/binlog/salvage/sql/describe-tables.ts';
import { tailSql } from '../../../electron/engine/binlog/salvage/sql/tail-sql.ts';
import { surveyTail } from '../../../electron/engine/binlog/salvage/survey-tail.ts';
import type { TailAfter } from '../../../electron/engine/binlog/salvage/tail-after.ts';
import { createConnector } from '../../../electron/engine/connections/connector.ts';
import type { Flavour } from '../../../shared/domain/flavour.ts';
import { describeOn } from '../../kit/families.ts';
import { assertTablesEqual } from '../../kit/table-contents.ts';
import type { TestServer } from '../../kit/test-server.ts';
import { startTopology, type Topology } from '../../kit/topology.ts';
import { readable } from './reading.ts';

const families: readonly Flavour[] = ['mariadb', 'mysql', 'mysql56'];

const kinds = [
  'id INT PRIMARY KEY, t TINYINT, tu TINYINT UNSIGNED, s SMALLINT, su SMALLINT UNSIGNED, m MEDIUMINT, mu MEDIUMINT UNSIGNED',
  'i INT, iu INT UNSIGNED, b BIGINT, bu BIGINT UNSIGNED, f FLOAT, d DOUBLE, d1 DECIMAL(20,7), d2 DECIMAL(65,30), d3 DECIMAL(5,0)',
  'b1 BIT(1), b11 BIT(11), b64 BIT(64), y YEAR, da DATE, t0 TIME, t1 TIME(1), t3 TIME(3), t6 TIME(6)',
  'dt0 DATETIME, dt2 DATETIME(2), dt5 DATETIME(5), ts0 TIMESTAMP NULL, ts4 TIMESTAMP(4) NULL, ts6 TIMESTAMP(6) NULL',
  'c CHAR(10), c4 CHAR(255) CHARACTER SET utf8mb4, v VARCHAR(30), vl VARCHAR(300), l1 VARCHAR(20) CHARACTER SET latin1, bi BINARY(8), vb VARBINARY(20)',
  "e ENUM('a','it''s','c'), st SET('x','y,','z') , tt TINYTEXT, tx TEXT, mt MEDIUMTEXT, lt LONGTEXT, tb TINYBLOB, bl BLOB, lb LONGBLOB, g POINT",
]
  .join(', ')
  .replace("'y,'", "'y'");

const high =
  '127, 255, 32767, 65535, 8388607, 16777215, 2147483647, 4294967295, 9223372036854775807, 18446744073709551615, 3.4e38, 1.7976931348623157e308, 1234567890123.1234567, 12345678901234567890123456789012345.123456789012345678901234567890, 99999, ' +
  "b'1', b'10000000001', b'1111111111111111111111111111111111111111111111111111111111111111', 2155, '9999-12-31', '838:59:59', '12:34:56.7', '00:00:00.001', '-00:00:00.000001', " +
  "'9999-12-31 23:59:59', '2026-11-24 12:34:56.78', '2026-11-24 12:34:56.12345', '2038-01-19 03:14:07', '2026-11-24 12:34:56.1234', '1970-01-01 00:00:01.000001', " +
  "'c', REPEAT('😀', 200), 'naïve ''\\\\ \"\\n\\t', REPEAT('ü', 300), 'é€', X'0102', X'00FF27', " +
  "'it''s', 'x,z', 'tiny', 'text', 'medium', REPEAT('long ', 1000), X'00', X'27FF', REPEAT(X'00FF', 70000), POINT(1, -2)";

const low =
  '-128, 0, -32768, 0, -8388608, 0, -2147483648, 0, -9223372036854775808, 0, -1.1754944e-38, -2.25e-7, -1234567890123.1234567, -0.000000000000000000000000000001, -1, ' +
  "b'0', b'0', b'0', 0, '0000-00-00', '-838:59:59', '-12:34:56.7', '-00:00:01.001', '12:34:56.123456', " +
  "'0000-00-00 00:00:00', '1000-01-01 00:00:00', '2026-00-00 00:00:00', '0000-00-00 00:00:00', '2026-11-24 12:34:56', '2026-11-24 12:34:56.000001', " +
  "'', '', '', '', '', X'', X'', '', '', '', '', '', '', X'', X'', X'', POINT(0, 0)";

const statements = [
  "SET SESSION sql_mode = '', time_zone = '+00:00'",
  `INSERT INTO app.kinds VALUES (1, ${high}), (2, ${low}), (5, ${high})`,
  'INSERT INTO app.kinds (id) VALUES (3), (4)',
  'UPDATE app.kinds SET tu = 7, v = NULL WHERE id = 1',
  'DELETE FROM app.kinds WHERE id = 4',
  'SET SESSION binlog_row_image = MINIMAL',
  "UPDATE app.kinds SET lt = 'short', bu = 18446744073709551614 WHERE id = 5",
  'DELETE FROM app.kinds WHERE id = 2',
  'SET SESSION binlog_row_image = FULL',
  "INSERT INTO app.nokey VALUES (1, 'x', 1.1), (1, 'x', 1.1), (2, NULL, 2.2)",
  "UPDATE app.nokey SET b = 'y' WHERE a = 1 LIMIT 1",
  'DELETE FROM app.nokey WHERE b IS NULL',
  'CREATE TRIGGER app.raise BEFORE INSERT ON app.nokey FOR EACH ROW BEGIN SET NEW.a = NEW.a + 1; SET NEW.f = 0; END',
  'DROP TRIGGER app.raise',
];

const ofFamily: Readonly<Record<Flavour, readonly string[]>> = {
  mysql56: [],
  mariadb: [
    'SET column_compression_zlib_wrap = OFF',
    "INSERT INTO app.packed VALUES (1, REPEAT('text ', 100), REPEAT('blob', 1000)), (2, '', ''), (3, 'short', 'short')",
    'SET column_compression_zlib_wrap = ON',
    "INSERT INTO app.packed VALUES (4, REPEAT('text ', 100), REPEAT('blob', 1000))",
    "UPDATE app.packed SET v = 'new' WHERE id = 1",
    "INSERT INTO app.odd VALUES (1, '::1', '123e4567-e89b-12d3-a456-426655440000', '{\"a\": [1, \"é\"]}')",
  ],
  mysql: [
    `INSERT INTO app.documents VALUES (1, '{"a": [1, -2, 3.5, true, false, null, "é\\\\"", 18446744073709551615, 70000, -70000, 1e300, 5.0], "b": {"c": "x"}, "e": {}, "f": [], "long": "${'z'.repeat(200)}"}'), (2, NULL), (3, '5'), (4, '"abc"')`,
    `INSERT INTO app.documents SELECT 5, JSON_ARRAYAGG(REPEAT('y', 5000)) FROM information_schema.character_sets`,
    'INSERT INTO app.documents SELECT 6, JSON_OBJECTAGG(CHARACTER_SET_NAME, REPEAT(DESCRIPTION, 300)) FROM information_schema.character_sets',
    "UPDATE app.documents SET j = JSON_SET(j, '$.b.c', 'q') WHERE id = 1",
    'DELETE FROM app.documents WHERE id = 3',
  ],
};

const tablesOf: Readonly<Record<Flavour, readonly string[]>> = {
  mysql56: [],
  mariadb: [
    'CREATE TABLE app.packed (id INT PRIMARY KEY, v VARCHAR(1000) COMPRESSED, b BLOB COMPRESSED) CHARACTER SET utf8mb4',
    'CREATE TABLE app.odd (id INT PRIMARY KEY, ip INET6, u UUID, j JSON)',
  ],
  mysql: ['CREATE TABLE app.documents (id INT PRIMARY KEY, j JSON)'],
};

/** Statements of the exported text, as a client cuts them. */
function cut(sql: string): string[] {
  const all: string[] = [];
  let [delimiter, text] = [';', ''];
  for (const line of sql.split('\n')) {
    const changed = /^DELIMITER (\S+)$/.exec(line)?.[1];
    if (changed !== undefined) delimiter = changed;
    else if (text !== '' || (line !== '' && !line.startsWith('-- '))) text += `${line}\n`;
    if (changed !== undefined || !line.endsWith(delimiter)) continue;
    all.push(text.slice(0, -1 - delimiter.length));
    text = '';
  }
  expect(text.trim()).toBe('');
  return all;
}

async function run(server: TestServer, all: readonly string[]): Promise<void> {
  const connection = await server.connect({ user: 'root', socketPath: server.spec.socket });
  for (const sql of all) await connection.query(sql);
  await connection.end();
}

for (const family of families) {
  await describeOn(family, 'a tail as SQL for people', () => {
    let topology: Topology;
    let master: TestServer;
    let replica: TestServer;
    let after: TailAfter;

    beforeAll(async () => {
      topology = await startTopology({ family, positions: 'file', replicas: 1 });
      [master, replica] = [topology.source, topology.server('s2')];
      await run(master, [
        `CREATE TABLE app.kinds (${kinds}) ENGINE=InnoDB CHARACTER SET utf8mb4`,
        'CREATE TABLE app.nokey (a INT, b VARCHAR(10), f FLOAT) ENGINE=InnoDB',
        ...tablesOf[family],
      ]);
      await topology.settle();
      await replica.query(family === 'mysql' ? 'STOP REPLICA' : 'STOP SLAVE');
      const last = (await master.query('SHOW BINARY LOGS')).at(-1);
      const position = { file: String(last?.['Log_name']), offset: Number(last?.['File_size']) };
      after = { kind: 'position', position };
      await run(master, [...statements, ...ofFamily[family]]);
      if (family === 'mysql') await replica.query('SET GLOBAL super_read_only = OFF');
    });
    afterAll(() => topology.stop());

    test('run on the replica it gives the same rows, of every column type', async () => {
      const source = serverLogs(readable(master));
      const { tables } = await surveyTail({ source, after });
      await master.query('SET SESSION sql_log_bin = 0');
      await master.query("GRANT SELECT ON app.* TO 'signalbox'@'%'");
      const session = await createConnector().open(readable(master).target, { connectWithinMs: 10_000 });
      const describe = await describeTables(session, tables, { withinMs: 10_000 });
      await session.close();
      let sql = '';
      for await (const piece of tailSql(tailAfter({ source, after }), describe)) sql += piece;
      expect(sql).not.toMatch(/ @\d+|\/\* or |can’t be read/);
      await run(replica, cut(sql));
      await assertTablesEqual([master, replica]);
    });

    test.runIf(family === 'mysql')('partial JSON is said to be left out', async () => {
      const last = (await master.query('SHOW BINARY LOGS')).at(-1);
      const position = { file: String(last?.['Log_name']), offset: Number(last?.['File_size']) };
      await run(master, [
        "SET SESSION binlog_row_value_options = 'PARTIAL_JSON', binlog_row_image = MINIMAL",
        "UPDATE app.documents SET j = JSON_SET(j, '$.b.c', 'r') WHERE id = 1",
      ]);
      const source = serverLogs(readable(master));
      let sql = '';
      for await (const piece of tailSql(tailAfter({ source, after: { kind: 'position', position } }))) sql += piece;
      expect(sql).toContain('-- update of app.documents with only the changed parts of JSON values');
    });
  });
}
