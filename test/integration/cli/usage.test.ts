import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { documentOf, makeCliHome } from '../../kit/cli-home.ts';
import type { CliHome, CliRun } from '../../kit/cli-home.ts';

let home: CliHome;
beforeEach(async () => {
  home = await makeCliHome();
});
afterEach(() => home.remove());

/** In words on standard error, nothing on standard output, no stack trace. */
function expectRefusal(run: CliRun, code: string): void {
  expect(run).toMatchObject({ exit: 2, stdout: '' });
  expect(run.stderr).toContain(`error ${code}: `);
  expect(run.stderr).not.toMatch(/\n\s+at /);
}

describe('bad usage', () => {
  test.each([
    ['no command', []],
    ['an unknown command', ['stauts']],
    ['an unknown option', ['status', '--wach']],
    ['a missing option', ['switchover', 'shop']],
    ['a bad choice', ['yard', 'up', '--family', 'oracle']],
    ['a bad number', ['yard', 'up', '--replicas', '0']],
    ['an acceptance without a reason', ['switchover', 'shop', '--to', 'db2', '--accept', 'lag']],
  ])('%s', async (_name, args) => {
    expectRefusal(await home.run(args), 'bad-usage');
  });

  test('ends the program with 2 and no stack trace', async () => {
    expectRefusal(await home.spawn(['stauts']), 'bad-usage');
  });

  test('is one document with --json', async () => {
    const run = await home.run(['status', '--wach', '--json']);
    expect(run).toMatchObject({ exit: 2, stderr: '' });
    expect(documentOf(run)).toMatchObject({ schema: 1, error: { code: 'bad-usage', server: null } });
  });

  test('does not repeat a password typed into the wrong place', async () => {
    for (const args of [
      ['cluster', 'add', 'a', 'db1', '--user', 'u', '--password', 'hunter2'],
      ['cluster', 'add', 'a', 'db1', '--user', 'u', '--pasword=hunter2'],
      ['cluster', 'add', 'a', 'root:hunter2@db1', '--user', 'u'],
    ]) {
      const run = await home.run(args);
      expect(run.exit).toBe(2);
      expect(run.stdout + run.stderr).not.toContain('hunter2');
    }
  });
});

describe('a configuration that can not be used', () => {
  test.each([
    ['broken YAML', 'clusters: [\n', 'config-invalid', /signalbox\.yaml:\d+:\d+: /],
    ['an unknown key', 'clusters:\n  a: {seed: [b], user: c}\n', 'config-invalid', /signalbox\.yaml:2:7: .*“seeds”/],
    [
      'a plain password',
      'clusters:\n  a: {seeds: [b], user: c, password: hunter2}\n',
      'config-plain-password',
      /2:38: /,
    ],
  ])('%s', async (_name, yaml, code, message) => {
    const config = await home.configure(yaml);
    for (const args of [['status'], ['record', 'a'], ['switchover', 'a', '--to', 'b', '--yes'], ['cluster', 'list']]) {
      const run = await home.run([...args, '--config', config]);
      expectRefusal(run, code);
      expect(run.stderr).toMatch(message);
      expect(run.stderr).not.toContain('hunter2');
    }
    expect((await home.files())[config]).toBe(yaml);
  });

  test('a file that was named and is not there', async () => {
    expectRefusal(await home.run(['status', '--config', 'none.yaml']), 'config-not-found');
  });

  test('no cluster at all says how to go on', async () => {
    const run = await home.run(['status']);
    expectRefusal(run, 'config-not-found');
    expect(run.stderr).toMatch(/signalbox cluster add .*signalbox yard up/);
  });

  test('a cluster that is not in it', async () => {
    const config = await home.configure('clusters:\n  shop: {seeds: [b], user: c}\n');
    const run = await home.run(['status', 'shpo', '--config', config, '--json']);
    expect(run.exit).toBe(2);
    expect(documentOf(run).error).toMatchObject({ code: 'cluster-unknown', details: { clusters: ['shop'] } });
  });
});

describe('a data directory that can not be written', () => {
  test.each([['the path is a file'], ['a part of the path is a file']])('%s', async (which) => {
    const config = await home.configure('clusters:\n  shop: {seeds: ["127.0.0.1:1"], user: c}\n');
    const file = join(home.folder, 'file');
    await writeFile(file, 'mine');
    const data = which === 'the path is a file' ? file : join(file, 'data');
    const before = await home.files();
    for (const args of [
      ['status'],
      ['record', 'shop'],
      ['switchover', 'shop', '--to', 'b', '--yes'],
      ['journal', 'list'],
      ['yard', 'up'],
    ]) {
      expectRefusal(await home.run([...args, '--config', config, '--data-dir', data]), 'data-directory-unwritable');
    }
    expectRefusal(
      await home.run(['status', '--config', config], { SIGNALBOX_DATA_DIR: data }),
      'data-directory-unwritable',
    );
    expect(await home.files()).toEqual(before);
  });
});

describe('cluster', () => {
  test('is added, listed and removed; comments stay', async () => {
    const config = await home.configure('# ours\nclusters: {} # none yet\n');
    const add = [
      'cluster',
      'add',
      'shop',
      'DB1',
      'db2:3307',
      '--user',
      'u',
      '--password',
      'file:pw',
      '--environment',
      'staging',
    ];
    const added = await home.run([
      ...add,
      '--replication-user',
      'r',
      '--replication-password',
      'env:R',
      '--tls',
      'required',
      '--config',
      config,
      '--json',
    ]);
    expect(added).toMatchObject({ exit: 0, stderr: '' });
    expect(documentOf(added)).toMatchObject({
      schema: 1,
      file: config,
      cluster: {
        name: 'shop',
        environment: 'staging',
        seeds: ['db1:3306', 'db2:3307'],
        password: `file:${join(home.folder, 'pw')}`,
        tls: 'required',
        replicationUser: 'r',
      },
    });
    const listed = await home.run(['cluster', 'list', '--config', config]);
    expect(listed.stdout).toMatch(/shop +staging +u +file:\S+ +db1:3306, db2:3307/);
    expectRefusal(await home.run([...add, '--config', config]), 'config-exists');
    expect(await home.run(['cluster', 'remove', 'shop', '--config', config])).toMatchObject({ exit: 0 });
    expect((await home.files())[config]).toBe('# ours\nclusters: # none yet\n');
  });

  test('goes into the configuration folder when no file is named', async () => {
    const run = await home.run(['cluster', 'add', 'a', 'db1', '--user', 'u']);
    const path = join(home.folder, '.config/signalbox/signalbox.yaml');
    expect(run.stdout).toContain(path);
    expect(run.stdout).toContain('signalbox status a');
    expect((await home.files())[path]).toContain('db1:3306');
  });
});
