import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { identify, isRunning, parseStat } from './process-identity.ts';

const tail = 'S 1 2 3 0 -1 4194304 5 6 7 8 9 10 11 12 20 0 1 0 987654 13 14';

describe('process identity', () => {
  test.each([
    ['a plain name', `42 (mysqld) ${tail}`],
    ['a name with spaces and brackets', `42 (ld-linux (x) y) z) ${tail}`],
  ])('start time and state are read after %s', (_name, line) => {
    expect(parseStat(line)).toEqual({ state: 'S', startedAt: 987654 });
  });

  test('nothing is made of something else', () => {
    expect(parseStat('')).toBeNull();
    expect(parseStat('42 (mysqld) S 1 2')).toBeNull();
  });

  test('a process runs until it has ended, and a later one with its pid is another', async () => {
    const child = spawn('sleep', ['60'], { stdio: 'ignore' });
    await once(child, 'spawn');
    const identity = identify(child.pid ?? -1);
    if (identity === null) throw new Error('The child is not there.');
    expect(isRunning(identity)).toBe(true);
    expect(isRunning({ ...identity, startedAt: (identity.startedAt ?? 0) - 1 })).toBe(false);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(isRunning(identity)).toBe(false);
  });
});
