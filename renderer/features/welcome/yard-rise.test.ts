import { expect, test } from 'vitest';
import { afterEvent, idle, type YardRise, type YardRiseEvent } from './yard-rise.ts';

const progress = (message: string): YardRiseEvent => ({ kind: 'progress', message });
const up: YardRiseEvent = {
  kind: 'up',
  status: { running: true, family: 'mariadb', positions: 'gtid', shape: 'star', servers: [], cluster: 'yard' },
};
const after = (...events: readonly YardRiseEvent[]): YardRise => events.reduce(afterEvent, idle);

test('lines add up until the yard is up', () => {
  expect(after({ kind: 'start' }, progress('a'), progress('b'))).toEqual({ kind: 'rising', lines: ['a', 'b'] });
  expect(after({ kind: 'start' }, progress('a'), up, { kind: 'closed', error: null })).toEqual({
    kind: 'up',
    cluster: 'yard',
  });
});

test('a stream that ends early has failed, keeping its lines', () => {
  const state = after({ kind: 'start' }, progress('a'), { kind: 'closed', error: null });
  expect(state).toMatchObject({ kind: 'failed', lines: ['a'], error: { code: 'yard-failed' } });
});

test('what comes after cancelling is not shown', () => {
  expect(after({ kind: 'start' }, { kind: 'cancel' }, progress('late'), { kind: 'closed', error: null })).toEqual(idle);
});
