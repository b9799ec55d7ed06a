import { expect, it } from 'vitest';
import { pairRecords } from './record-pairs.ts';

const servers = new Map([
  ['r1', 'a'],
  ['r2', 'b'],
  ['r3', 'b'],
  ['r4', 'a'],
]);

it('puts before and after of each server together', () => {
  expect(pairRecords({ before: ['r1', 'r2'], after: ['r3', 'r4'] }, servers)).toEqual([
    { server: 'a', before: 'r1', after: 'r4' },
    { server: 'b', before: 'r2', after: 'r3' },
  ]);
});

it('keeps what has no counterpart, and does not pair what is not known yet', () => {
  expect(pairRecords({ before: ['r1'], after: ['r9'] }, servers)).toEqual([
    { server: 'a', before: 'r1', after: null },
    { server: null, before: null, after: 'r9' },
  ]);
});
