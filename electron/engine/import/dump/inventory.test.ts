import { expect, test } from 'vitest';
import { readStatement } from '../statements/read-statement.ts';
import { scanAll } from '../testing/scan-all.ts';
import { Inventory } from './inventory.ts';

function model(text: string) {
  const inventory = new Inventory();
  for (const piece of scanAll(Buffer.from(text))) {
    inventory.add(piece, piece.kind === 'statement' ? readStatement(piece) : null);
  }
  return inventory.model();
}

/** What mysqldump of MySQL 5.6 writes with --dump-slave=2 --databases shop. */
const old = `-- MySQL dump 10.13  Distrib 5.6.24, for Linux (x86_64)
--
-- Host: db1    Database: shop
-- ------------------------------------------------------
-- Server version	5.6.24-log

/*!40101 SET NAMES utf8 */;
/*!40101 SET @OLD_SQL_MODE=@@SQL_MODE, SQL_MODE='NO_AUTO_VALUE_ON_ZERO' */;

--
-- Position to start replication or point-in-time recovery from (the master of this slave)
--

-- CHANGE MASTER TO MASTER_LOG_FILE='mysql-bin.000007', MASTER_LOG_POS=120;

CREATE DATABASE /*!32312 IF NOT EXISTS*/ \`shop\` /*!40100 DEFAULT CHARACTER SET utf8 */;

USE \`shop\`;
DROP TABLE IF EXISTS \`a\`;
CREATE TABLE \`a\` (
  \`id\` int(11) NOT NULL AUTO_INCREMENT,
  PRIMARY KEY (\`id\`)
) ENGINE=InnoDB AUTO_INCREMENT=3 DEFAULT CHARSET=utf8;
LOCK TABLES \`a\` WRITE;
/*!40000 ALTER TABLE \`a\` DISABLE KEYS */;
INSERT INTO \`a\` VALUES (1),(2);
REPLACE INTO \`a\` VALUES (2);
/*!40000 ALTER TABLE \`a\` ENABLE KEYS */;
UNLOCK TABLES;
DROP TABLE IF EXISTS \`v\`;
/*!50001 DROP VIEW IF EXISTS \`v\`*/;
SET @saved_cs_client     = @@character_set_client;
/*!50001 CREATE TABLE \`v\` (
  \`id\` tinyint NOT NULL
) ENGINE=MyISAM */;
/*!50001 DROP TABLE IF EXISTS \`v\`*/;
/*!50001 CREATE ALGORITHM=UNDEFINED */
/*!50013 DEFINER=\`root\`@\`%\` SQL SECURITY DEFINER */
/*!50001 VIEW \`v\` AS select \`a\`.\`id\` AS \`id\` from \`a\` */;
-- Dump completed on 2015-03-02 12:00:00
`;

test('a dump of MySQL 5.6: one table, one view, the position of its source', () => {
  const found = model(old);
  expect(found).toMatchObject({
    maker: { program: 'mysqldump', version: '5.6.24' },
    serverVersion: '5.6.24-log',
    host: 'db1',
    databases: [{ schema: 'shop', created: true, dropped: false }],
    views: [{ schema: 'shop', name: 'v' }],
    definers: ['root@%'],
    charsets: ['utf8'],
    engines: ['innodb'],
    completeness: { kind: 'complete', on: '2015-03-02 12:00:00' },
    shape: { kind: 'dump' },
  });
  expect(found.tables).toMatchObject([
    {
      schema: 'shop',
      name: 'a',
      rows: 3,
      dataStatements: 2,
      replaces: true,
      dropped: true,
      definition: { autoIncrement: true },
    },
  ]);
  expect(found.coordinates.sources).toMatchObject([
    { logFile: 'mysql-bin.000007', logPosition: 120, commented: true, of: 'its-source' },
  ]);
});

test('positions of both kinds, of MariaDB', () => {
  const { coordinates } = model(
    [
      '-- The following is the SQL position of the replication taken from SHOW SLAVE STATUS at the time of backup.',
      "-- CHANGE MASTER 'one' TO MASTER_HOST='h', MASTER_LOG_FILE='a.000001', MASTER_LOG_POS=4;",
      '-- Alternately, following is the position of the binary logging from SHOW MASTER STATUS at point of backup.',
      "CHANGE MASTER TO MASTER_LOG_FILE='b.000002', MASTER_LOG_POS=5;",
      "-- SET GLOBAL gtid_slave_pos='0-1-2';",
      "/* SET @@GLOBAL.GTID_PURGED='u:1-2';*/",
    ].join('\n'),
  );
  expect(coordinates.sources).toMatchObject([
    { logFile: 'a.000001', of: 'its-source', channel: 'one', commented: true },
    { logFile: 'b.000002', of: 'dumped-server', commented: false, line: 4 },
  ]);
  expect(coordinates.gtidSlavePos).toMatchObject([{ gtids: '0-1-2', commented: true }]);
  expect(coordinates.gtidPurged).toMatchObject([{ gtids: 'u:1-2', commented: true }]);
});

test('other SQL is named with its place, and a dump without an end is cut', () => {
  const found = model('USE a;\nUPDATE b SET c = 1;\nINSERT INTO d VALUES (1)');
  expect(found.shape).toEqual({ kind: 'other', reasons: [{ offset: 7, line: 2, words: 'UPDATE B SET' }] });
  expect(found.completeness).toEqual({ kind: 'cut' });
  expect(model('INSERT INTO d VALUES (1);').completeness).toEqual({ kind: 'unmarked' });
});
