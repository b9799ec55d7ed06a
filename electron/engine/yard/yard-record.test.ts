import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readYardRecord, recordPath, sameShape, writeYardRecord } from './yard-record.ts';
import type { YardRecord, YardShape } from './yard-record.ts';

const shape: YardShape = { shape: 'star', family: 'mariadb', positions: 'gtid', replicas: 2, load: true };
const record: YardRecord = { schema: 1, phase: 'building', shape, servers: [] };

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sbx-record-'));
});

afterEach(async () => {
  await rm(directory, { recursive: true, force: true });
});

describe('the yard’s note of itself', () => {
  test('is read as it was written, and is its owner’s alone', async () => {
    expect(await readYardRecord(directory)).toBeNull();
    await writeYardRecord(directory, record);
    await writeYardRecord(directory, { ...record, phase: 'ready' });
    expect(await readYardRecord(directory)).toEqual({ ...record, phase: 'ready' });
    expect((await stat(recordPath(directory))).mode & 0o777).toBe(0o600);
    expect(await readdir(directory)).toEqual(['yard.json']);
  });

  test.each(['', '{', '[]', '{"schema":2,"servers":[]}'])('that says %j is refused in words', async (text) => {
    await writeFile(recordPath(directory), text);
    await expect(readYardRecord(directory)).rejects.toMatchObject({ code: 'yard-failed' });
  });

  test('of before there were shapes is a star', async () => {
    const old = { ...record, shape: { family: 'mariadb', positions: 'gtid', replicas: 2, load: true } };
    await writeFile(recordPath(directory), JSON.stringify(old));
    expect((await readYardRecord(directory))?.shape.shape).toBe('star');
  });

  test('a shape is the same only with every part of it', () => {
    expect(sameShape(shape, { ...shape })).toBe(true);
    const others: Partial<YardShape>[] = [
      { shape: 'pair' },
      { family: 'mysql' },
      { positions: 'file' },
      { replicas: 3 },
      { load: false },
    ];
    expect(others.filter((other) => sameShape(shape, { ...shape, ...other }))).toEqual([]);
  });
});
