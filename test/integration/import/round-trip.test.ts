import { afterAll, beforeAll, expect, test } from 'vitest';
import { quoteName } from '../../../shared/dialects/quote.ts';
import { flavours } from '../../../shared/domain/flavour.ts';
import { describeOn } from '../../kit/families.ts';
import { fewOf } from '../../kit/few-of.ts';
import { sampleStatements } from './sample-database.ts';
import { comparable, loadInto } from './load-into.ts';
import { takeDump } from './take-dump.ts';
import { startTwoServers, type TwoServers } from './two-servers.ts';

const schemas = ['shop', 'we`ird — base'];
const programs = ['--routines', '--triggers', '--events'];
const usual = ['--databases', ...schemas, ...programs];

/** By number of connections: what the dump programs can be told that changes what they write. */
const optionSets: readonly (readonly [number, readonly string[]])[] = [
  [1, []],
  [8, ['--skip-extended-insert']],
  [2, ['--complete-insert', '--hex-blob']],
  [8, ['--skip-tz-utc', '--no-tablespaces', '--single-transaction']],
  [2, ['--skip-add-drop-table', '--skip-add-locks', '--skip-disable-keys', '--skip-comments', '--skip-dump-date']],
  [8, ['--add-drop-database', '--order-by-primary', '--no-autocommit', '--net-buffer-length=4096']],
  [2, ['--replace']],
  [8, ['--insert-ignore', '--add-drop-trigger']],
  [2, ['--skip-opt', '--quick', '--create-options', '--skip-set-charset']],
];

for (const family of flavours) {
  await describeOn(family, 'dump, import, dump again', () => {
    let servers: TwoServers;
    beforeAll(async () => {
      servers = await startTwoServers(family);
      for (const sql of sampleStatements(family)) await servers.source.query(sql);
    });
    afterAll(() => servers.topology.stop());

    test.each(fewOf(optionSets, 3, { offset: flavours.indexOf(family) }))(
      'gives the same, over %i connections, with %j',
      async (lanes, options) => {
        const before = await takeDump(servers, [...usual, ...options]);
        await drop();
        await loadInto(before, servers.target, { lanes });
        await expectSame();
      },
    );

    test('of all databases, over 8 connections', async () => {
      const options = ['--all-databases', ...programs, ...withoutSystem[family]];
      const before = await takeDump(servers, options);
      await drop();
      await loadInto(before, servers.target, { lanes: 8 });
      await expectSame();
    });

    test('of one database without its name, in plain names where they can be, into another database', async () => {
      const before = await takeDump(servers, ['plain', '--skip-quote-names', ...programs]);
      await drop();
      await servers.target.query('CREATE DATABASE elsewhere');
      await loadInto(before, servers.target, { lanes: 2, database: 'elsewhere' });
      const after = await takeDump({ family, source: servers.target }, [
        'elsewhere',
        '--skip-quote-names',
        ...programs,
      ]);
      expect(comparable(after)).toEqual(comparable(before));
    });

    test('first the definitions, then the rows alone', async () => {
      const definitions = await takeDump(servers, ['--databases', ...schemas, '--no-data', '--skip-triggers']);
      const rows = await takeDump(servers, [
        '--databases',
        ...schemas,
        '--no-create-info',
        '--no-create-db',
        '--skip-triggers',
      ]);
      const rest = await takeDump(servers, [...usual, '--no-create-info', '--no-create-db', '--no-data']);
      await drop();
      await loadInto(definitions, servers.target, { lanes: 2 });
      const loaded = await loadInto(rows, servers.target, { lanes: 8 });
      expect(loaded.tables.find(({ name }) => name === 'old')).toMatchObject({ rows: 3, state: 'finished' });
      await loadInto(rest, servers.target, { lanes: 1 });
      await expectSame();
    });

    async function drop(): Promise<void> {
      for (const schema of [...schemas, 'plain', 'elsewhere', 'signalbox_import'])
        await servers.target.query(`DROP DATABASE IF EXISTS ${quoteName(schema)}`);
    }

    async function expectSame(): Promise<void> {
      const [there, here] = [await takeDump({ family, source: servers.target }, usual), await takeDump(servers, usual)];
      expect(comparable(there)).toEqual(comparable(here));
    }
  });
}

/** The system tables of another server are not to be had by an ordinary import. */
const withoutSystem = {
  mariadb: ['--ignore-database=mysql', '--ignore-database=sys'],
  mysql: ['--ignore-table=mysql.user'],
  mysql56: ['--ignore-table=mysql.user'],
};
