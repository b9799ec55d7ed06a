import { expect, it } from 'vitest';

import { runBounded } from './bounded-child.ts';

const run = { cwd: import.meta.dirname, onOutput: () => undefined };

it('tells a program that ended from one that hangs', async () => {
  const ended = await runBounded(process.execPath, ['-e', 'process.exit(3)'], { ...run, withinMs: 10_000 });
  expect(ended).toEqual({ kind: 'exit', code: 3 });
  const hung = await runBounded(process.execPath, ['-e', 'setInterval(() => {}, 1e6)'], { ...run, withinMs: 50 });
  expect(hung).toEqual({ kind: 'hung' });
});

it('says that a program does not exist', async () => {
  expect(await runBounded('/nowhere/program', [], { ...run, withinMs: 10_000 })).toEqual({ kind: 'exit', code: 127 });
});
