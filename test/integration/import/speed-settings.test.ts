import { spawn, type ChildProcess } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Connection } from 'mysql2/promise';
import { documentOf, makeCliHome, type CliHome } from '../../kit/cli-home.ts';
import { describeOn } from '../../kit/families.ts';
import type { TestServer } from '../../kit/test-server.ts';
import { startTopology, type Topology } from '../../kit/topology.ts';
import { waitFor } from '../../kit/wait-for.ts';
import { createLoader } from './load-into.ts';

const main = join(import.meta.dirname, '../../../electron/cli/main.ts');
const dump = [
  '-- MySQL dump 10.13  Distrib 8.0.0, for Linux (x86_64)',
  'CREATE DATABASE `shop`;',
  'USE `shop`;',
  'CREATE TABLE `t` (`id` int NOT NULL, PRIMARY KEY (`id`)) ENGINE=InnoDB;',
  'INSERT INTO `t` VALUES (1),(2),(3);',
  '-- Dump completed on 2026-01-02  3:04:05',
  '',
].join('\n');

for (const family of ['mariadb', 'mysql'] as const) {
  await describeOn(family, 'server-wide settings of an import', () => {
    let topology: Topology;
    let home: CliHome;
    let target: TestServer;
    let lock: Connection | null = null;
    let child: ChildProcess | null = null;
    let said = '';
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
      await writeFile(join(home.folder, 'shop.sql'), dump);
      await writeFile(join(home.folder, 'broken.sql'), dump.replace('(1),(2),(3)', '(1),(1)'));
    });
    afterAll(async () => {
      await home.remove();
      await topology.stop();
    });
    beforeEach(async () => {
      await target.query('SET GLOBAL innodb_flush_log_at_trx_commit = 1');
      await target.query('SET GLOBAL sync_binlog = 1');
    });
    afterEach(async () => {
      if (child?.exitCode === null) child.kill('SIGKILL');
      child = null;
      await letGo();
      await waitFor('the sessions of the import to be gone', sessions, (left) => left === 0);
      for (const schema of ['shop', 'other', 'signalbox_import'])
        await target.query(`DROP DATABASE IF EXISTS ${schema}`);
    });

    const importing = (file: string, ...more: readonly string[]): readonly string[] => [
      ...['import', file, '--to', target.address, '--json', '--config', 'signalbox.yaml', '--yes'],
      ...more,
    ];

    test('are changed while rows are loaded, and set back', async () => {
      await hold();
      const run = home.run(importing('shop.sql', '--relax-durability'));
      await waitFor('the settings', settings, ({ flush, sync }) => flush === 2 && sync === 0);
      await letGo();
      const { result, import: preview } = documentOf(await run);
      expect(result).toMatchObject({ outcome: 'done', error: null });
      expect(preview.guards).toContainEqual(expect.objectContaining({ code: 'import-durability', verdict: 'warn' }));
      expect(result.notes.join('\n')).toContain('Set back: innodb_flush_log_at_trx_commit = 1.');
      expect(await settings()).toEqual(asBefore);
      expect(await left()).toEqual([]);
    });

    test('are set back when a statement is refused, and when it is cancelled', async () => {
      const { result } = documentOf(await home.run(importing('broken.sql', '--relax-durability')));
      expect(result).toMatchObject({ outcome: 'stopped', error: { code: 'import-statement-failed' } });
      expect(await settings()).toEqual(asBefore);
      await target.query('DROP DATABASE shop');
      await hold();
      begin('shop.sql', '--relax-durability');
      await waitFor('the settings', settings, ({ flush }) => flush === 2);
      child?.kill('SIGINT');
      await waitFor('the settings', settings, ({ flush, sync }) => flush === 1 && sync === 1);
      await waitFor(
        'the program',
        () => Promise.resolve(child?.exitCode),
        (code) => code === 130,
      );
      expect(await left()).toEqual([]);
    });

    test('are told, and set back, after the program was killed', async () => {
      await beginAndKill('--relax-durability');
      expect(await settings()).toEqual({ flush: 2, sync: 0 });
      const rehearsed = await home.run(importing('shop.sql', '--dry-run'));
      const status = await home.run(['status', '--config', 'signalbox.yaml']);
      for (const { stderr } of [rehearsed, status])
        expect(stderr).toContain(`signalbox import-settings restore ${target.address}`);
      await target.query('SET GLOBAL sync_binlog = 7');
      const restored = await home.run([
        'import-settings',
        'restore',
        target.address,
        '--json',
        '--config',
        'signalbox.yaml',
      ]);
      expect(restored.exit).toBe(0);
      expect(JSON.parse(restored.stdout)).toMatchObject({
        restored: expect.arrayContaining([
          expect.objectContaining({ name: 'innodb_flush_log_at_trx_commit', now: '1', how: 'restored' }),
          expect.objectContaining({ name: 'sync_binlog', now: '7', how: 'left' }),
        ]) as unknown,
      });
      expect(await settings()).toEqual({ flush: 1, sync: 7 });
      expect(await left()).toEqual([]);
    });

    test('are set back at the end of the import that goes on', async () => {
      const id = await beginAndKill('--relax-durability');
      const resumed = await home.run(importing('shop.sql', '--resume', id));
      expect(documentOf(resumed).result).toMatchObject({ outcome: 'done', importId: id });
      expect(await settings()).toEqual(asBefore);
      expect(await target.value('SELECT COUNT(*) FROM shop.t')).toBe(3);
    });

    test('of two imports the last sets back what the first has found', async () => {
      await beginAndKill('--relax-durability');
      const run = await home.run(importing('shop.sql', '--relax-durability', '--accept', 'import-rows-dropped=a test'));
      expect(documentOf(run).result).toMatchObject({ outcome: 'done' });
      expect(await settings()).toEqual(asBefore);
    });

    test('the redo log is off on consent only, and on again', async () => {
      if (family === 'mariadb') {
        const refused = documentOf(await home.run(importing('shop.sql', '--no-redo-log')));
        expect(refused.import.guards).toContainEqual(
          expect.objectContaining({ code: 'import-redo-log', verdict: 'block' }),
        );
        return;
      }
      await target.query('CREATE DATABASE other');
      const refused = await home.run(importing('shop.sql', '--no-redo-log'));
      expect(refused.exit).toBe(1);
      expect(documentOf(refused).import.guards).toContainEqual(
        expect.objectContaining({ code: 'import-redo-log', verdict: 'loss' }),
      );
      expect(await redoLog()).toBe('ON');
      await hold();
      const accepted = home.run(
        importing('shop.sql', '--no-redo-log', '--accept', 'import-redo-log=a test', '--confirm', 'shop'),
      );
      await waitFor('the redo log', redoLog, (state) => state === 'OFF');
      await letGo();
      expect(documentOf(await accepted).result).toMatchObject({ outcome: 'done' });
      expect(await redoLog()).toBe('ON');
    });

    if (family === 'mysql')
      test('the redo log of a program that was killed is switched on again', async () => {
        await beginAndKill('--no-redo-log', '--accept', 'import-redo-log=a test', '--confirm', 'shop');
        expect(await redoLog()).toBe('OFF');
        const restored = await home.run(['import-settings', 'restore', target.address, '--config', 'signalbox.yaml']);
        expect(restored.stdout).toContain('Set back: redo log ON.');
        expect(await redoLog()).toBe('ON');
      });

    const asBefore = { flush: 1, sync: 1 };

    async function settings(): Promise<{ readonly flush: number; readonly sync: number }> {
      const [row] = await target.query(
        'SELECT @@GLOBAL.innodb_flush_log_at_trx_commit AS flush, @@GLOBAL.sync_binlog AS sync',
      );
      return { flush: Number(row?.['flush']), sync: Number(row?.['sync']) };
    }

    async function redoLog(): Promise<string> {
      const [row] = await target.query("SHOW GLOBAL STATUS LIKE 'Innodb_redo_log_enabled'");
      return String(row?.['Value']);
    }

    async function left(): Promise<unknown> {
      const run = await home.run(['import-settings', 'list', '--json', '--config', 'signalbox.yaml']);
      return (JSON.parse(run.stdout) as { left: unknown }).left;
    }

    async function sessions(): Promise<number> {
      return Number(await target.value("SELECT COUNT(*) FROM information_schema.processlist WHERE user = 'loader'"));
    }

    /** Everything that writes waits from now on. */
    async function hold(): Promise<void> {
      lock = await target.connect({ user: 'root', socketPath: target.spec.socket });
      await lock.query('FLUSH TABLES WITH READ LOCK');
    }

    async function letGo(): Promise<void> {
      await lock?.end();
      lock = null;
    }

    function begin(file: string, ...more: readonly string[]): void {
      child = spawn(process.execPath, [main, ...importing(file, ...more)], {
        cwd: home.folder,
        env: { PATH: process.env['PATH'], HOME: home.folder },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      said = '';
      for (const output of [child.stdout, child.stderr])
        output?.setEncoding('utf8').on('data', (text: string) => (said += text));
    }

    /** Killed while its first statement waits; gives its id. */
    async function beginAndKill(...more: readonly string[]): Promise<string> {
      await hold();
      begin('shop.sql', ...more);
      const began = child;
      await waitFor('a statement of the import to wait', waiting, ({ count }) => count > 0, 40_000);
      began?.kill('SIGKILL');
      await waitFor(
        'the end',
        () => Promise.resolve(began?.signalCode),
        (code) => code === 'SIGKILL',
      );
      await letGo();
      await waitFor('the sessions of the import to be gone', sessions, (left) => left === 0);
      const states = Object.entries(await home.files()).filter(([path]) => /imports\/.*\.json$/.test(path));
      const cut = states.find(([, text]) => text.includes('"during"'));
      return /imports\/([a-z0-9_]+)\.json$/.exec(cut?.[0] ?? '')?.[1] ?? '';
    }

    /** With what the program said, for when it does not come so far. */
    async function waiting(): Promise<{ readonly count: number; readonly said: string }> {
      const [row] = await target.query(
        "SELECT COUNT(*) AS n FROM information_schema.processlist WHERE user = 'loader' AND info LIKE 'CREATE DATABASE%'",
      );
      return { count: Number(row?.['n']), said };
    }
  });
}
