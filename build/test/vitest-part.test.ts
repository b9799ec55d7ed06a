import { describe, expect, it } from 'vitest';

import { countLine } from './tally.ts';
import { judge, slowest } from './vitest-part.ts';

const passed = { tally: { passed: 4, failures: [], skips: [] }, running: [], finished: true, seconds: {} };
const failed = { tally: { passed: 3, failures: ['a > b'], skips: [] }, running: [], finished: true, seconds: {} };
const cut = {
  tally: { passed: 1, failures: [], skips: [] },
  running: ['test/integration/a.test.ts'],
  finished: false,
  seconds: {},
};

describe('what a vitest run is worth', () => {
  it.each([
    ['all passed', { kind: 'exit', code: 0 }, passed, '4 passed, 0 failed, 0 skipped'],
    ['a failed test is counted once', { kind: 'exit', code: 1 }, failed, '3 passed, 1 failed, 0 skipped'],
    ['an error that no test has is a failure', { kind: 'exit', code: 1 }, passed, '4 passed, 1 failed, 0 skipped'],
    ['a run that wrote nothing is a failure', { kind: 'exit', code: 0 }, undefined, '0 passed, 1 failed, 0 skipped'],
    ['a run that ended on the way is a failure', { kind: 'exit', code: 0 }, cut, '1 passed, 1 failed, 0 skipped'],
    ['what passed before a hang counts', { kind: 'hung' }, cut, '1 passed, 1 failed, 0 skipped'],
  ] as const)('%s', (_, ending, count, expected) => {
    expect(countLine(judge('integration', ending, count, 1_000))).toBe(expected);
  });

  it('names the file that hung', () => {
    expect(judge('integration', { kind: 'hung' }, cut, 1_000).failures.join()).toContain('test/integration/a.test.ts');
  });

  it('names the files that it waited for', () => {
    expect(slowest({ a: 59, b: 61.4, c: 300 })).toBe('slowest: c 300 s, b 61 s\n');
    expect(slowest({ a: 1 })).toBe('');
  });
});
