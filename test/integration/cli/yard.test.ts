import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { documentOf, makeCliHome } from '../../kit/cli-home.ts';
import type { CliHome } from '../../kit/cli-home.ts';
import { describeOn } from '../../kit/families.ts';

await describeOn('mariadb', 'the yard on the command line', () => {
  let home: CliHome;
  beforeAll(async () => {
    home = await makeCliHome();
  });
  afterAll(async () => {
    await home.run(['yard', 'down']);
    await home.remove();
  });

  const ownConfig = () => readFile(join(home.folder, '.config/signalbox/signalbox.yaml'), 'utf8');

  test('comes up as a cluster of the user’s configuration', async () => {
    const up = await home.run(['yard', 'up', '--replicas', '1', '--json']);
    expect(up.exit).toBe(0);
    expect(documentOf(up)).toMatchObject({
      yard: { running: true, family: 'mariadb', positions: 'gtid', cluster: 'yard' },
    });
    expect(up.stderr).not.toBe('');
    expect(await ownConfig()).toMatch(/^ {2}yard:\n/m);
    expect(documentOf(await home.run(['status', 'yard', '--json'])).clusters[0]?.servers).toMatchObject([
      { role: 'source', writable: true },
      { role: 'replica', writable: false },
    ]);
  });

  test('writes a configuration that other commands take from anywhere', async () => {
    const up = await home.run(['yard', 'up', '--replicas', '1', '--config-out', 'yard.yaml']);
    expect(up.exit).toBe(0);
    const written = await readFile(join(home.folder, 'yard.yaml'), 'utf8');
    expect(written).toMatch(/password: file:\//);
    const status = await home.run(['status', '--config', 'yard.yaml']);
    expect(status.exit).toBe(0);
    expect(status.stdout).toContain('Practice yard');
  });

  test('is another shape than asked for', async () => {
    const up = await home.run(['yard', 'up', '--replicas', '2', '--json']);
    expect(up.exit).toBe(2);
    expect(documentOf(up).error.code).toBe('yard-exists');
  });

  test('goes down and out of the configuration', async () => {
    expect((await home.run(['yard', 'status'])).stdout).toMatch(/running/);
    expect(await home.run(['yard', 'down'])).toMatchObject({ exit: 0, stderr: '' });
    expect(await ownConfig()).not.toContain('yard:');
    expect((await home.run(['yard', 'status'])).stdout).toContain('No yard is up');
  });
});
