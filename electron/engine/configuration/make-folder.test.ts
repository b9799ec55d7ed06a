import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeFolder } from './make-folder.ts';

let parent: string;
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'signalbox-folder-'));
});
afterEach(() => rm(parent, { recursive: true, force: true }));

it('makes what is missing, for the owner alone', async () => {
  const path = join(parent, 'a', 'b', 'c');
  await makeFolder(path);
  await makeFolder(path);
  for (const folder of [path, join(parent, 'a')]) expect((await stat(folder)).mode & 0o777).toBe(0o700);
});

it('leaves what exists as it is', async () => {
  const path = join(parent, 'open');
  await mkdir(path, { mode: 0o755 });
  await makeFolder(path);
  expect((await stat(path)).mode & 0o777).toBe(0o755);
});

it('says why where a file is in the way', async () => {
  await writeFile(join(parent, 'file'), '');
  await expect(makeFolder(join(parent, 'file'))).rejects.toMatchObject({ code: 'EEXIST' });
  await expect(makeFolder(join(parent, 'file', 'b'))).rejects.toMatchObject({ code: 'ENOTDIR' });
});

it.runIf(process.platform === 'linux')('ends where nobody can make folders, not even root', async () => {
  await expect(makeFolder('/proc/signalbox/data')).rejects.toMatchObject({ code: 'ENOENT' });
});
