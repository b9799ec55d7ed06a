import { spawn } from 'node:child_process';
import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DumpProgress } from '../../../shared/domain/dump.ts';
import { ContinuousWriter } from '../../kit/continuous-writer.ts';
import { startEngine, testCluster, type TestEngine } from '../../kit/engine.ts';
import { describeOn } from '../../kit/families.ts';
import type { TestServer } from '../../kit/test-server.ts';
import { startTopology, testAccounts, type Topology } from '../../kit/topology.ts';
import { waitFor } from '../../kit/wait-for.ts';
import { allowDumps, cachedPrograms, dumpOf, fill, scanned } from './dumping.ts';

const never = new AbortController().signal;

for (const family of ['mariadb', 'mysql'] as const) {
  await describeOn(family, 'dumps that do not end well', () => {
    let topology: Topology;
    let signalbox: TestEngine;
    let replica: TestServer;
    const temporary = process.env['TMPDIR'];

    beforeAll(async () => {
      topology = await startTopology({ family, positions: 'gtid', replicas: 1 });
      await allowDumps(topology);
      await fill(topology);
      const [first] = topology.replicas;
      if (first === undefined) throw new Error('no replica');
      replica = first;
      signalbox = await startEngine(topology, { parts: { dumpPrograms: () => cachedPrograms(topology) } });
      await mkdir(join(signalbox.directory, 'tmp'));
      process.env['TMPDIR'] = join(signalbox.directory, 'tmp');
    }, 120_000);
    afterAll(async () => {
      if (temporary === undefined) delete process.env['TMPDIR'];
      else process.env['TMPDIR'] = temporary;
      await signalbox.stop();
      await topology.stop();
    });

    const sqlThread = async (): Promise<unknown> => {
      const [row] = await replica.query(family === 'mysql' ? 'SHOW REPLICA STATUS' : 'SHOW SLAVE STATUS');
      return row?.[family === 'mysql' ? 'Replica_SQL_Running' : 'Slave_SQL_Running'];
    };
    const files = async (): Promise<readonly string[]> =>
      (await readdir(signalbox.directory)).filter((name) => /sql|part/.test(name));
    /** Private folders with a login that were not removed. */
    const logins = (): Promise<readonly string[]> => readdir(join(signalbox.directory, 'tmp'));

    /** A program that says it is the family's, then does that. */
    async function program(name: string, ...lines: readonly string[]): Promise<string> {
      const path = join(signalbox.directory, name);
      const [real] = await cachedPrograms(topology);
      const command = [real?.file, ...(real?.args ?? [])].map((part) => `'${String(part)}'`).join(' ');
      const version = `case "$*" in *--version*) exec ${command} "$@";; esac`;
      await writeFile(
        path,
        ['#!/bin/sh', version, ...lines.map((line) => line.replace('DUMP', command)), ''].join('\n'),
      );
      await chmod(path, 0o700);
      return path;
    }

    const take = (
      out: string,
      more: Parameters<typeof dumpOf>[2] = {},
      signal: AbortSignal = never,
      onProgress: (at: DumpProgress) => void = () => undefined,
      from = replica,
    ) =>
      signalbox.engine.takeDump(dumpOf(from, join(signalbox.directory, out), more), {
        consent: true,
        signal,
        onProgress,
      });

    async function allIsAsBefore(): Promise<void> {
      expect(await sqlThread()).toBe('Yes');
      expect(await files()).toEqual([]);
      expect(await logins()).toEqual([]);
      expect(signalbox.engine.cutOffDumps(testCluster)).toEqual([]);
    }

    test('a program that fails before its snapshot', async () => {
      const failing = await program('fails', 'echo "no such thing" >&2', 'exit 3');
      await expect(take('a.sql.gz', { program: failing })).rejects.toMatchObject({
        code: 'dump-failed',
        message: expect.stringContaining('ended with code 3: no such thing') as string,
      });
      await allIsAsBefore();
    });

    test('one that ends in the middle', async () => {
      const cut = await program('cut', 'DUMP "$@" | head -c 500000');
      await expect(take('b.sql.gz', { program: cut })).rejects.toMatchObject({
        code: expect.stringMatching(/dump-(failed|truncated)/) as string,
      });
      await allIsAsBefore();
    });

    test('cancelled before the snapshot, and after', async () => {
      const hangs = await program('hangs', 'sleep 60');
      const early = new AbortController();
      const onSnapshot = ({ phase }: DumpProgress): void => {
        if (phase === 'snapshot') setTimeout(() => early.abort(), 200);
      };
      await expect(take('c.sql.gz', { program: hangs }, early.signal, onSnapshot)).rejects.toMatchObject({
        code: 'cancelled',
      });
      await allIsAsBefore();
      const slow = await program('slow', 'DUMP "$@" && sleep 60');
      const late = new AbortController();
      const onDumping = ({ phase }: DumpProgress): void => {
        if (phase === 'dumping') late.abort();
      };
      await expect(take('d.sql.gz', { program: slow }, late.signal, onDumping)).rejects.toMatchObject({
        code: 'cancelled',
      });
      await allIsAsBefore();
    });

    test('somebody starts the SQL thread meanwhile', async () => {
      const writer = new ContinuousWriter([topology.source]);
      await writer.start();
      const late = await program('late', 'sleep 1', 'DUMP "$@"');
      const start = family === 'mysql' ? 'START REPLICA SQL_THREAD' : 'START SLAVE SQL_THREAD';
      const onProgress = ({ phase, bytes }: DumpProgress): void => {
        if (phase === 'snapshot' && bytes === 0) void replica.query(start);
      };
      await expect(take('e.sql.gz', { program: late }, never, onProgress)).rejects.toMatchObject({
        code: 'dump-not-still',
      });
      await writer.stop();
      await allIsAsBefore();
    });

    test('no secret is in the arguments or the environment of the program', async () => {
      const told = join(signalbox.directory, 'told');
      const tells = await program('tells', `{ env; echo "$@"; cat /proc/$$/cmdline; } > ${told}`, 'DUMP "$@"');
      process.env['MYSQL_PWD'] = 'from-outside';
      const result = await take('f.sql.zst', { program: tells });
      delete process.env['MYSQL_PWD'];
      const text = await readFile(told, 'latin1');
      expect(text).toMatch(/--defaults-file=/);
      expect(text).not.toContain(testAccounts.operate.password);
      expect(text).not.toContain('MYSQL_PWD');
      expect(result.compression).toBe('zstd');
      await expect(take('f.sql.zst')).rejects.toMatchObject({ code: 'dump-file-exists' });
    });

    test('tables without transactions are named; with everything stopped to the end they hold', async () => {
      await topology.source.query('CREATE TABLE shop.loose (id INT PRIMARY KEY) ENGINE=MyISAM');
      await topology.source.query('INSERT INTO shop.loose VALUES (1)');
      await topology.settle();
      const about = dumpOf(replica, join(signalbox.directory, 'g.sql.gz'), { databases: ['shop'] });
      const preview = await signalbox.engine.previewDump(about, never);
      expect(preview.warnings.join()).toContain('shop.loose');
      const result = await signalbox.engine.takeDump(
        { ...about, keepStopped: true },
        { consent: true, signal: never, onProgress: () => undefined },
      );
      expect(result.warnings.join()).not.toContain('shop.loose');
      const { model } = await scanned(about.out);
      expect(model.databases.map(({ schema }) => schema)).toEqual(['shop']);
      expect(model.routines.map(({ name }) => name)).toEqual(['twice']);
      expect(model.triggers.map(({ name }) => name)).toEqual(['shorten']);
      expect(model.views.map(({ name }) => name)).toEqual(['seen']);
      expect(await sqlThread()).toBe('Yes');
    });

    test('nothing is stopped without consent, and none of another database is dumped', async () => {
      const about = dumpOf(replica, join(signalbox.directory, 'h.sql.gz'));
      const run = { consent: false, signal: never, onProgress: () => undefined };
      await expect(signalbox.engine.takeDump(about, run)).rejects.toMatchObject({ code: 'confirmation-needed' });
      await expect(take('h.sql.gz', { databases: ['nowhere'] })).rejects.toMatchObject({ code: 'bad-usage' });
      await expect(take('h.sql.gz', { databases: ['mysql'] })).rejects.toMatchObject({ code: 'bad-usage' });
    });

    test.runIf(family === 'mysql')(
      'the read lock of an open server is not waited for without end',
      async () => {
        const { source } = topology;
        const reader = await source.connect({ user: 'root', socketPath: source.spec.socket });
        const long = reader.query('SELECT SLEEP(40) FROM shop.loose').catch(() => undefined);
        const out = join(signalbox.directory, 'i.sql.gz');
        const run = { consent: true, signal: never, onProgress: () => undefined };
        await expect(signalbox.engine.takeDump(dumpOf(source, out), run)).rejects.toMatchObject({
          code: 'dump-lock-timeout',
        });
        await source.query("INSERT INTO app.marks VALUES ('after the lock', '1')", 3000);
        reader.destroy();
        await long;
      },
      60_000,
    );

    test.runIf(family === 'mysql')(
      'a closed slave does not stay stopped behind a statement that keeps the program from its flush',
      async () => {
        const reader = await replica.connect({ user: 'root', socketPath: replica.spec.socket });
        const long = reader.query('SELECT SLEEP(40) FROM shop.loose').catch(() => undefined);
        await expect(take('k.sql.gz')).rejects.toMatchObject({ code: 'dump-lock-timeout' });
        expect(await sqlThread()).toBe('Yes');
        expect((await files()).filter((name) => name.includes('k.sql'))).toEqual([]);
        reader.destroy();
        await long;
      },
      60_000,
    );

    test('a second one of the same server is refused, and one that would do something else than agreed', async () => {
      const slow = await program('held', 'DUMP "$@" && sleep 60');
      const stop = new AbortController();
      const dumping = Promise.withResolvers<undefined>();
      const onProgress = ({ phase }: DumpProgress): void => {
        if (phase === 'dumping') dumping.resolve(undefined);
      };
      const first = take('l.sql.gz', { program: slow }, stop.signal, onProgress);
      await Promise.race([dumping.promise, first]);
      const about = dumpOf(replica, join(signalbox.directory, 'm.sql.gz'));
      const refused = await signalbox.engine.previewDump(about, never);
      expect(refused.refusals.join()).toContain(join(signalbox.directory, 'l.sql.gz'));
      await expect(take('m.sql.gz')).rejects.toMatchObject({ code: 'dump-refused' });
      stop.abort();
      await expect(first).rejects.toMatchObject({ code: 'cancelled' });

      const agreed = await signalbox.engine.previewDump(about, never);
      expect(agreed).toMatchObject({ refusals: [], stopped: 'snapshot' });
      const thread = family === 'mysql' ? 'REPLICA SQL_THREAD' : 'SLAVE SQL_THREAD';
      await replica.query(`STOP ${thread}`);
      const run = { consent: true, agreed, signal: never, onProgress: () => undefined };
      await expect(signalbox.engine.takeDump(about, run)).rejects.toMatchObject({ code: 'plan-outdated' });
      await replica.query(`START ${thread}`);
      await waitFor('the SQL thread to run', sqlThread, (state) => state === 'Yes');
    }, 60_000);

    test('what can be dumped is told with its size', async () => {
      const asked = { cluster: testCluster, from: replica.address };
      const { databases, keepStoppedHolds } = await waitFor(
        'InnoDB to count its pages, which it does in the background',
        () => signalbox.engine.dumpable(asked, never),
        (found) => (found.databases.find(({ name }) => name === 'shop')?.bytes ?? 0) > 1_000_000,
        40_000,
      );
      expect(databases.find(({ name }) => name === 'shop')?.tables).toBeGreaterThan(0);
      expect(databases.map(({ name }) => name)).not.toContain('mysql');
      expect(keepStoppedHolds).toBe(true);
    });

    test('a program that is killed while all is stopped leaves word', async () => {
      const hangs = await program('hangs', 'sleep 60');
      const args = [
        '--config',
        join(signalbox.directory, 'signalbox.yaml'),
        '--data-dir',
        join(signalbox.directory, 'data'),
      ];
      const out = join(signalbox.directory, 'j.sql.gz');
      const options = ['dump', testCluster, '--from', replica.address, '--out', out, '--program', hangs, '--yes'];
      const entry = new URL('../../../electron/cli/main.ts', import.meta.url).pathname;
      const child = spawn(process.execPath, [entry, ...options, ...args], { stdio: 'ignore' });
      await waitFor('the SQL thread to stop', sqlThread, (state) => state === 'No', 30_000);
      child.kill('SIGKILL');
      await waitFor(
        'the program to be gone',
        () => Promise.resolve(child.signalCode),
        (signal) => signal !== null,
      );
      const [left] = signalbox.engine.cutOffDumps(testCluster);
      expect(left).toMatchObject({ server: replica.address, out });
      expect(left?.statements[0]).toMatch(/^START (SLAVE|REPLICA) SQL_THREAD/);
      for (const sql of left?.statements ?? []) await replica.query(sql);
    }, 60_000);
  });
}
