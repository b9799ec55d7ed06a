import { expect, test } from 'vitest';

import type { BinlogPosition } from '../../domain/position.ts';
import { exampleChannel } from './example-facts.ts';
import { addSample, lagOf, type LagInput, type PositionSample } from './lag.ts';

const at = (offset: number, file = 'binlog.000001'): BinlogPosition => ({ file, offset });
const sample = (ms: number, position: BinlogPosition, gtid: string | null = null): PositionSample => ({
  at: ms,
  position,
  gtid,
});

function lag(executed: BinlogPosition, history: readonly PositionSample[], changes: Partial<LagInput> = {}) {
  return lagOf({
    channel: exampleChannel('a:3306', { executed, secondsBehind: 7 }),
    readAt: 10_000,
    gtid: null,
    history,
    ...changes,
  });
}

test('none when the channel is where the source last was', () => {
  expect(lag(at(1000), [sample(10_001, at(1000))])).toEqual({ seconds: 0, kind: 'measured' });
});

test('none when both have the same transactions, whatever the coordinates say', () => {
  const history = [sample(10_001, at(1200), '0-1-9')];
  expect(lag(at(1000), history, { gtid: '0-1-9' })).toEqual({ seconds: 0, kind: 'measured' });
});

test('the time since the source was there, in proportion between two samples', () => {
  const history = [sample(4000, at(1000)), sample(6000, at(2000)), sample(10_000, at(9000))];
  expect(lag(at(1000), history)).toEqual({ seconds: 6, kind: 'measured' });
  expect(lag(at(1500), history)).toEqual({ seconds: 5, kind: 'measured' });
});

test('a replica in step with a busy source is not a poll interval behind', () => {
  const history = [sample(8000, at(1000)), sample(10_010, at(3000))];
  expect(lag(at(2990), history).seconds).toBeLessThanOrEqual(0.1);
});

test('across a change of files', () => {
  const history = [sample(4000, at(9000)), sample(6000, at(500, 'binlog.000002'))];
  expect(lag(at(120, 'binlog.000002'), history)).toEqual({ seconds: 5, kind: 'measured' });
});

test('the server’s own number where nothing was seen yet', () => {
  expect(lag(at(10), [])).toEqual({ seconds: 7, kind: 'reported' });
  expect(lag(at(10), [sample(10_001, at(1000))])).toEqual({ seconds: 7, kind: 'reported' });
  expect(lag(at(0, ''), [sample(1, at(4)), sample(2, at(8))])).toEqual({ seconds: 7, kind: 'reported' });
});

test.each([{ io: 'no' }, { io: 'connecting' }, { sql: 'no' }] as const)('unknown with %o', (thread) => {
  const channel = exampleChannel('a:3306', thread);
  expect(lag(at(1), [], { channel })).toEqual({ seconds: null, kind: 'unknown' });
});

test('a history starts anew when the log goes backwards, and ignores what is not newer', () => {
  const history = addSample([sample(1000, at(5000))], sample(2000, at(4)));
  expect(history).toEqual([sample(2000, at(4))]);
  expect(addSample(history, sample(2000, at(8)))).toBe(history);
});

test('a history is bounded', () => {
  let history: readonly PositionSample[] = [];
  for (let index = 1; index <= 2000; index += 1) history = addSample(history, sample(index, at(index)));
  expect(history).toHaveLength(1800);
  expect(history.at(-1)).toEqual(sample(2000, at(2000)));
});
