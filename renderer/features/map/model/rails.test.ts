import { describe, expect, test } from 'vitest';
import type { ChannelView } from '../../../../shared/domain/topology.ts';
import { channel, server, silent } from './examples.ts';
import { railsOf } from './rails.ts';
import { noShape, shapeKey, shapeOf } from './shape.ts';

const error = { number: 1236, message: 'no such log', at: null, thread: 'io' } as const;
const lag = (seconds: number | null): ChannelView['lag'] => ({
  seconds,
  kind: seconds === null ? 'unknown' : 'measured',
});

describe('a rail', () => {
  const cases: readonly [string, Partial<ChannelView>, string, string][] = [
    ['runs', {}, 'running', '0.1 s'],
    ['is behind', { lag: lag(42) }, 'behind', '42 s behind'],
    ['is not behind at the limit', { lag: lag(20) }, 'running', '20 s'],
    ['is delayed on purpose', { delayS: 3600, lag: lag(3601) }, 'running', 'delayed 1 h'],
    ['is behind its delay', { delayS: 60, lag: lag(200) }, 'behind', '3 min behind'],
    ['connects', { io: 'connecting', lag: lag(null) }, 'connecting', 'connecting'],
    ['connects in vain', { io: 'connecting', error }, 'connecting', 'connecting · 1236'],
    ['has stopped by an error', { io: 'no', error }, 'stopped', 'stopped · 1236'],
    ['has stopped', { io: 'no', sql: 'no' }, 'stopped', 'stopped'],
    ['has its IO thread stopped', { io: 'no' }, 'stopped', 'IO stopped'],
    ['has its SQL thread stopped', { sql: 'no' }, 'stopped', 'SQL stopped'],
    ['has an unknown lag', { lag: lag(null) }, 'running', 'lag unknown'],
  ];
  test.each(cases)('%s', (_name, change, state, chip) => {
    const servers = [server('m', { role: 'source' }), server('r', { channels: [channel('m', change)] })];
    const rails = railsOf(servers, shapeOf(servers, noShape), 20);
    expect(rails).toMatchObject([{ from: 'm', to: 'r', state, chip }]);
  });

  test('to a server that is not of the cluster is not drawn', () => {
    const servers = [server('r', { channels: [channel('elsewhere')] })];
    expect(railsOf(servers, shapeOf(servers, noShape), 20)).toEqual([]);
  });

  test('of a server last read long ago is unknown', () => {
    const servers = [server('m'), server('r', { stale: true, channels: [channel('m')] })];
    expect(railsOf(servers, shapeOf(servers, noShape), 20)).toMatchObject([{ state: 'unknown' }]);
  });
});

describe('the shape', () => {
  const before = shapeOf([server('m'), server('r', { channels: [channel('m')] })], noShape);

  test('stays when a server no longer answers, with its rail unknown', () => {
    const servers = [server('m'), silent('r')];
    const after = shapeOf(servers, before);
    expect(shapeKey(after)).toBe(shapeKey(before));
    expect(railsOf(servers, after, 20)).toMatchObject([{ from: 'm', to: 'r', state: 'unknown' }]);
  });

  test('changes when a server answers that it follows no one', () => {
    expect(shapeKey(shapeOf([server('m'), server('r')], before))).not.toBe(shapeKey(before));
  });
});
