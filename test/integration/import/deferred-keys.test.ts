import { afterAll, beforeAll, expect, test } from 'vitest';
import { flavours } from '../../../shared/domain/flavour.ts';
import { deferKeys } from '../../../electron/engine/import/table/defer-keys.ts';
import type { KeepRules } from '../../../electron/engine/import/table/keys-to-keep.ts';
import { readTable } from '../../../electron/engine/import/table/read-table.ts';
import { describeOn } from '../../kit/families.ts';
import { startTopology } from '../../kit/topology.ts';
import type { Topology } from '../../kit/topology.ts';
import { sampleStatements } from './sample-database.ts';

const rules: readonly (readonly [string, KeepRules])[] = [
  ['secondary and full-text keys deferred', {}],
  ['unique keys deferred, too', { unique: 'defer' }],
  ['full-text keys kept', { fulltext: 'keep' }],
];

for (const family of flavours) {
  await describeOn(family, 'keys added at the end', () => {
    let topology: Topology;

    beforeAll(async () => {
      const open = family === 'mysql' ? { 'super-read-only': 'OFF' } : {};
      const settings = { 'read-only': 'OFF', ...open };
      topology = await startTopology({ family, positions: 'gtid', replicas: 0, settings });
      await topology.source.query('USE app');
      for (const sql of sampleStatements(family)) await topology.source.query(sql);
    });
    afterAll(() => topology.stop());

    test.each(rules)('SHOW CREATE TABLE is what the whole statement gives: %s', async (_title, rule) => {
      let deferred = 0;
      for (const { table, create } of await tables()) {
        const definition = readTable(create);
        if (definition === null) throw new Error(`not read: ${create.toString()}`);
        const parts = deferKeys(create, definition, rule);
        deferred += parts.deferred.length;
        const whole = await shown('whole', [create], table);
        expect(await shown('parts', [parts.create, ...parts.alters], table)).toBe(whole);
      }
      expect(deferred).toBeGreaterThan(5);
    });

    /** The tables of the sample, with the statements that dump programs take over. */
    async function tables(): Promise<{ table: string; create: Buffer }[]> {
      const found = await topology.source.query(
        `SELECT table_schema AS s, table_name AS t FROM information_schema.tables
         WHERE table_schema IN ('shop', 'we\`ird — base') AND table_type NOT IN ('VIEW', 'SEQUENCE')`,
      );
      const results = [];
      for (const { s, t } of found) {
        const [row] = await topology.source.query(`SHOW CREATE TABLE ${quote(String(s))}.${quote(String(t))}`);
        results.push({ table: String(t), create: Buffer.from(String(row?.['Create Table'])) });
      }
      return results;
    }

    /** SHOW CREATE TABLE after these statements in a fresh database. */
    async function shown(schema: string, statements: readonly Buffer[], table: string): Promise<string> {
      const { spec } = topology.source;
      const connection = await topology.source.connect({ user: 'root', socketPath: spec.socket });
      const before = [`DROP DATABASE IF EXISTS ${schema}`, `CREATE DATABASE ${schema}`, `USE ${schema}`];
      try {
        for (const sql of [...before, 'SET foreign_key_checks = 0']) await connection.query(sql);
        for (const sql of statements) await connection.query(sql.toString('utf8'));
        const [rows] = await connection.query(`SHOW CREATE TABLE ${quote(table)}`);
        return String((rows as Record<string, unknown>[])[0]?.['Create Table']);
      } finally {
        await connection.end();
      }
    }
  });
}

function quote(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``;
}
