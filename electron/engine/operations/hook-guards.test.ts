import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { HookConfiguration } from '../../../shared/domain/hook.ts';
import { whyNotRunnable } from '../hooks/is-runnable.ts';
import { hookGuards } from './hook-guards.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signalbox-guards-'));
  for (const [name, mode] of [
    ['runs', 0o700],
    ['plain', 0o600],
  ] as const) {
    await writeFile(join(folder, name), '#!/bin/sh\n');
    await chmod(join(folder, name), mode);
  }
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function ask(program: string, at: HookConfiguration['at'] = 'before') {
  const hooks = [{ name: 'lb', at, command: [program, 'x'], timeoutMs: 1000 }];
  return hookGuards({ hooks }, ['before', 'after', 'undone'], (name) => whyNotRunnable(name, `/nowhere:${folder}`));
}

test('a program that can be run passes, by its path or found by PATH', async () => {
  for (const program of [join(folder, 'runs'), 'runs'])
    expect(await ask(program)).toMatchObject([{ code: 'hook-not-runnable', verdict: 'pass' }]);
});

test.each([
  ['absent', /is not there/],
  ['plain', /may not be run/],
  ['', /is no file/],
])('one that can not be run blocks, with its cure: %s', async (name, because) => {
  const [guard, ...more] = await ask(join(folder, name));
  expect(guard).toMatchObject({ verdict: 'block', cure: expect.stringContaining('hooks.lb.command') as string });
  expect(guard?.message).toMatch(because);
  expect(more).toEqual([]);
});

test('one that PATH does not have blocks', async () => {
  expect(await ask('plain')).toMatchObject([{ verdict: 'block' }]);
});

test('hooks of other moments are not asked for', async () => {
  expect(await ask('/nowhere', 'fence')).toEqual([]);
});
