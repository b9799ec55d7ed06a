import { expect, test } from 'vitest';
import { leaving } from '../../../ui/wizard/model/leaving.ts';
import { candidateChosen, hoursTyped, usualChoice } from './choice.ts';

test('who takes over is not left behind any more', () => {
  const left = leaving(leaving(usualChoice, 'db2:3306', true), 'db3:3306', true);
  expect(candidateChosen(left, 'db2:3306')).toEqual({ to: 'db2:3306', leaveBehind: ['db3:3306'], dutyHours: 24 });
});

test('taken along again', () => {
  expect(leaving(leaving(usualChoice, 'db2:3306', true), 'db2:3306', false)).toEqual(usualChoice);
});

test.for([
  ['24', 24],
  [' 0 ', 0],
  ['720', 720],
  ['721', null],
  ['', null],
  ['-1', null],
  ['1.5', null],
  ['a day', null],
] as const)('“%s” hours are %s', ([text, hours]) => {
  expect(hoursTyped(text)).toBe(hours);
});
