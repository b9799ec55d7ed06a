import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { lookAtDump } from './dump-file.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signalbox-dump-file-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('says how large a file is and how it is packed, nothing of what is in it', async () => {
  const path = join(folder, 'shop.sql.gz');
  const bytes = gzipSync('-- MySQL dump\nSELECT 1;\n');
  await writeFile(path, bytes);
  expect(await lookAtDump(path)).toEqual({ path, name: 'shop.sql.gz', bytes: bytes.length, packed: 'gzip' });
});

it.each([
  ['shop.sql', 'is not a whole path'],
  ['/nowhere/at/all.sql', 'can’t be read'],
  ['/dev/null', 'is no file'],
  [tmpdir(), 'is a directory'],
])('refuses %s: it %s', async (path, why) => {
  await expect(lookAtDump(path)).rejects.toMatchObject({
    code: 'dump-unreadable',
    message: expect.stringContaining(why) as string,
  });
});
