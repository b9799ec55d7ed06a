import { describe, expect, test } from 'vitest';
import { runCommand, withArguments } from './command.ts';

const shell = (script: string) => ({ file: '/bin/sh', args: ['-c', script] });

describe('a command', () => {
  test('gives its output, its code and reads its input', async () => {
    const result = await runCommand(shell('cat; echo oops >&2; exit 3'), { timeoutMs: 5000, input: 'hello' });
    expect(result).toEqual({ code: 3, stdout: 'hello', stderr: 'oops\n' });
  });

  test('ends with its children when it takes too long', async () => {
    const endless = runCommand(shell('sleep 60 & sleep 60'), { timeoutMs: 50 });
    await expect(endless).rejects.toMatchObject({ code: 'yard-failed' });
  });

  test('ends when cancelled, and is not started when cancelled before', async () => {
    const running = runCommand(shell('sleep 60'), { timeoutMs: 60_000, signal: AbortSignal.timeout(20) });
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
    const never = runCommand(shell('true'), { timeoutMs: 60_000, signal: AbortSignal.abort() });
    await expect(never).rejects.toMatchObject({ code: 'cancelled' });
  });

  test('that does not exist is a coded failure', async () => {
    const missing = runCommand({ file: '/nowhere/at/all', args: [] }, { timeoutMs: 1000 });
    await expect(missing).rejects.toMatchObject({ code: 'yard-failed' });
  });

  test('takes more arguments behind its own', () => {
    expect(withArguments({ file: 'ld.so', args: ['mysqld'] }, '--version')).toEqual({
      file: 'ld.so',
      args: ['mysqld', '--version'],
    });
  });
});
