/**
 * Takes the binary logs that the unit tests of electron/engine/binlog/ read, from real servers:
 * `node test/integration/binlog/capture.ts`. What was written is in `write`; the files are kept in the repository.
 */
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestServer } from '../../kit/test-server.ts';
import { startTopology, type TopologyRequest } from '../../kit/topology.ts';

const folder = join(import.meta.dirname, '../../../electron/engine/binlog/testing/captured');

const captures: readonly (TopologyRequest & { readonly name: string; readonly session?: string })[] = [
  { name: 'mariadb-gtid-crc32-row', family: 'mariadb', positions: 'gtid' },
  {
    name: 'mariadb-none-statement',
    family: 'mariadb',
    positions: 'gtid',
    settings: { 'binlog-checksum': 'NONE', 'binlog-format': 'STATEMENT' },
  },
  {
    name: 'mariadb-compressed',
    family: 'mariadb',
    positions: 'gtid',
    settings: { 'log-bin-compress': 1, 'log-bin-compress-min-len': 10 },
  },
  { name: 'mysql-gtid-crc32-row', family: 'mysql', positions: 'gtid', session: "SET gtid_next = 'AUTOMATIC:tag'" },
  {
    name: 'mysql-anonymous-none-statement',
    family: 'mysql',
    positions: 'file',
    settings: { 'binlog-checksum': 'NONE', 'binlog-format': 'STATEMENT' },
  },
  { name: 'mysql-payload', family: 'mysql', positions: 'file', settings: { 'binlog-transaction-compression': 1 } },
  { name: 'mysql56-crc32-row', family: 'mysql56', positions: 'file' },
  {
    name: 'mysql56-none-statement',
    family: 'mysql56',
    positions: 'file',
    settings: { 'binlog-checksum': 'NONE', 'binlog-format': 'STATEMENT' },
  },
];

const columns = [
  'id INT PRIMARY KEY',
  't TINYINT, s SMALLINT UNSIGNED, m MEDIUMINT, b BIGINT',
  'f FLOAT, d DOUBLE, dec1 DECIMAL(20,7), bits BIT(11)',
  'y YEAR, da DATE, ti TIME(3), dt DATETIME(6), ts TIMESTAMP NULL',
  'v VARCHAR(300), c CHAR(10), vb VARBINARY(20), e ENUM("a","b"), st SET("x","y")',
  'tb TINYTEXT, bl BLOB, lt LONGTEXT, g POINT',
];

const values =
  "-1, 65535, -8000000, 9007199254740993, 1.5, -2.25, 1234567890123.1234567, b'10000000001', 2026, '2026-11-24', " +
  "'12:34:56.789', '2026-11-24 12:34:56.123456', '2026-11-24 12:34:56', 'väärt', 'c', 'vb', 'b', 'x,y', " +
  "'tiny', 'blob', REPEAT('l', 300), POINT(1, 2)";

async function write(server: TestServer, session: string | undefined): Promise<void> {
  await server.query(`CREATE TABLE app.kinds (${columns.join(', ')})`);
  if (session !== undefined) await server.query(session);
  await server.query(`INSERT INTO app.kinds VALUES (1, ${values}), (2, ${values})`);
  await server.query('INSERT INTO app.kinds (id) VALUES (3)');
  await server.query('BEGIN');
  await server.query("UPDATE app.kinds SET v = 'changed' WHERE id < 3");
  await server.query("INSERT INTO app.marks VALUES ('a', 'b')");
  await server.query('DELETE FROM app.kinds WHERE id = 2');
  await server.query('COMMIT');
  await server.query('SET @variable = 5');
  await server.query("INSERT INTO app.entries (token, value) VALUES ('t', @variable)");
  for (const sql of ["XA START 'x'", "REPLACE INTO app.marks VALUES ('x', 'y')", "XA END 'x'", "XA PREPARE 'x'"]) {
    await server.query(sql);
  }
  await server.query("XA COMMIT 'x'");
  await server.query('DROP TABLE app.kinds');
}

for (const { name, session, ...request } of captures) {
  await using topology = await startTopology({ ...request, replicas: 0 });
  const { source } = topology;
  await source.query('FLUSH BINARY LOGS');
  await write(source, session);
  await source.query('FLUSH BINARY LOGS');
  await copyFile(join(source.spec.directory, 'data', 'binlog.000002'), join(folder, `${name}.binlog`));
  process.stdout.write(`${name}\n`);
}
