import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { fileLog } from './file-log.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signalbox-log-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

it('writes lines for the owner alone, with secrets masked', async () => {
  const path = join(folder, 'logs', 'signalbox.log');
  const log = fileLog(path);
  log('info', 'opened', { server: 'db1:3306', password: 'hunter2', draft: { passwordText: 'hunter2' } });
  const text = await readFile(path, 'utf8');
  expect(JSON.parse(text)).toMatchObject({ msg: 'opened', server: 'db1:3306', password: '***' });
  expect(text).not.toContain('hunter2');
  expect((await stat(path)).mode & 0o077).toBe(0);
});

it('makes no file before the first line and starts a new one when it is large', async () => {
  const path = join(folder, 'signalbox.log');
  const log = fileLog(path);
  expect(await readdir(folder)).toEqual([]);
  await writeFile(path, 'x'.repeat(6 * 1024 * 1024));
  log('warn', 'new');
  expect((await readdir(folder)).sort()).toEqual(['signalbox.log', 'signalbox.log.1']);
});

it('gives up where it can not write', async () => {
  await writeFile(join(folder, 'file'), '');
  const log = fileLog(join(folder, 'file', 'signalbox.log'));
  expect(() => {
    log('error', 'lost');
    log('error', 'lost again');
  }).not.toThrow();
});
