import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { documentOf, makeCliHome, type CliHome } from '../../kit/cli-home.ts';
import { describeOn } from '../../kit/families.ts';
import type { TestServer } from '../../kit/test-server.ts';
import { startTopology, type Topology } from '../../kit/topology.ts';
import { createLoader } from './load-into.ts';

const uuid = '3e11fa47-71ca-11e1-9e33-c80aa9429562';
const gtids = {
  mariadb: "-- SET GLOBAL gtid_slave_pos='7-9-11';",
  mysql: `SET @@GLOBAL.GTID_PURGED=/*!80000 '+'*/ '${uuid}:1-9';`,
};
const dumpFor = (family: 'mariadb' | 'mysql'): string =>
  [
    '-- MySQL dump 10.13  Distrib 8.0.0, for Linux (x86_64)',
    "SET SQL_MODE='';",
    gtids[family],
    'CREATE DATABASE `shop`;',
    'USE `shop`;',
    'CREATE TABLE `small` (`id` tinyint NOT NULL, `n` int, PRIMARY KEY (`id`), KEY `n` (`n`)) ENGINE=InnoDB;',
    'INSERT INTO `small` VALUES (1,1),(300,2);',
    'INSERT INTO `small` VALUES (3,99999999999),(-300,99999999999);',
    'CREATE TABLE `empty` (`id` int NOT NULL, PRIMARY KEY (`id`)) ENGINE=InnoDB;',
    '-- Dump completed on 2026-01-02  3:04:05',
    '',
  ].join('\n');

for (const family of ['mariadb', 'mysql'] as const) {
  await describeOn(family, 'once all of an import is there', () => {
    let topology: Topology;
    let home: CliHome;
    let target: TestServer;
    beforeAll(async () => {
      const open = family === 'mysql' ? { 'super-read-only': 'OFF' } : {};
      topology = await startTopology({
        ...{ family, positions: 'gtid', replicas: 0, standalone: 1 },
        settings: { 'read-only': 'OFF', ...open },
      });
      const [other] = topology.standalone;
      if (other === undefined) throw new Error('there is no other server');
      target = other;
      await createLoader(target);
      home = await makeCliHome();
      await home.configure(
        `clusters:\n  shop:\n    environment: development\n    seeds: ["${target.address}"]\n    user: loader\n    password: ${await home.keepPassword('loader')}\n`,
      );
      await writeFile(join(home.folder, 'shop.sql'), dumpFor(family));
    });
    afterAll(async () => {
      await home.remove();
      await topology.stop();
    });
    afterEach(() => target.query('DROP DATABASE IF EXISTS shop'));

    const importing = (...more: readonly string[]): readonly string[] => [
      ...['import', 'shop.sql', '--to', target.address, '--json', '--config', 'signalbox.yaml', '--yes'],
      ...more,
    ];

    test('rows are counted, statistics gathered, checksums told, warnings counted with their places', async () => {
      const run = await home.run(importing('--checksum'));
      const { result } = documentOf(run);
      expect(run.exit).toBe(0);
      expect(result).toMatchObject({ outcome: 'done', analyzed: 1, gtids: null });
      expect(result.tables.map(({ name, rows, dumped }) => [name, rows, dumped])).toEqual([
        ['small', 4, 4],
        ['empty', 0, 0],
      ]);
      const [row] = await target.query('CHECKSUM TABLE shop.small');
      expect(result.tables[0]?.checksum).toBe(Number(row?.['Checksum']));
      const listed = await home.run(['journal', 'list', '--json', '--config', 'signalbox.yaml']);
      const { items } = JSON.parse(listed.stdout) as { items: readonly { readonly operation?: unknown }[] };
      expect(items.flatMap(({ operation }) => (operation === undefined ? [] : [operation]))).toEqual([
        expect.objectContaining({ kind: 'import', cluster: 'shop', outcome: 'done' }),
      ]);
      expect(result.warnings).toHaveLength(1);
      expect(result.warnings[0]).toMatchObject({ number: 1264, count: 4 });
      expect(result.warnings[0]?.places.map(({ line }) => line).toSorted()).toEqual([7, 8]);
    });

    test('nothing of it is in the binary log of an import that is not logged', async () => {
      const before = await written();
      const { result } = documentOf(await home.run(importing('--not-logged')));
      expect(result).toMatchObject({ outcome: 'done', analyzed: 1 });
      expect(await written()).toBe(before);
      await target.query('DROP DATABASE shop');
      const left = documentOf(await home.run(importing('--not-logged', '--no-analyze'))).result;
      expect(left).toMatchObject({ outcome: 'done', analyzed: 0 });
    });

    test('GTIDs are set on request only, and proved', async () => {
      const plain = documentOf(await home.run(importing('--not-logged'))).result;
      expect(plain.gtids).toBeNull();
      expect(await known()).not.toContain(family === 'mysql' ? uuid : '7-9-11');
      await target.query('DROP DATABASE shop');
      const run = await home.run(importing('--not-logged', '--apply-gtids'));
      const { result } = documentOf(run);
      expect(result).toMatchObject({ outcome: 'done', gtids: { how: 'set', why: null } });
      expect(run.exit).toBe(0);
      expect(await known()).toContain(family === 'mysql' ? `${uuid}:1-9` : '7-9-11');
      await target.query('DROP DATABASE shop');
      const again = await home.run(importing('--not-logged', '--apply-gtids'));
      if (family === 'mysql') {
        expect(again.exit).toBe(1);
        expect(documentOf(again).import.guards).toContainEqual(
          expect.objectContaining({ code: 'import-gtids', verdict: 'block' }),
        );
      } else expect(documentOf(again).result.gtids).toMatchObject({ how: 'there-already' });
    });

    /** What the server has written itself, or has been told. */
    async function written(): Promise<string> {
      const name = family === 'mysql' ? 'gtid_executed' : 'gtid_binlog_pos';
      return String(await target.value(`SELECT @@GLOBAL.${name}`));
    }

    async function known(): Promise<string> {
      const name = family === 'mysql' ? 'gtid_executed' : 'gtid_slave_pos';
      return String(await target.value(`SELECT @@GLOBAL.${name}`));
    }
  });
}
