import { spawnSync } from 'node:child_process';
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDump } from './open-dump.ts';

const sql = Buffer.from(`-- a dump\n${"INSERT INTO t VALUES (1,'x\0\xff');\n".repeat(40_000)}`, 'latin1');
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'signalbox-dumps-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function file(bytes: Buffer | string): string {
  const path = join(folder, `dump-${String(Math.random())}`);
  writeFileSync(path, bytes);
  return path;
}

async function unpacked(path: string, options = {}): Promise<Buffer> {
  const source = await openDump({ kind: 'file', path }, options);
  const parts: Buffer[] = [];
  for await (const chunk of source.chunks()) parts.push(Buffer.from(chunk));
  expect(source.readBytes).toBe(source.storedBytes);
  return Buffer.concat(parts);
}

const packers: readonly (readonly [string, (bytes: Buffer) => Buffer])[] = [
  ['gzip', gzipSync],
  ['zstd', zstdCompressSync],
  ['bzip2', (bytes) => spawnSync('bzip2', ['-c'], { input: bytes }).stdout],
  ['xz', (bytes) => spawnSync('xz', ['-c'], { input: bytes }).stdout],
];

test.each(packers)('%s: one member, several, and cut', async (name, pack) => {
  const packed = pack(sql);
  if (!Buffer.isBuffer(packed)) throw new Error(`${name} is not on this machine`);
  expect((await unpacked(file(packed))).equals(sql)).toBe(true);
  expect((await unpacked(file(Buffer.concat([packed, packed])))).equals(Buffer.concat([sql, sql]))).toBe(true);
  const cut = unpacked(file(packed.subarray(0, -9)));
  await expect(cut).rejects.toMatchObject({ code: 'dump-truncated', details: { offset: packed.length - 9 } });
});

test('a plain file and standard input', async () => {
  expect((await unpacked(file(sql))).equals(sql)).toBe(true);
  const stream = Readable.from([gzipSync(sql).subarray(0, 3), gzipSync(sql).subarray(3)]);
  const source = await openDump({ kind: 'stream', stream, name: 'standard input' });
  expect(source).toMatchObject({ archive: 'gzip', storedBytes: null });
  let bytes = 0;
  for await (const chunk of source.chunks()) bytes += chunk.length;
  expect(bytes).toBe(sql.length);
});

test.each([
  ['an empty file', Buffer.alloc(0), 'empty'],
  ['a binary file', Buffer.from([1, 2, 3, 4]), 'binary'],
  ['UTF-16', Buffer.from('\ufeff-- MySQL dump', 'utf16le'), 'text in UTF-16'],
  ['UTF-16 in an archive', gzipSync(Buffer.from('\ufeff-- MySQL dump', 'utf16le')), 'text in UTF-16'],
  ['XML', Buffer.from('<?xml version="1.0"?>\n<mysqldump>'), 'XML'],
  ['a web page', Buffer.from('<!DOCTYPE html>'), 'a web page'],
  ['a zip archive', Buffer.from('PK\u0003\u0004abc'), 'a zip archive'],
])('%s is no dump', async (_title, bytes, what) => {
  const refused = unpacked(file(bytes));
  await expect(refused).rejects.toMatchObject({
    code: 'dump-not-sql',
    details: { what: expect.stringContaining(what) as string },
  });
});

test('damage, a missing program, a missing file', async () => {
  const packed = gzipSync(sql);
  packed[packed.length - 6] = (packed.at(-6) ?? 0) ^ 0xff;
  await expect(unpacked(file(packed))).rejects.toMatchObject({ code: 'dump-damaged' });
  const missing = unpacked(file(Buffer.from('BZh9abc')), { programs: { bzip2: '/nowhere/bzip2' } });
  await expect(missing).rejects.toMatchObject({ code: 'dump-program-missing' });
  await expect(unpacked(join(folder, 'nothing'))).rejects.toMatchObject({ code: 'dump-unreadable' });
});

test.each([
  ['metadata', 'dump-unsupported', 'myloader'],
  ['@.json', 'dump-unsupported', 'loadDump'],
  ['anything', 'dump-unreadable', 'directory'],
])('a directory with %s', async (name, code, words) => {
  const path = mkdtempSync(join(folder, 'directory-'));
  mkdirSync(join(path, 'sub'));
  writeFileSync(join(path, name), '');
  await expect(openDump({ kind: 'file', path })).rejects.toMatchObject({
    code,
    message: expect.stringContaining(words) as string,
  });
});

test('an abort ends the reading', async () => {
  const stop = new AbortController();
  const stream = new Readable({ read: () => undefined });
  stream.push(sql);
  const source = await openDump({ kind: 'stream', stream, name: 'a pipe' }, { signal: stop.signal });
  const chunks = source.chunks();
  await chunks.next();
  stop.abort();
  await expect(chunks.next()).rejects.toMatchObject({ code: 'cancelled' });
});
