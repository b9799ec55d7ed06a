import { afterAll, beforeAll, expect, test } from 'vitest';
import { createConnector } from '../../../electron/engine/connections/connector.ts';
import { describeDump } from '../../../electron/engine/import/preflight/describe-dump.ts';
import { judgeImport } from '../../../electron/engine/import/preflight/judge-import.ts';
import { readTarget } from '../../../electron/engine/import/preflight/read-target.ts';
import type { TargetFacts } from '../../../electron/engine/import/preflight/target-facts.ts';
import { modelOf } from '../../../electron/engine/import/preflight/testing/model-of.ts';
import type { DumpModel } from '../../../electron/engine/import/dump/dump-model.ts';
import { flavours } from '../../../shared/domain/flavour.ts';
import { accountStatements, type Account } from '../../../electron/engine/yard/servers/accounts.ts';
import { describeOn } from '../../kit/families.ts';
import type { TestServer } from '../../kit/test-server.ts';
import { startTopology, testAccounts } from '../../kit/topology.ts';
import type { Topology } from '../../kit/topology.ts';
import { takeDump } from './take-dump.ts';

const importer = { user: 'importer', password: 'import-0c4e' };

const admin = "'admin'@'%'";
const statements = [
  'CREATE DATABASE shop',
  'CREATE TABLE shop.orders (id INT PRIMARY KEY, v VARCHAR(10)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4',
  'CREATE TABLE shop.empty (id INT PRIMARY KEY) ENGINE=MyISAM',
  "INSERT INTO shop.orders VALUES (1, 'a'), (2, 'b'), (3, 'c')",
  'CREATE VIEW shop.some AS SELECT id FROM shop.orders',
  "CREATE DEFINER = 'gone'@'%' TRIGGER shop.stamp BEFORE INSERT ON shop.orders FOR EACH ROW SET NEW.v = 'x'",
  `CREATE USER ${admin} IDENTIFIED BY 'all-3b1c'`,
  `CREATE USER 'importer'@'%' IDENTIFIED BY '${importer.password}'`,
  "GRANT ALL PRIVILEGES ON shop.* TO 'importer'@'%'",
];

async function ownDump(topology: Topology): Promise<string> {
  return (await takeDump(topology, ['--databases', 'shop', '--triggers'])).toString('latin1');
}

/** As mysqldump of MySQL 5.6 writes it, which the yard has no program of. */
const oldDump = `-- MySQL dump 10.13  Distrib 5.6.51, for Linux (x86_64)
-- Server version\t5.6.51-log
/*!40101 SET NAMES utf8 */;
CREATE DATABASE /*!32312 IF NOT EXISTS*/ \`shop\` /*!40100 DEFAULT CHARACTER SET latin1 */;
USE \`shop\`;
DROP TABLE IF EXISTS \`empty\`;
CREATE TABLE \`empty\` (\`id\` int(11) NOT NULL, PRIMARY KEY (\`id\`)) ENGINE=MyISAM DEFAULT CHARSET=latin1;
DROP TABLE IF EXISTS \`orders\`;
CREATE TABLE \`orders\` (\`id\` int(11) NOT NULL, \`v\` varchar(10), PRIMARY KEY (\`id\`)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
INSERT INTO \`orders\` VALUES (1,'a'),(2,'b'),(3,'c');
/*!50003 CREATE*/ /*!50017 DEFINER=\`gone\`@\`%\`*/ /*!50003 TRIGGER stamp BEFORE INSERT ON orders FOR EACH ROW SET NEW.v = 'x' */;
/*!50001 CREATE ALGORITHM=UNDEFINED */
/*!50013 DEFINER=\`root\`@\`localhost\` SQL SECURITY DEFINER */
/*!50001 VIEW \`some\` AS select \`orders\`.\`id\` AS \`id\` from \`orders\` */;
-- Dump completed on 2015-03-02 12:00:00
`;

for (const family of flavours) {
  await describeOn(family, 'what is read of an import’s target', () => {
    let topology: Topology;
    let dump: DumpModel;

    beforeAll(async () => {
      topology = await startTopology({ family, positions: 'gtid', replicas: 1, standalone: 1 });
      const { source } = topology;
      if (family === 'mysql') await source.query('SET GLOBAL super_read_only = OFF');
      await source.query('SET GLOBAL read_only = OFF');
      for (const sql of statements) await source.query(sql);
      await topology.settle();
      dump = modelOf(family === 'mysql56' ? oldDump : await ownDump(topology));
    });
    afterAll(() => topology.stop());

    async function read(
      server: TestServer,
      account: Account = testAccounts.operate,
      model = dump,
    ): Promise<TargetFacts> {
      const target = {
        server: server.address,
        user: account.user,
        password: () => Promise.resolve(account.password),
        tls: { mode: 'off', caFile: null, certFile: null, keyFile: null },
      } as const;
      const session = await createConnector().open(target, { connectWithinMs: 10_000 });
      try {
        return await readTarget(session, model, { database: null, withinMs: 15_000 });
      } finally {
        await session.close();
      }
    }

    function verdicts(facts: TargetFacts): Readonly<Record<string, string>> {
      const results = judgeImport(dump, facts, {
        server: facts.server,
        database: null,
        environment: 'staging',
        logged: true,
        applyGtids: false,
        overwrite: false,
        progressTable: true,
        speed: [],
      });
      return Object.fromEntries(results.map(({ code, verdict }) => [code, verdict]));
    }

    test('a source, as the account that operates it sees it', async () => {
      const facts = await read(topology.source);
      expect(facts).toMatchObject({
        serverId: 1,
        settings: { readOnly: false, logBin: true, lowerCaseTableNames: 0 },
        channels: { known: true, value: [] },
        gtid: { kind: family === 'mariadb' ? 'mariadb' : 'mysql' },
      });
      expect(facts.replicas.known && facts.replicas.value.length).toBe(1);
      expect(facts.settings.maxAllowedPacket).toBeGreaterThan(1_000_000);
      expect(facts.version.text).toBe(await topology.source.value('SELECT VERSION()'));
      expect(facts.uuid === null).toBe(family === 'mariadb');
      expect(facts.engines).toEqual(expect.arrayContaining(['innodb', 'myisam']));
      expect(facts.charsets).toContain('utf8mb4');
      expect(facts.collations).toContain('utf8mb4_general_ci');
      expect(facts.accounts.known && facts.accounts.value.includes('signalbox@%')).toBe(true);
      expect(facts.tables).toEqual([]); // it has no privilege on them
    });

    test('its answers: it has slaves, and rows that would be lost', async () => {
      await topology.source.query(`GRANT ALL PRIVILEGES ON *.* TO ${admin}`);
      const facts = await read(topology.source, { user: 'admin', password: 'all-3b1c' });
      expect(facts.tables.filter(({ hasRows }) => hasRows.known && hasRows.value).map(({ name }) => name)).toEqual([
        'orders',
      ]);
      expect(verdicts(facts)).toMatchObject({
        'import-dump-complete': 'pass',
        'import-origin': 'pass',
        'import-order': 'pass',
        'import-rows-dropped': 'loss',
        'import-production-master': 'loss',
        'import-logged': 'warn',
        'import-privileges': 'pass',
        'import-engines': 'pass',
        'import-charsets': 'pass',
        'import-packet': 'pass',
        'import-read-only': 'pass',
        'import-running-replica': 'pass',
        'import-definers': 'warn',
      });
    });

    test('a running, read-only slave', async () => {
      const [replica] = topology.replicas;
      if (replica === undefined) throw new Error('There is no replica.');
      const facts = await read(replica);
      expect(facts.channels).toMatchObject({ known: true, value: [{ io: 'yes', sql: 'yes' }] });
      expect(verdicts(facts)).toMatchObject({ 'import-running-replica': 'block', 'import-read-only': 'block' });
    });

    test('a fresh server, read-only', async () => {
      const [fresh] = topology.standalone;
      if (fresh === undefined) throw new Error('There is no fresh server.');
      const facts = await read(fresh);
      expect(facts.databases).not.toContain('shop');
      expect(facts.tables).toEqual([]);
      expect(verdicts(facts)).toMatchObject({
        'import-read-only': 'block',
        'import-rows-dropped': 'pass',
        'import-database-missing': 'pass',
        'import-running-replica': 'pass',
      });
    });

    test('the account of practice servers may import all of it', async () => {
      const mover = { user: 'mover', password: 'move-5e11', movesData: true };
      const all = accountStatements(family, { ...testAccounts, operate: mover });
      for (const sql of all.filter((each) => each.includes("'mover'"))) await topology.source.query(sql);
      expect(verdicts(await read(topology.source, mover))['import-privileges']).toBe('pass');
      expect(verdicts(await read(topology.source))['import-privileges']).toBe('block');
    });

    test('an account that may only use one database: what it can’t see has a reason', async () => {
      const facts = await read(topology.source, importer);
      expect(facts.channels.known).toBe(false);
      expect(facts.replicas.known).toBe(false);
      expect(facts.accounts.known).toBe(false);
      expect(facts.tables.find(({ name }) => name === 'orders')?.hasRows).toEqual({ known: true, value: true });
      expect(verdicts(facts)).toMatchObject({
        'import-running-replica': 'block',
        'import-privileges': 'block', // a trigger of another definer
        'import-rows-dropped': 'loss',
      });
    });

    test('a table that another session has locked is waited for shortly only', async () => {
      const connection = await topology.source.connect({ user: importer.user, password: importer.password });
      await connection.query('LOCK TABLES shop.orders WRITE');
      const facts = await read(topology.source, importer);
      await connection.end();
      expect(facts.tables.find(({ name }) => name === 'orders')?.hasRows.known).toBe(false);
      expect(facts.tables.find(({ name }) => name === 'empty')?.hasRows).toEqual({ known: true, value: false });
    });

    test('the dump in words', () => {
      expect(describeDump(dump)).toMatchObject({
        databases: 'Database: shop.',
        programs: 'Also 1 view, 1 trigger.',
        largestTables: [{ name: 'shop.orders', rows: 3 }],
      });
    });
  });
}
