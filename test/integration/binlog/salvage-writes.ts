import type { TestServer } from '../../kit/test-server.ts';

/** What the tail of `writeTail` changes, by table, as rows. */
export const rowsOfTail: Readonly<Record<string, readonly [inserted: number, updated: number, deleted: number]>> = {
  'app.marks': [3, 1, 1],
  'app.counters': [0, 1, 0],
  'app.kinds': [2, 1, 1],
  'app.nokey': [3, 1, 1],
  'app.large': [4001, 0, 0],
};

const kinds =
  'id INT PRIMARY KEY, u BIGINT UNSIGNED, d DECIMAL(20,7), f DOUBLE, b BIT(11), t TIMESTAMP(3) NULL, dt DATETIME(6), ' +
  "ti TIME(3), v VARCHAR(300), e ENUM('a','b'), s SET('x','y'), bl BLOB, g POINT";

const kindValues =
  "18446744073709551615, -1234567890123.1234567, -2.25e-7, b'10000000001', '2026-11-24 12:34:56.789', " +
  "'2026-11-24 12:34:56.123456', '-12:34:56.789', 'naïve € 😀 \\\\ '' ', 'b', 'x,y', X'00FF27', POINT(1, 2)";

const rows = [
  `CREATE TABLE app.kinds (${kinds}) ENGINE=InnoDB`,
  `INSERT INTO app.kinds VALUES (1, ${kindValues}), (2, ${kindValues})`,
  "UPDATE app.kinds SET v = '€' WHERE id = 1",
  'DELETE FROM app.kinds WHERE id = 2',
  'CREATE TABLE app.nokey (a INT, b TEXT) ENGINE=InnoDB',
  "INSERT INTO app.nokey VALUES (1, 'x'), (1, 'x'), (2, 'y')",
  "UPDATE app.nokey SET b = 'z' LIMIT 1",
  'DELETE FROM app.nokey WHERE a = 1 LIMIT 1',
  'BEGIN',
  "INSERT INTO app.marks VALUES ('first', '1'), ('second', '2')",
  "UPDATE app.marks SET value = '3' WHERE name = 'second'",
  'SAVEPOINT here',
  "INSERT INTO app.marks VALUES ('undone', '')",
  'ROLLBACK TO here',
  "DELETE FROM app.marks WHERE name = 'first'",
  "UPDATE app.counters SET n = n + 1 WHERE name = 'writes'",
  'COMMIT',
  'SET foreign_key_checks = 0, unique_checks = 0',
  "INSERT INTO app.marks VALUES ('unchecked', '')",
  'SET foreign_key_checks = 1, unique_checks = 1',
  'ALTER TABLE app.kinds ADD COLUMN more INT DEFAULT 7',
  'CREATE TABLE app.large (id INT AUTO_INCREMENT PRIMARY KEY, content LONGBLOB) ENGINE=InnoDB',
  'INSERT INTO app.large (content) SELECT REPEAT(SHA2(RAND(), 256), 10) FROM information_schema.collations a, information_schema.collations b LIMIT 4000',
  "INSERT INTO app.large (content) SELECT REPEAT('1234567890', 100000)",
];

/** How many transactions `writeTail` makes of each kind. */
export const transactionsOfTail = { rows: 10, ddl: 4, statements: 7 };

const statements = [
  'SET SESSION binlog_format = STATEMENT',
  'USE app',
  "SET @number = 5, @text = 'tëxt', @decimal = 1.25, @real = 1.1e0, @bytes = X'00FF', @nothing = NULL",
  "INSERT INTO entries (token, value) VALUES ('t1', @number), ('t2', LAST_INSERT_ID())",
  "INSERT INTO marks VALUES (CONCAT(@text, IFNULL(@nothing, '-')), CONCAT(@decimal, '/', @real, '/', HEX(@bytes)))",
  "INSERT INTO entries (token, value) VALUES (CONCAT('random', FLOOR(RAND() * 1000000)), LAST_INSERT_ID())",
  "SET time_zone = '+03:00'",
  "INSERT INTO marks VALUES ('now', NOW())",
  "SET SESSION sql_mode = 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES'",
  "INSERT INTO \"marks\" VALUES ('back\\', '')",
  "SET SESSION sql_mode = ''",
  'SET SESSION auto_increment_increment = 10, auto_increment_offset = 7',
  "INSERT INTO entries (token, value) VALUES ('t7', 7)",
  'SET SESSION auto_increment_increment = 1, auto_increment_offset = 1',
  "UPDATE marks SET value = REPLACE(value, '1.25', '-1.25') WHERE name LIKE 't%'",
  'SET SESSION binlog_format = ROW',
  'SET time_zone = SYSTEM',
];

/** Rows and statements, DDL, large and small ones: what the replica does not get before its master dies. */
export async function writeTail(server: TestServer): Promise<void> {
  const connection = await server.connect({ user: 'root', socketPath: server.spec.socket });
  await connection.query("SET SESSION sql_mode = ''");
  for (const sql of [...rows, ...statements]) await connection.query(sql);
  await connection.end();
}

/** A statement in a character set that is not UTF-8, which only its bytes tell. */
export async function writeLatin1(server: TestServer): Promise<void> {
  const connection = await server.connect({
    user: 'root',
    socketPath: server.spec.socket,
    charset: 'LATIN1_SWEDISH_CI',
  });
  await connection.query('SET SESSION binlog_format = STATEMENT');
  await connection.query("INSERT INTO app.marks VALUES ('latin1 é ?', 'ü ??')");
  await connection.end();
}
