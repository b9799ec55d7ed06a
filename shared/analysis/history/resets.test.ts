import { describe, expect, it } from 'vitest';
import type { ChannelSample, ServerSample } from '../../domain/sample.ts';
import { exampleChannelSample as channel, exampleSample } from './example-samples.ts';
import { historyOf, type Sighting } from './resets.ts';

const was = { file: 'binlog.000007', offset: 1234 };
const beginning = { file: 'binlog.000001', offset: 900 };

const seen = (at: number, bend: Partial<ChannelSample> = {}): ServerSample =>
  exampleSample({ at, channels: [channel({ executed: was, ...bend })] });

const sighting = (record: string, sample: ServerSample, bend: Partial<Sighting> = {}): Sighting => ({
  record,
  reason: 'thread-stopped',
  placed: null,
  before: null,
  sample,
  ...bend,
});

const stopped = sighting('r-stop', seen(20, { io: 'no', sql: 'no' }), { before: seen(10) });
const reset = (before: ServerSample) =>
  sighting('r-back', seen(30, { executed: beginning }), { reason: 'position-backwards', before });
const later = seen(90, { executed: { file: 'binlog.000008', offset: 77 } });

const resetsOf = (sightings: readonly Sighting[], last: ServerSample | null = null, now = later) =>
  historyOf(sightings, last, now).resets;

describe('historyOf', () => {
  it('knows nothing of a channel that only went on', () => {
    expect(resetsOf([stopped], seen(40))).toEqual([]);
  });

  it('has the record of the stop', () => {
    const [found] = resetsOf([stopped, reset(seen(25, { io: 'no', sql: 'no' }))]);
    expect(found).toMatchObject({ was, at: 30, record: 'r-back', stoppedRecord: 'r-stop' });
  });

  it('takes what was last seen itself as the stop when it stood there already', () => {
    const [found] = resetsOf([reset(seen(25, { io: 'no', sql: 'no' }))]);
    expect(found).toMatchObject({ was, stoppedRecord: 'r-back' });
  });

  it('has no stop when it ran when last seen', () => {
    expect(resetsOf([stopped, reset(seen(25))])[0]).toMatchObject({ was, stoppedRecord: null });
  });

  it('has no stop when it was not watched from then on', () => {
    const later = sighting('r-back', seen(90_000, { executed: beginning }), { before: stopped.sample });
    expect(resetsOf([stopped, later], null, seen(95_000, { executed: beginning }))[0]).toMatchObject({
      record: 'r-back',
      stoppedRecord: null,
    });
    expect(resetsOf([stopped], null, seen(90_000, { executed: beginning }))[0]).toMatchObject({ stoppedRecord: null });
  });

  it('has no stop of a receiver alone', () => {
    expect(resetsOf([reset(seen(25, { io: 'no' }))])[0]).toMatchObject({ stoppedRecord: null });
  });

  it('is not settled by its catching up, nor by a second accident', () => {
    const again = sighting('r-again', seen(50, { executed: { file: '', offset: 0 } }), { before: later });
    expect(resetsOf([stopped, reset(seen(25)), again], later)).toMatchObject([{ record: 'r-back', was }]);
  });

  it.each([
    ['what put it in its place', { reason: 'after-operation', placed: '' }, 0],
    ['a person', { reason: 'acknowledged' }, 0],
    ['nothing done to another channel', { reason: 'after-operation', placed: 'other' }, 1],
    ['no other operation', { reason: 'after-operation', placed: null }, 1],
    ['no record on request', { reason: 'requested' }, 1],
  ] as const)('is settled by %s', (_who, bend, left) => {
    const settling = sighting('r-after', seen(60), bend);
    expect(resetsOf([stopped, reset(seen(25)), settling], seen(70))).toHaveLength(left);
  });

  it('sees one that is in no record, from what was last kept', () => {
    const now = seen(90, { executed: beginning });
    expect(resetsOf([], seen(10), now)).toMatchObject([{ record: null, was, wasAt: 10 }]);
    expect(resetsOf([stopped], null, now)).toMatchObject([{ record: null, was, stoppedRecord: 'r-stop' }]);
  });

  it('does not take an older reading for a step back', () => {
    expect(resetsOf([], seen(100), seen(90, { executed: beginning }))).toEqual([]);
  });
});
