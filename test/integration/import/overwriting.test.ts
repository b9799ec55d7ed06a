import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { flavours } from '../../../shared/domain/flavour.ts';
import { documentOf, makeCliHome, type CliHome, type CliRun } from '../../kit/cli-home.ts';
import { describeOn } from '../../kit/families.ts';
import type { TestServer } from '../../kit/test-server.ts';
import { Cut } from './cut-session.ts';
import { comparable, loadInto, openAsLoader } from './load-into.ts';
import { sampleStatements } from './sample-database.ts';
import { takeDump } from './take-dump.ts';
import { startTwoServers, type TwoServers } from './two-servers.ts';

/** As `--skip-add-drop-table` writes it. The second row of `second` can be made to fail. */
function dumpText(failing = false): string {
  return [
    '-- MySQL dump 10.13',
    'CREATE DATABASE /*!32312 IF NOT EXISTS*/ `shop`;',
    'USE `shop`;',
    ...['first', 'second', 'third'].flatMap((name, place) => [
      `CREATE TABLE \`${name}\` (\`id\` int NOT NULL, PRIMARY KEY (\`id\`)) ENGINE=InnoDB;`,
      `INSERT INTO \`${name}\` VALUES (${String(place + 1)}1),(${String(place + 1)}${failing && name === 'second' ? 1 : 2});`,
    ]),
    '-- Dump completed on 2026-11-25',
    '',
  ].join('\n');
}

for (const family of flavours) {
  await describeOn(family, 'tables that are in the way of an import', () => {
    let servers: TwoServers;
    let target: TestServer;
    let home: CliHome;
    beforeAll(async () => {
      servers = await startTwoServers(family);
      ({ target } = servers);
      for (const sql of sampleStatements(family)) await servers.source.query(sql);
      home = await makeCliHome();
      await home.configure(
        `clusters:\n  shop:\n    environment: development\n    seeds: ["${target.address}"]\n    user: loader\n    password: ${await home.keepPassword('loader')}\n`,
      );
      await writeFile(join(home.folder, 'shop.sql'), dumpText());
      await writeFile(join(home.folder, 'failing.sql'), dumpText(true));
    });
    afterAll(async () => {
      await home.remove();
      await servers.topology.stop();
    });
    beforeEach(async () => {
      for (const schema of ['shop', 'signalbox_import']) await target.query(`DROP DATABASE IF EXISTS ${schema}`);
      await target.query('CREATE DATABASE shop');
      for (const name of ['first', 'third', 'untouched']) {
        await target.query(`CREATE TABLE shop.${name} (old INT)`);
        await target.query(`INSERT INTO shop.${name} VALUES (7)`);
      }
    });

    const importing = (...more: readonly string[]): Promise<CliRun> =>
      home.run(['import', '--to', target.address, '--json', '--config', 'signalbox.yaml', ...more]);
    const guardOf = (run: CliRun, code: string) =>
      documentOf(run).import.guards.find((guard: { code: string }) => guard.code === code);
    const rowsOf = (name: string) => target.query(`SELECT * FROM shop.${name} ORDER BY 1`);
    const oldRows = [{ old: 7 }];
    async function expectUntouched(): Promise<void> {
      for (const name of ['first', 'third', 'untouched']) expect(await rowsOf(name)).toEqual(oldRows);
      expect(await target.query("SHOW TABLES IN shop LIKE 'second'")).toEqual([]);
    }
    const accepting = ['--overwrite', '--accept', 'import-rows-dropped=a test', '--confirm', 'shop'];

    test('keep it from beginning, and the cure names the option', async () => {
      const run = await importing('shop.sql', '--yes');
      expect(run.exit).toBe(1);
      expect(guardOf(run, 'import-table-exists')).toMatchObject({
        verdict: 'block',
        message: expect.stringMatching(/shop\.first.*shop\.third/) as string,
        cure: expect.stringContaining('--overwrite') as string,
      });
      await expectUntouched();
    });

    test('with rows go only with the loss accepted and the name typed; what the dump does not make stays', async () => {
      const asked = await importing('shop.sql', '--overwrite', '--yes');
      expect(asked.exit).toBe(1);
      expect(guardOf(asked, 'import-table-exists')).toMatchObject({ verdict: 'pass' });
      expect(guardOf(asked, 'import-rows-dropped')).toMatchObject({
        verdict: 'loss',
        message: expect.stringMatching(/^2 tables with rows are dropped: shop\.first.*shop\.third/) as string,
      });
      await expectUntouched();
      for (const confirm of [['--yes'], ['--confirm', 'Shop']]) {
        const unnamed = await importing('shop.sql', ...accepting.slice(0, 3), ...confirm);
        expect(documentOf(unnamed).error).toMatchObject({ code: 'confirmation-needed' });
      }
      await expectUntouched();

      const run = await importing('shop.sql', ...accepting);
      expect([run.exit, documentOf(run).result.outcome]).toEqual([0, 'done']);
      expect([await rowsOf('first'), await rowsOf('second'), await rowsOf('third')]).toEqual(
        [1, 2, 3].map((place) => [{ id: place * 10 + 1 }, { id: place * 10 + 2 }]),
      );
      expect(await rowsOf('untouched')).toEqual(oldRows);
    });

    test('without rows go without that, and so does nothing where none is in the way', async () => {
      for (const name of ['first', 'third']) await target.query(`TRUNCATE TABLE shop.${name}`);
      const run = await importing('shop.sql', '--overwrite', '--yes');
      expect([run.exit, documentOf(run).result.outcome]).toEqual([0, 'done']);
      expect(await rowsOf('first')).toEqual([{ id: 11 }, { id: 12 }]);
    });

    test('are not dropped again by an import that goes on, which still drops those that it had not come to', async () => {
      const stopped = await importing('failing.sql', ...accepting, '--parallel', '1');
      expect(documentOf(stopped).result).toMatchObject({ outcome: 'stopped', resumable: true });
      expect(await rowsOf('first')).toEqual([{ id: 11 }, { id: 12 }]);
      await target.query('INSERT INTO shop.first VALUES (99)');
      const { importId } = documentOf(stopped).import;
      const resumed = await importing('failing.sql', '--yes', '--skip-errors', '1062', '--resume', importId);
      expect(documentOf(resumed).result).toMatchObject({ outcome: 'done', error: null });
      expect(await rowsOf('first')).toEqual([{ id: 11 }, { id: 12 }, { id: 99 }]);
      expect(await rowsOf('third')).toEqual([{ id: 31 }, { id: 32 }]);
    });

    test('that are views are never dropped, nor a table of another name', async () => {
      await target.query('DROP TABLE shop.third');
      await target.query('CREATE VIEW shop.third AS SELECT old FROM shop.untouched');
      const run = await importing('shop.sql', ...accepting);
      expect(run.exit).toBe(1);
      expect(guardOf(run, 'import-table-exists')).toMatchObject({ verdict: 'block' });
      await expectUntouched();
    });

    test('go from SQL that is run in order as well, and only before it makes them first', async () => {
      const twice = `${dumpText().replace('-- MySQL dump 10.13\n', '')}UPDATE first SET id = 13 WHERE id = 12;\nCREATE TABLE IF NOT EXISTS first (id INT);\n`;
      await writeFile(join(home.folder, 'other.sql'), twice);
      const run = await importing('other.sql', ...accepting);
      expect([run.exit, documentOf(run).result.outcome]).toEqual([0, 'done']);
      expect(await rowsOf('first')).toEqual([{ id: 11 }, { id: 13 }]);
      expect(await rowsOf('third')).toEqual([{ id: 31 }, { id: 32 }]);
    });

    test('of standard input are not known, so it is refused', async () => {
      expect(documentOf(await importing('-', '--overwrite', '--yes')).error.code).toBe('bad-usage');
      await expectUntouched();
    });

    test(
      'an import that overwrites and is cut off anywhere goes on to the same end',
      { timeout: 120_000 },
      async () => {
        const usual = ['--databases', 'shop', '--routines', '--triggers', '--events'];
        const rowByRow = async (source: TestServer) =>
          comparable(await takeDump({ family, source }, [...usual, '--skip-extended-insert'])).toSorted();
        const whole = await rowByRow(servers.source);
        const dump = await takeDump(servers, [...usual, '--skip-add-drop-table']);
        const tables = await servers.source.query(
          "SELECT TABLE_NAME AS name FROM information_schema.TABLES WHERE TABLE_SCHEMA = 'shop' AND TABLE_TYPE = 'BASE TABLE'",
        );
        const overwritten = tables.map(({ name }) => ({ schema: 'shop', name: String(name) }));
        const [made] = await servers.source.query('SHOW CREATE DATABASE shop');
        const cutAt = async (at: number): Promise<Cut> => {
          for (const schema of ['shop', 'signalbox_import']) await target.query(`DROP DATABASE IF EXISTS ${schema}`);
          await target.query(String(made?.['Create Database']));
          for (const { name } of overwritten) {
            const quoted = `shop.\`${name.replaceAll('`', '``')}\``;
            await target.query(`CREATE TABLE ${quoted} (old INT)`);
            await target.query(`INSERT INTO ${quoted} VALUES (7)`);
          }
          const cut = new Cut(at, true);
          const open = async () => cut.over(await openAsLoader(target));
          await loadInto(dump, target, { lanes: 2, open, overwritten }).catch((error: unknown) => {
            if (!String(error).includes('cut off')) throw error;
          });
          return cut;
        };
        const { sent } = await cutAt(Infinity);
        expect(await rowByRow(target)).toEqual(whole);
        let cuts = 0;
        for (let at = 5; at < sent - 5; at += Math.ceil(sent / 8)) {
          if ((await cutAt(at)).sent < at) continue;
          cuts += 1;
          await loadInto(dump, target, { lanes: 2, overwritten });
          expect(await rowByRow(target), `cut at ${String(at)} of ${String(sent)}`).toEqual(whole);
        }
        expect(cuts).toBeGreaterThan(4);
      },
    );
  });
}
