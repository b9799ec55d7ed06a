import { expect, test } from 'vitest';
import { scanAll } from '../testing/scan-all.ts';
import { readStatement } from './read-statement.ts';

/** What the only statement of a text is. */
function read(text: string, sqlMode = '') {
  const [piece, ...others] = scanAll(Buffer.from(text), [], { sqlMode });
  if (piece?.kind !== 'statement' || others.length > 0) throw new Error('one statement was meant');
  return readStatement(piece);
}

const at = (name: string, schema: string | null = null) => ({ schema, name });
const insert = { kind: 'insert', verb: 'insert', ignore: false, onDuplicate: false, columns: false } as const;

test.each([
  ["INSERT INTO `t` VALUES (1,\"),(\",'('),\n(2,f(3),'')", { ...insert, table: at('t'), rows: 2 }],
  [
    'INSERT  IGNORE INTO `a``b`.`c d` (`x`, `y`) VALUES (1,2)',
    { ...insert, table: at('c d', 'a`b'), ignore: true, columns: true, rows: 1 },
  ],
  ['REPLACE INTO 😀 VALUES (1),(2),(3)', { ...insert, verb: 'replace', table: at('😀'), rows: 3 }],
  ['INSERT INTO "a ""b""" VALUES (1)', { ...insert, table: at('a "b"'), rows: 1 }],
  [
    'INSERT INTO t VALUES (1),(2) ON DUPLICATE KEY UPDATE a=VALUES(a)',
    { ...insert, table: at('t'), rows: 2, onDuplicate: true },
  ],
  ['INSERT INTO t SELECT (1)', { kind: 'other', words: 'INSERT INTO T' }],
  [
    "SET @@GLOBAL.GTID_PURGED=/*!80000 '+'*/ 'a-b:1-3,\nc:1'",
    { kind: 'gtidPurged', gtids: 'a-b:1-3,c:1', added: true },
  ],
  ["SET @@GLOBAL.GTID_PURGED='a-b:1-3'", { kind: 'gtidPurged', gtids: 'a-b:1-3', added: false }],
  ['SET @@SESSION.SQL_LOG_BIN= 0', { kind: 'sqlLogBin' }],
  ['SET @MYSQLDUMP_TEMP_LOG_BIN = @@SESSION.SQL_LOG_BIN', { kind: 'sqlLogBin' }],
  ["SET GLOBAL gtid_slave_pos='0-1-2'", { kind: 'gtidSlavePos', gtids: '0-1-2' }],
  ['USE `we``ird`', { kind: 'use', schema: 'we`ird' }],
  [
    'CREATE DATABASE /*!32312 IF NOT EXISTS*/ `d` /*!40100 DEFAULT CHARACTER SET utf8 */',
    { kind: 'createDatabase', schema: 'd', ifNotExists: true },
  ],
  ['/*!40000 DROP DATABASE IF EXISTS `d`*/', { kind: 'dropDatabase', schema: 'd' }],
  ['DROP TABLE IF EXISTS `a`,b.c', { kind: 'dropTable', tables: [at('a'), at('c', 'b')] }],
  ['CREATE TABLE `t` (\n  `a` int\n)', { kind: 'createTable', table: at('t') }],
  [
    '/*!50001 CREATE TABLE `v` (\n  `a` tinyint NOT NULL\n) ENGINE=MyISAM */',
    { kind: 'createView', view: at('v'), placeholder: true, definer: null },
  ],
  [
    '/*!50001 CREATE VIEW `v` AS SELECT \n 1 AS `a`,\n 1 AS `b`*/',
    { kind: 'createView', view: at('v'), placeholder: true, definer: null },
  ],
  [
    '/*!50001 CREATE ALGORITHM=UNDEFINED */\n/*!50013 DEFINER=`a`@`%` SQL SECURITY DEFINER */\n/*!50001 VIEW `v` AS select 1 AS `a` */',
    { kind: 'createView', view: at('v'), placeholder: false, definer: 'a@%' },
  ],
  ['LOCK TABLES `a` WRITE, `b` READ /*!32311 LOCAL */', { kind: 'lockTables', tables: [at('a'), at('b')] }],
  ['UNLOCK TABLES', { kind: 'unlockTables' }],
  ['/*!40000 ALTER TABLE `a` DISABLE KEYS */', { kind: 'alterTableKeys', table: at('a'), enable: false }],
  ['ALTER TABLE a ADD COLUMN b INT', { kind: 'other', words: 'ALTER TABLE A' }],
  [
    '/*!50003 CREATE*/ /*!50017 DEFINER=`r`@`h`*/ /*!50003 TRIGGER `x` BEFORE INSERT ON `t` FOR EACH ROW SET @a = 1 */',
    { kind: 'createTrigger', trigger: at('x'), table: at('t'), definer: 'r@h' },
  ],
  [
    'CREATE DEFINER=`r`@`h` FUNCTION `f`(a INT) RETURNS int RETURN a',
    { kind: 'createRoutine', routine: at('f'), type: 'function', definer: 'r@h' },
  ],
  [
    '/*!50106 CREATE*/ /*!50117 DEFINER=`r`@`h`*/ /*!50106 EVENT `e` ON SCHEDULE EVERY 1 DAY DO SELECT 1 */',
    { kind: 'createEvent', event: at('e'), definer: 'r@h' },
  ],
  ['/*!50003 DROP PROCEDURE IF EXISTS `p` */', { kind: 'dropProgram', name: at('p'), type: 'procedure' }],
  [
    "CHANGE MASTER TO MASTER_HOST='h', MASTER_PORT=3307, MASTER_LOG_FILE='b.000001', MASTER_LOG_POS=4",
    { kind: 'changeSource', logFile: 'b.000001', logPosition: 4, host: 'h', port: 3307, gtid: false, channel: null },
  ],
  [
    "CHANGE REPLICATION SOURCE TO SOURCE_AUTO_POSITION=1 FOR CHANNEL 'c'",
    { kind: 'changeSource', logFile: null, logPosition: null, host: null, port: null, gtid: true, channel: 'c' },
  ],
  ['START TRANSACTION', { kind: 'transaction', act: 'start' }],
  ['commit', { kind: 'transaction', act: 'commit' }],
  ['STOP SLAVE SQL_THREAD', { kind: 'replicaControl', act: 'stop' }],
  ['DO SETVAL(`s`, 5, 0)', { kind: 'setSequence', sequence: at('s') }],
  ['DELETE FROM x', { kind: 'other', words: 'DELETE FROM X' }],
])('%s', (text, expected) => {
  expect(read(text)).toEqual(expected);
});

test('a SET is taken apart', () => {
  expect(read("/*!40101 SET @OLD_SQL_MODE=@@SQL_MODE, SESSION sql_mode='A,B', @@global.x := f(1, 2) */")).toEqual({
    kind: 'set',
    assignments: [
      { target: { scope: 'user', name: 'old_sql_mode' }, value: '@@SQL_MODE' },
      { target: { scope: 'session', name: 'sql_mode' }, value: "'A,B'" },
      { target: { scope: 'global', name: 'x' }, value: 'f(1, 2)' },
    ],
  });
});

test('without backslash escapes a string ends at its quote', () => {
  expect(read("INSERT INTO t VALUES ('\\'),('x') ON DUPLICATE KEY UPDATE a=1", 'NO_BACKSLASH_ESCAPES')).toMatchObject({
    rows: 2,
    onDuplicate: true,
  });
});
