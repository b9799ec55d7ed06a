import { expect, it } from 'vitest';
import type { OperationEntry } from '../../../../shared/domain/journal.ts';
import { timelineOf } from './timeline.ts';

it.each<[OperationEntry, string, string]>([
  [{ kind: 'begun', node: 'close', connectionId: 7, statements: ['SET …'] }, 'begun', 'by session 7'],
  [{ kind: 'value', node: 'final', name: 'final', value: { offset: 4 } }, 'read', 'final = {"offset":4}'],
  [{ kind: 'proved', node: 'close', ms: 12 }, 'proved', 'after 12 ms'],
  [{ kind: 'unknown', node: 'close', message: 'the reply was lost' }, 'unknown', 'the reply was lost'],
  [{ kind: 'undo-failed', node: 'close', message: 'no answer' }, 'undo failed', 'no answer'],
  [
    { kind: 'hook-ended', node: 'h', end: { kind: 'exited', code: 3 }, ms: 12, output: 'no\nsuch pool' },
    'hook ended',
    'with 3 after 12 ms\nno\nsuch pool',
  ],
  [
    { kind: 'hook-ended', node: 'h', end: { kind: 'timed-out' }, ms: 5000, output: '' },
    'hook ended',
    'at the end of its time after 5000 ms',
  ],
  [{ kind: 'note', node: null, text: 'cancelled' }, 'note', 'cancelled'],
])('%o', (entry, word, text) => {
  expect(timelineOf([{ sequence: 3, at: 9, entry }])).toMatchObject([{ sequence: 3, at: 9, word, text }]);
});

it('shows the statements of what was sent, forward and back', () => {
  const rows = timelineOf([
    { sequence: 1, at: 1, entry: { kind: 'begun', node: 'a', connectionId: null, statements: ['ONE'] } },
    { sequence: 2, at: 2, entry: { kind: 'undo-begun', node: 'a', connectionId: null, statements: ['TWO'] } },
  ]);
  expect(rows.map((row) => [row.text, row.statements])).toEqual([
    ['', ['ONE']],
    ['', ['TWO']],
  ]);
});
