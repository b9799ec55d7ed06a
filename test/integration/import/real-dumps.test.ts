import { afterAll, beforeAll, expect, test } from 'vitest';
import { Inventory } from '../../../electron/engine/import/dump/inventory.ts';
import type { DumpModel } from '../../../electron/engine/import/dump/dump-model.ts';
import { StatementScanner } from '../../../electron/engine/import/scan/statement-scanner.ts';
import { readStatement } from '../../../electron/engine/import/statements/read-statement.ts';
import { describeOn } from '../../kit/families.ts';
import { startTopology } from '../../kit/topology.ts';
import type { Topology } from '../../kit/topology.ts';
import { sampleStatements } from './sample-database.ts';
import { takeDump } from './take-dump.ts';

function scan(dump: Buffer): DumpModel {
  const scanner = new StatementScanner();
  const inventory = new Inventory();
  scanner.push(dump);
  scanner.finish();
  for (let piece = scanner.next(); piece !== null; piece = scanner.next()) {
    const statement = piece.kind === 'statement' ? readStatement(piece) : null;
    inventory.add(piece, statement);
  }
  return inventory.model();
}

/** The options that change what a dump looks like, all of them with both databases of the sample. */
const variants: readonly string[] = [
  '--quote-names',
  '--skip-extended-insert',
  '--complete-insert --hex-blob',
  '--skip-quote-names',
  '--skip-tz-utc --single-transaction',
  '--compact --no-autocommit',
  '--no-create-info --insert-ignore',
  '--no-create-info --replace --skip-triggers',
  '--skip-opt',
  '--add-drop-database --add-locks --skip-comments',
  '--compatible=ansi --default-character-set=utf8mb4', // else mariadb-dump mixes character sets in names
];
/** Names that need quotes. */
const quoted = ['shop.select', 'shop.no key', 'shop.a "quoted" é'];

for (const family of ['mariadb', 'mysql'] as const) {
  await describeOn(family, 'dumps of the family’s own program', () => {
    let topology: Topology;
    const both = ['--databases', 'shop', 'we`ird — base', '--routines', '--events'];

    beforeAll(async () => {
      const open = family === 'mysql' ? { 'super-read-only': 'OFF' } : {};
      topology = await startTopology({
        family,
        positions: 'gtid',
        replicas: 0,
        settings: { 'read-only': 'OFF', ...open },
      });
      for (const sql of sampleStatements(family)) await topology.source.query(sql);
    });
    afterAll(() => topology.stop());

    /** Rows by table, as the server counts them. */
    async function counted(): Promise<Record<string, number>> {
      const tables = await topology.source.query(
        `SELECT table_schema AS s, table_name AS t FROM information_schema.tables
         WHERE table_schema IN ('shop', 'we\`ird — base') AND table_type NOT IN ('VIEW', 'SEQUENCE')`,
      );
      const rows: Record<string, number> = {};
      for (const { s, t } of tables) {
        const quoted = [s, t].map((name) => `\`${String(name).replaceAll('`', '``')}\``).join('.');
        rows[`${String(s)}.${String(t)}`] = Number(await topology.source.value(`SELECT COUNT(*) FROM ${quoted}`));
      }
      return rows;
    }

    test.each(variants)('%s: tables and rows are those of the server', async (variant) => {
      const left = variant === '--skip-quote-names' ? quoted : [];
      const isOne = left.length > 0 || variant.startsWith('--compatible=ansi');
      const databases = isOne ? ['--databases', 'shop'] : both;
      const ignored = left.map((name) => `--ignore-table=${name}`);
      const model = scan(await takeDump(topology, [...variant.split(' '), ...databases, ...ignored]));
      const expected = Object.entries(await counted()).filter(
        ([name, rows]) =>
          !left.includes(name) &&
          (rows > 0 || !variant.includes('--no-create-info')) &&
          (!isOne || name.startsWith('shop.')),
      );
      const found = model.tables.map(({ schema, name, rows }) => [`${String(schema)}.${name}`, rows] as const);
      expect(Object.fromEntries(found)).toEqual(Object.fromEntries(expected));
      expect(model.shape).toEqual({ kind: 'dump' });
    });

    test('the model has what else is in it, and whose coordinates', async () => {
      const data = family === 'mysql' ? '--source-data=2' : '--master-data=2';
      const model = scan(await takeDump(topology, [...both, data]));
      expect(model.maker?.program).toBe(family === 'mysql' ? 'mysqldump' : 'mariadb-dump');
      expect(model.serverVersion).toBe(await topology.source.value('SELECT VERSION()'));
      expect(model.views.map(({ name }) => name).sort()).toEqual(['a buyers', 'buyers']);
      expect(model.triggers).toEqual([{ schema: 'shop', name: 'stamp', table: 'purchase' }]);
      expect(model.routines.map(({ name, type }) => `${type} ${name}`).sort()).toEqual([
        'function twice',
        'procedure work',
      ]);
      expect(model.events).toEqual([{ schema: 'shop', name: 'nightly' }]);
      expect([...model.definers].sort()).toEqual(['gone@%', 'root@localhost']);
      expect(model.completeness.kind).toBe('complete');
      const [status] = await topology.source.query(
        family === 'mysql' ? 'SHOW BINARY LOG STATUS' : 'SHOW MASTER STATUS',
      );
      expect(model.coordinates.sources).toMatchObject([
        { logFile: status?.['File'], logPosition: status?.['Position'], commented: true, of: 'dumped-server' },
      ]);
    });
  });
}
