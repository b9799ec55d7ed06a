import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findInstalledServer } from './installed-server.ts';
import { binaryRecipes } from './server-binaries.ts';

let base: string;

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'sbx-bin-'));
  await mkdir(join(base, 'sbin'), { recursive: true });
  await mkdir(join(base, 'bin'), { recursive: true });
});

afterEach(async () => {
  await rm(base, { recursive: true, force: true });
});

async function program(name: string, says: string): Promise<string> {
  const file = join(base, name);
  await writeFile(file, `#!/bin/sh\necho "${says}"\n`);
  await chmod(file, 0o755);
  return file;
}

describe('a server that is there already', () => {
  test('the one on the PATH is used, with the client beside it', async () => {
    const server = await program('sbin/mysqld', 'mysqld  Ver 9.1.0 for Linux on x86_64');
    const client = await program('bin/mysql', 'mysql');
    const found = await findInstalledServer(binaryRecipes.mysql, { PATH: join(base, 'sbin') });
    expect(found).toMatchObject({
      origin: 'path',
      server: { file: server, args: [] },
      version: { major: 9, minor: 1 },
    });
    expect(found?.client?.file).toBe(client);
  });

  test('a MariaDB under MySQL’s name is not a MySQL', async () => {
    const file = await program('sbin/mysqld', 'mysqld  Ver 10.11.6-MariaDB for debian-linux-gnu on x86_64');
    const env = { PATH: '', [binaryRecipes.mysql.variable]: file };
    await expect(findInstalledServer(binaryRecipes.mysql, env)).rejects.toMatchObject({
      code: 'server-binaries-missing',
    });
  });

  test('MySQL 5.6 is a kind of its own: neither is taken for the other', async () => {
    const old = await program('sbin/mysqld', 'mysqld  Ver 5.6.51 for linux-glibc2.12 on x86_64');
    await mkdir(join(base, 'share'));
    await writeFile(join(base, 'share', 'mysql_system_tables.sql'), '');
    expect(await findInstalledServer(binaryRecipes.mysql56, { PATH: '', SIGNALBOX_MYSQL56_BIN: old })).toMatchObject({
      family: 'mysql56',
      scripts: join(base, 'share'),
    });
    await expect(findInstalledServer(binaryRecipes.mysql, { PATH: '', SIGNALBOX_MYSQL_BIN: old })).rejects.toThrow();
    const newer = await program('sbin/newer', 'mysqld  Ver 5.7.44 for linux on x86_64');
    await expect(
      findInstalledServer(binaryRecipes.mysql56, { PATH: '', SIGNALBOX_MYSQL56_BIN: newer }),
    ).rejects.toThrow(/version 5\.6\./);
  });

  test('one named by the environment wins; naming nothing useful is an error that names the variable', async () => {
    const file = await program('sbin/mine', 'mine  Ver 8.4.2 for Linux on x86_64');
    const env = { PATH: '', SIGNALBOX_MYSQL_BIN: file };
    expect(await findInstalledServer(binaryRecipes.mysql, env)).toMatchObject({ origin: 'environment' });
    const missing = { PATH: '', SIGNALBOX_MYSQL_BIN: join(base, 'absent') };
    await expect(findInstalledServer(binaryRecipes.mysql, missing)).rejects.toThrow(/SIGNALBOX_MYSQL_BIN/);
  });
});
