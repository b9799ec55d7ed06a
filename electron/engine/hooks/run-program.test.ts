import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { HookCall, HookRun } from './hook-call.ts';
import { runProgram } from './run-program.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signalbox-hooks-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A script of its own in the test's folder. */
async function script(name: string, ...lines: readonly string[]): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, ['#!/bin/sh', ...lines, ''].join('\n'));
  await chmod(path, 0o700);
  return path;
}

function run(command: readonly string[], more: Partial<HookCall> = {}): Promise<HookRun> {
  return runProgram({ command, environment: {}, withinMs: 5000, signal: null, started: () => undefined, ...more });
}

/** Whether a process is there; one that has ended and was not waited for is not. */
async function lives(pid: number): Promise<boolean> {
  const state = await readFile(`/proc/${String(pid)}/stat`, 'utf8').catch(() => null);
  return state !== null && !/\) Z /.test(state);
}

/** The process that a script started in the background and wrote down. */
async function childOf(file: string): Promise<number> {
  return Number(await readFile(join(folder, file), 'utf8'));
}

test('arguments reach the program as they are: no shell reads them', async () => {
  const path = await script('args', 'for argument; do echo "<$argument>"; done', 'echo end >&2');
  const { end, output } = await run([path, 'a b', '$HOME', '; echo never', '', '*']);
  expect(end).toEqual({ kind: 'exited', code: 0 });
  expect(output.split('\n').toSorted()).toEqual(['<$HOME>', '<*>', '<; echo never>', '<>', '<a b>', 'end']);
});

test('its environment is what it is told, and PATH, HOME and LANG', async () => {
  process.env['SHOP_PASSWORD'] = 'hunter2';
  process.env['SIGNALBOX_DATA_DIR'] = '/nowhere';
  const { output } = await run(['env'], { environment: { SIGNALBOX_CLUSTER: 'shop' } });
  delete process.env['SHOP_PASSWORD'];
  delete process.env['SIGNALBOX_DATA_DIR'];
  const names = output.split('\n').map((line) => line.split('=')[0] ?? '');
  expect(names).toEqual(expect.arrayContaining(['PATH', 'SIGNALBOX_CLUSTER']));
  expect(names.filter((name) => !['PATH', 'HOME', 'LANG', 'SIGNALBOX_CLUSTER'].includes(name))).toEqual([]);
  expect(output).not.toContain('hunter2');
});

test('it has no input, and starts in the root of the file system', async () => {
  expect(await run(['cat'])).toMatchObject({ end: { kind: 'exited', code: 0 }, output: '' });
  expect(await run(['pwd'])).toMatchObject({ output: '/' });
});

describe('what is no success says how it ended', () => {
  test('another code', async () => {
    const path = await script('fails', 'echo no such pool >&2', 'exit 3');
    expect(await run([path])).toMatchObject({ end: { kind: 'exited', code: 3 }, output: 'no such pool' });
  });

  test('a signal', async () => {
    expect(await run([await script('dies', 'kill -KILL $$')])).toMatchObject({
      end: { kind: 'signalled', signal: 'SIGKILL' },
    });
  });

  test.each([
    ['no program', () => Promise.resolve('/nowhere/program'), /no such program/],
    ['not to be run', () => script('mode').then((path) => chmod(path, 0o600).then(() => path)), /may not be run/],
    ['a folder', () => Promise.resolve('/'), /may not be run/],
    ['a NUL', () => Promise.resolve('a\0b'), /null bytes/],
  ])('%s', async (_name, program, because) => {
    const { end } = await run([await program()]);
    expect(end).toEqual({ kind: 'not-started', because: expect.stringMatching(because) as string });
  });
});

test('only the last 16 KB of its output are kept, without what would drive a terminal', async () => {
  const path = await script('writes', 'yes line | head -c 3000000', "printf '\\033[31mlast\\a\\n'");
  const { output } = await run([path]);
  expect(output.length).toBeLessThanOrEqual(16 * 1024 + 1);
  expect(output).toMatch(/^…/);
  expect(output).toMatch(/\n\u{FFFD}\[31mlast\u{FFFD}$/u);
});

describe('at the end of its time', () => {
  test('it and what it started are asked to end', async () => {
    const path = await script('slow', `sleep 60 & echo $! > ${folder}/slow.child`, 'echo begun', 'wait');
    const { end, output } = await run([path], { withinMs: 300 });
    expect({ end, output }).toEqual({ end: { kind: 'timed-out' }, output: 'begun' });
    expect(await lives(await childOf('slow.child'))).toBe(false);
  });

  test('one that does not listen is ended for good', async () => {
    const child = `sh -c 'trap "" TERM; while :; do sleep 0.1; done' & echo $! > ${folder}/deaf.child`;
    const path = await script('deaf', "trap '' TERM", child, 'while :; do sleep 0.1; done');
    const { end, ms } = await run([path], { withinMs: 200 });
    expect(end).toEqual({ kind: 'timed-out' });
    expect(ms).toBeGreaterThan(2000);
    expect(await lives(await childOf('deaf.child'))).toBe(false);
  });

  test('a child that outlives its parent is ended too', async () => {
    const child = `sh -c 'trap "" TERM; while :; do sleep 0.1; done' & echo $! > ${folder}/left.child`;
    const path = await script('left', child, 'sleep 60');
    await run([path], { withinMs: 200 });
    expect(await lives(await childOf('left.child'))).toBe(false);
  });
});

test('cancelled it is ended in the same way', async () => {
  const cancel = new AbortController();
  const running = run(['sleep', '60'], { signal: cancel.signal, started: () => cancel.abort() });
  expect(await running).toMatchObject({ end: { kind: 'cancelled' } });
});

test('what it leaves in the background goes on and is not waited for', async () => {
  const path = await script('daemon', `sleep 30 & echo $! > ${folder}/daemon.child`, 'echo started');
  const { end, ms, output } = await run([path]);
  expect({ end, output }).toEqual({ end: { kind: 'exited', code: 0 }, output: 'started' });
  expect(ms).toBeLessThan(3000);
  const pid = await childOf('daemon.child');
  expect(await lives(pid)).toBe(true);
  process.kill(pid);
});
