import { expect, it } from 'vitest';
import { exitOfError, exitOfResult } from './exit-codes.ts';

it.each([
  ['bad-usage', 2],
  ['config-invalid', 2],
  ['config-plain-password', 2],
  ['cluster-unknown', 2],
  ['candidate-unknown', 2],
  ['confirmation-needed', 2],
  ['data-directory-unwritable', 2],
  ['journal-unwritable', 2],
  ['secret-missing', 2],
  ['secret-file-mode', 2],
  ['server-binaries-missing', 2],
  ['no-server-answered', 5],
  ['server-unreachable', 5],
  ['server-access-denied', 5],
  ['server-timeout', 5],
  ['operation-in-progress', 1],
  ['plan-outdated', 1],
  ['yard-failed', 3],
  ['journal-corrupt', 4],
  ['bug', 4],
  ['cancelled', 130],
] as const)('%s ends with %i', (code, exit) => {
  expect(exitOfError(code)).toBe(exit);
});

it('tells a done switchover from one that left servers behind', () => {
  expect(exitOfResult({ outcome: 'done', leftBehind: [] })).toBe(0);
  expect(exitOfResult({ outcome: 'done', leftBehind: [{ server: 'a', reason: 'b', wayOut: 'c' }] })).toBe(6);
});
