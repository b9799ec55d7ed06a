import { describe, expect, test } from 'vitest';
import type { ApplierEvent } from '../../dialects/applier-log.ts';
import { placeByErrorLog } from './by-error-log.ts';

const at = (number: number, offset: number) => ({ file: `binlog.00000${String(number)}`, offset });
const started = (number: number, offset: number): ApplierEvent => ({ kind: 'started', at: at(number, offset) });
const stopped = (number: number, offset: number): ApplierEvent => ({ kind: 'stopped', at: at(number, offset) });
const failed: ApplierEvent = { kind: 'failed' };
const lost: ApplierEvent = { kind: 'placed', at: null };
const startedAnew: ApplierEvent = { kind: 'started', at: null };
const recorded = at(2, 500);

describe('the place by an error log', () => {
  test('is where the applier was told to stop before its channel lost its place', () => {
    expect(placeByErrorLog([started(1, 4), stopped(3, 900), lost], recorded)).toEqual({
      kind: 'told',
      position: at(3, 900),
      afterwards: [],
    });
  });

  test('comes with what was run through afterwards', () => {
    const events = [
      started(1, 4),
      stopped(3, 900),
      lost,
      startedAnew,
      failed,
      stopped(1, 330),
      started(1, 330),
      stopped(1, 330),
    ];
    expect(placeByErrorLog(events, recorded)).toMatchObject({
      position: at(3, 900),
      afterwards: [
        { from: null, to: at(1, 330), failed: true },
        { from: at(1, 330), to: at(1, 330), failed: false },
      ],
    });
  });

  test('goes back to the record over several runs', () => {
    const events = [
      started(1, 4),
      stopped(2, 700),
      started(2, 700),
      failed,
      stopped(2, 900),
      started(2, 900),
      stopped(3, 4),
      lost,
    ];
    expect(placeByErrorLog(events, recorded)).toMatchObject({ kind: 'told', position: at(3, 4) });
  });

  test.each<[string, readonly ApplierEvent[], RegExp]>([
    ['no loss', [started(1, 4), stopped(3, 900)], /does not say that the channel lost/],
    ['no stop', [started(1, 4), lost], /where the applier stopped before/],
    [
      'a crash before the loss',
      [started(1, 4), stopped(3, 4), started(3, 4), lost],
      /where the applier stopped before/,
    ],
    ['an error before the loss', [started(1, 4), failed, stopped(3, 900), lost], /an error had stopped/],
    [
      'pointed elsewhere first',
      [started(1, 4), stopped(3, 900), { kind: 'placed', at: at(1, 4) }, lost],
      /pointed elsewhere/,
    ],
    [
      'lost twice',
      [started(1, 4), stopped(3, 900), lost, startedAnew, stopped(3, 950), lost],
      /had lost its place already/,
    ],
    [
      'a wrong place in between',
      [started(1, 4), stopped(2, 700), started(2, 300), stopped(3, 900), lost],
      /went on at binlog.000002:300/,
    ],
    ['a log that begins later', [started(3, 4), stopped(3, 900), lost], /does not go back to binlog.000002:500/],
    ['a stop before the record', [started(1, 4), stopped(2, 400), lost], /before the record was taken/],
    ['a crash afterwards', [started(1, 4), stopped(3, 900), lost, startedAnew], /where the applier stopped afterwards/],
  ])('is not told by %s', (_, events, because) => {
    expect(placeByErrorLog(events, recorded)).toMatchObject({
      kind: 'untold',
      because: expect.stringMatching(because) as string,
    });
  });
});
