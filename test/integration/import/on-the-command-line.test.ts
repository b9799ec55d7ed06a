import { spawn, type ChildProcess } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { documentOf, makeCliHome, type CliHome } from '../../kit/cli-home.ts';
import { describeOn } from '../../kit/families.ts';
import type { TestServer } from '../../kit/test-server.ts';
import { startTopology, type Topology } from '../../kit/topology.ts';
import { waitFor } from '../../kit/wait-for.ts';
import { comparable, createLoader } from './load-into.ts';
import { sampleStatements } from './sample-database.ts';
import { takeDump } from './take-dump.ts';

const main = join(import.meta.dirname, '../../../electron/cli/main.ts');

for (const family of ['mariadb', 'mysql'] as const) {
  await describeOn(family, 'signalbox import', () => {
    const options = ['--databases', 'shop', '--routines', '--triggers', '--events', '--net-buffer-length=16384'];
    let topology: Topology;
    let home: CliHome;
    let target: TestServer;
    let dump: Buffer;
    beforeAll(async () => {
      const open = family === 'mysql' ? { 'super-read-only': 'OFF' } : {};
      const settings = { 'read-only': 'OFF', ...open };
      topology = await startTopology({ family, positions: 'gtid', replicas: 0, standalone: 1, settings });
      for (const sql of sampleStatements(family)) await topology.source.query(sql);
      await topology.source.query('CREATE TABLE shop.large (id INT PRIMARY KEY, b VARCHAR(200), KEY b (b(20)))');
      for (let from = 0; from < 30_000; from += 1000) {
        const rows = Array.from({ length: 1000 }, (_, n) => `(${String(from + n)}, REPEAT('x', 150))`);
        await topology.source.query(`INSERT INTO shop.large VALUES ${rows.join(',')}`);
      }
      dump = await takeDump(topology, options);
      const [other] = topology.standalone;
      if (other === undefined) throw new Error('there is no other server');
      target = other;
      await createLoader(target);
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
      ...['import', 'shop.sql.gz', '--to', target.address, '--json', '--config', 'signalbox.yaml'],
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

    test('what is no dump, or is cut off, is refused with a code', async () => {
      await writeFile(join(home.folder, 'odd.sql'), Buffer.from([0, 1, 2, 3, 255, 254, 0, 0]));
      await writeFile(join(home.folder, 'cut.sql.gz'), gzipSync(dump).subarray(0, 2000));
      await writeFile(join(home.folder, 'half.sql'), dump.subarray(0, Math.floor(dump.length / 2)));
      const codes = [];
      for (const file of ['odd.sql', 'cut.sql.gz', 'half.sql', 'nowhere.sql']) {
        const run = await home.run([
          'import',
          file,
          '--to',
          target.address,
          '--json',
          '--yes',
          '--config',
          'signalbox.yaml',
        ]);
        codes.push(documentOf(run).error.code);
        expect(run.exit).not.toBe(0);
      }
      expect(codes).toEqual(['dump-not-sql', 'dump-truncated', 'dump-truncated', 'dump-unreadable']);
      expect(await target.query("SHOW DATABASES LIKE 'shop'")).toEqual([]);
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
