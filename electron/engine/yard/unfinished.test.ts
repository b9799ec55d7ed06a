import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeWhole } from './unfinished.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sbx-whole-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function fill(unfinished: string): Promise<void> {
  await mkdir(unfinished);
  await writeFile(join(unfinished, 'content'), 'all of it');
}

describe('a folder made whole', () => {
  test('is there with its content; what a killed try left is gone, what belongs to others stays', async () => {
    const left = 'data-1.0b2f6a3e-1111-4222-8333-0123456789ab';
    for (const name of [left, 'data-1.lock', 'data-11.0b2f6a3e-1111-4222-8333-0123456789ab']) {
      await mkdir(join(folder, name));
    }
    await makeWhole(join(folder, 'data-1'), fill);
    expect((await readdir(folder)).sort()).toEqual([
      'data-1',
      'data-1.lock',
      'data-11.0b2f6a3e-1111-4222-8333-0123456789ab',
    ]);
    expect(await readdir(join(folder, 'data-1'))).toEqual(['content']);
  });

  test('is not there at all when making it fails', async () => {
    const made = makeWhole(join(folder, 'data-1'), async (unfinished) => {
      await fill(unfinished);
      throw new Error('disk full');
    });
    await expect(made).rejects.toThrow('disk full');
    expect(await readdir(folder)).toEqual([]);
  });
});
