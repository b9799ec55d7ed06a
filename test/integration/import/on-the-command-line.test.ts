import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { documentOf, makeCliHome, type CliHome } from '../../kit/cli-home.ts';
import { flavours } from '../../../shared/domain/flavour.ts';
import { describeOn } from '../../kit/families.ts';
import type { TestServer } from '../../kit/test-server.ts';
import type { Topology } from '../../kit/topology.ts';
import { waitFor } from '../../kit/wait-for.ts';
import { comparable } from './load-into.ts';
import { sampleStatements } from './sample-database.ts';
import { takeDump } from './take-dump.ts';
import { startTwoServers } from './two-servers.ts';

const main = join(import.meta.dirname, '../../../electron/cli/main.ts');

for (const family of flavours) {
  await describeOn(family, 'signalbox import', () => {
    const options = ['--databases', 'shop', '--routines', '--triggers', '--events', '--net-buffer-length=16384'];
    let topology: Topology;
    let home: CliHome;
    let target: TestServer;
    let dump: Buffer;
    beforeAll(async () => {
      const servers = await startTwoServers(family);
      ({ topology, target } = servers);
      for (const sql of sampleStatements(family)) await topology.source.query(sql);
      await topology.source.query('CREATE TABLE shop.large (id INT PRIMARY KEY, b VARCHAR(200), KEY b (b(20)))');
      for (let from = 0; from < 30_000; from += 1000) {
        const rows = Array.from({ length: 1000 }, (_, n) => `(${String(from + n)}, REPEAT('x', 150))`);
        await topology.source.query(`INSERT INTO shop.large VALUES ${rows.join(',')}`);
      }
      dump = await takeDump(topology, options);
      home = await makeCliHome();
      await home.configure(
        `clusters:\n  shop:\n    environment: development\n    seeds: ["${target.address}"]\n    user: loader\n    password: ${await home.keepPassword('loader')}\n`,
      );
      await writeFile(join(home.folder, 'shop.sql.gz'), gzipSync(dump));
    });
    afterAll(async () => {
      await home.remove();
      await topology.stop();
    });
    beforeEach(async () => {
      for (const schema of ['shop', 'signalbox_import']) await target.query(`DROP DATABASE IF EXISTS ${schema}`);
    });

    const importing = (...more: readonly string[]): readonly string[] => [
      ...['import', '--to', target.address, '--json', '--config', 'signalbox.yaml'],
      ...(more[0]?.startsWith('--') === false ? [] : ['shop.sql.gz']),
      ...more,
    ];

    test('says what is in the dump, and imports it', async () => {
      const rehearsed = await home.run(importing('--dry-run'));
      expect(rehearsed.exit).toBe(0);
      expect(documentOf(rehearsed).import).toMatchObject({ cluster: 'shop', runnable: true });
      expect(JSON.stringify(documentOf(rehearsed))).toContain('shop.large');
      expect(await target.query("SHOW DATABASES LIKE 'shop'")).toEqual([]);
      const run = await home.run(importing('--yes'));
      expect(run.exit).toBe(0);
      const { result } = documentOf(run);
      expect(result).toMatchObject({ outcome: 'done', error: null, resumable: false });
      expect(result.tables.every((table) => table.rows === table.dumped)).toBe(true);
      expect(run.stderr).not.toContain('loader');
      await expectSame();
    });

    test('tables that have rows are not dropped without the name typed', async () => {
      await home.run(importing('--yes'));
      const refused = await home.run(importing('--yes'));
      expect(refused.exit).toBe(1);
      expect(JSON.stringify(documentOf(refused).import.guards)).toContain('import-rows-dropped');
      const accepted = await home.run(importing('--accept', 'import-rows-dropped=a test', '--confirm', 'shop'));
      expect(accepted.exit).toBe(0);
      await expectSame();
    });

    test('a program that was killed leaves an import that goes on', async () => {
      const child = begin(importing('--yes', '--parallel', '2'));
      await waitFor('rows', rowsSoFar, (rows) => rows > 500);
      child.kill('SIGKILL');
      await new Promise((resolve) => child.once('close', resolve));
      const states = Object.entries(await home.files()).filter(([path]) => /imports\/.*\.json$/.test(path));
      const cut = states.find(([, text]) => text.includes('"running"'));
      const id = /imports\/([a-z0-9_]+)\.json$/.exec(cut?.[0] ?? '')?.[1] ?? '';
      const resumed = await home.run(importing('--yes', '--resume', id));
      expect(resumed.exit).toBe(0);
      expect(documentOf(resumed).result).toMatchObject({ outcome: 'done', importId: id });
      await expectSame();
      const again = await home.run(importing('--yes', '--resume', id));
      expect(documentOf(again).error).toMatchObject({ code: 'bad-usage' });
    });

    test('what is no dump, or is cut off, is refused with a code, and nothing is sent', async () => {
      const files: Readonly<Record<string, readonly [Buffer, string]>> = {
        'odd.sql': [Buffer.from([0, 1, 2, 3, 255, 254, 0, 0]), 'dump-not-sql'],
        'empty.sql': [Buffer.alloc(0), 'dump-not-sql'],
        'wide.sql': [Buffer.from(`\ufeff${dump.toString('latin1', 0, 500)}`, 'utf16le'), 'dump-not-sql'],
        'cut.sql.gz': [gzipSync(dump).subarray(0, 2000), 'dump-truncated'],
        'half.sql': [dump.subarray(0, dump.indexOf('xxx', Math.floor(dump.length / 2)) + 2), 'dump-truncated'],
      };
      for (const [name, [bytes, code]] of Object.entries(files)) {
        await writeFile(join(home.folder, name), bytes);
        const run = await home.run(importing(name, '--yes'));
        expect([name, documentOf(run).error.code, run.exit]).toEqual([name, code, expect.any(Number)]);
        expect(run.exit).not.toBe(0);
      }
      expect(documentOf(await home.run(importing('nowhere.sql', '--yes'))).error.code).toBe('dump-unreadable');
      for (const [inside, tool] of [
        ['metadata', 'myloader'],
        ['@.json', 'util.loadDump()'],
      ] as const) {
        await mkdir(join(home.folder, `of-${tool}`));
        await writeFile(join(home.folder, `of-${tool}`, inside), '');
        const { error } = documentOf(await home.run(importing(`of-${tool}`, '--yes')));
        expect(error).toMatchObject({ code: 'dump-unsupported', message: expect.stringContaining(tool) as string });
      }
      expect(await target.query("SHOW DATABASES LIKE 'shop'")).toEqual([]);
    });

    test('what this server can’t take is said before anything is sent', async () => {
      const collation = family === 'mysql' ? 'utf8mb4_uca1400_ai_ci' : 'utf8mb4_0900_ai_ci';
      const columns = `CREATE DATABASE shop; USE shop; CREATE TABLE t (c CHAR(1) COLLATE ${collation}) ENGINE=InnoDB;\n-- Dump completed\n`;
      const large = `CREATE DATABASE shop; USE shop; CREATE TABLE t (b LONGBLOB);\nINSERT INTO t VALUES ('${'x'.repeat(70_000)}');\n-- Dump completed\n`;
      const guardsOf = async (text: string): Promise<unknown> => {
        await writeFile(join(home.folder, 'newer.sql'), text);
        const run = await home.run(importing('newer.sql', '--yes'));
        expect(run.exit).toBe(1);
        return documentOf(run).import.guards;
      };
      expect(await guardsOf(columns)).toContainEqual(
        expect.objectContaining({
          code: 'import-charsets',
          verdict: 'block',
          message: expect.stringContaining(collation) as string,
        }),
      );
      const before = await target.value('SELECT @@global.max_allowed_packet');
      await target.query('SET GLOBAL max_allowed_packet = 65536');
      try {
        expect(await guardsOf(large)).toContainEqual(
          expect.objectContaining({ code: 'import-packet', verdict: 'block' }),
        );
      } finally {
        await target.query(`SET GLOBAL max_allowed_packet = ${String(before)}`);
      }
      expect(await target.query("SHOW DATABASES LIKE 'shop'")).toEqual([]);
    });

    test('SQL of another kind runs in order, says so, and does not claim that it could be resumed', async () => {
      const sql =
        'CREATE DATABASE shop;\nUSE shop;\nCREATE TABLE t (id INT PRIMARY KEY);\nINSERT INTO t VALUES (1);\nUPDATE t SET id = 10;\nINSERT INTO t SELECT id + 1 FROM t;\n';
      await writeFile(join(home.folder, 'other.sql'), `${sql}UPDATE nowhere SET id = 1;\n`);
      const run = await home.run(importing('other.sql', '--yes'));
      expect(documentOf(run).import.guards).toContainEqual(
        expect.objectContaining({
          code: 'import-order',
          verdict: 'warn',
          message: expect.stringContaining('UPDATE T SET (line 5)') as string,
        }),
      );
      expect(documentOf(run).result).toMatchObject({
        outcome: 'stopped',
        resumable: false,
        error: { code: 'import-statement-failed', details: { line: 7, number: 1146 } },
      });
      expect(await target.query('SELECT id FROM shop.t ORDER BY id')).toEqual([{ id: 10 }, { id: 11 }]);
    });

    function begin(args: readonly string[]): ChildProcess {
      return spawn(process.execPath, [main, ...args], {
        cwd: home.folder,
        env: { PATH: process.env['PATH'], HOME: home.folder },
        stdio: 'ignore',
      });
    }

    async function rowsSoFar(): Promise<number> {
      return Number(await target.value('SELECT COUNT(*) FROM shop.large').catch(() => 0));
    }

    async function expectSame(): Promise<void> {
      const rowByRow = [...options, '--skip-extended-insert'];
      const [there, here] = [await takeDump({ family, source: target }, rowByRow), await takeDump(topology, rowByRow)];
      const [some, others] = [comparable(there).toSorted(), comparable(here).toSorted()];
      expect(some.filter((line, index) => line !== others[index]).slice(0, 3)).toEqual([]);
      expect(await target.query("SHOW DATABASES LIKE 'signalbox_import'")).toEqual([]);
    }
  });
}
