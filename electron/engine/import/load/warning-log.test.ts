import { expect, test } from 'vitest';
import { WarningLog } from './warning-log.ts';

const truncated = { Level: 'Warning', Code: 1265, Message: "Data truncated for column 'a' at row 1" };

test('warnings are counted by number, with the first places', () => {
  const log = new WarningLog();
  for (const line of [1, 2, 3, 4]) log.add([truncated, truncated], { offset: line * 100, line }, 2);
  log.add([{ Level: 'Warning', Code: 1681, Message: 'deprecated' }], { offset: 900, line: 9 }, 1);
  expect(log.all()).toEqual([
    {
      number: 1265,
      message: truncated.Message,
      count: 8,
      places: [1, 2, 3].map((line) => ({ offset: line * 100, line })),
    },
    { number: 1681, message: 'deprecated', count: 1, places: [{ offset: 900, line: 9 }] },
  ]);
  expect(log.untold).toBe(0);
});

test('notes are left out, and what the server does not tell is counted', () => {
  const log = new WarningLog();
  log.add([{ Level: 'Note', Code: 1051, Message: "Unknown table 'a'" }, truncated], { offset: 1, line: 1 }, 66);
  expect(log.all().map(({ number, count }) => [number, count])).toEqual([[1265, 1]]);
  expect(log.untold).toBe(64);
});
