import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ServerSample } from '../../../shared/domain/sample.ts';
import { examplePlace, exampleRecord, type ExamplePlace } from './example-journal.ts';
import type { Journal } from './journal.ts';
import { openJournal } from './open-journal.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

let place: ExamplePlace;
let journal: Journal;
beforeEach(() => {
  place = examplePlace();
  journal = openJournal(place.options);
});
afterEach(() => {
  journal.close();
  place.remove();
});

function sample(at: number, server = 'db1:3306'): ServerSample {
  const nothing = { uptimeS: 1, position: null, gtid: null, channels: [] };
  return { at, server, family: 'mariadb', ...nothing };
}

const timesOf = (from: number, to: number) =>
  journal.samples({ cluster: 'shop', server: 'db1:3306', from, to }).map(({ at }) => at);

it('samples are kept by server and found by time', () => {
  journal.addSamples('shop', [sample(1000), sample(1000, 'db2:3306')], 0);
  journal.addSamples('shop', [sample(2000)], 0);
  journal.addSamples('wiki', [sample(3000)], 0);
  expect(timesOf(0, day)).toEqual([1000, 2000]);
  expect(timesOf(1500, 2000)).toEqual([2000]);
  expect(journal.samples({ cluster: 'shop', server: null, from: 0, to: day })).toHaveLength(3);
  expect(journal.lastSampleBefore('shop', 'db1:3306', 2000)).toEqual(sample(1000));
  expect(journal.lastSampleBefore('shop', 'db1:3306', 1000)).toBeNull();
});

it('one that comes too early is not kept', () => {
  for (const at of [0, 100, 299, 300, 500]) journal.addSamples('shop', [sample(at)], 300);
  expect(timesOf(0, day)).toEqual([0, 300]);
});

it('old ones are thinned: all of a day, then one an hour, then one a day', () => {
  const now = 33 * day;
  const all = Array.from({ length: 33 * 48 + 1 }, (_, index) => sample(index * 30 * minute));
  journal.addSamples('shop', all, 0);
  const times = timesOf(0, now);
  expect(times.filter((at) => at >= now - day)).toHaveLength(24 * 2 + 1);
  expect(times.filter((at) => at >= now - 30 * day && at < now - day)).toHaveLength(29 * 24);
  expect(times.filter((at) => at < now - 30 * day)).toHaveLength(3);
});

it('they are outside the chain', () => {
  journal.addSamples('shop', [sample(1000)], 0);
  expect(journal.verify()).toEqual({ ok: true, entries: 0, problem: null });
});

it('a journal from before there were samples is brought up, its chain unchanged', () => {
  journal.addRecords([exampleRecord()]);
  const before = journal.recordsAfter('shop', 0);
  journal.close();
  const db = new DatabaseSync(place.options.path);
  db.exec('DROP TABLE samples; PRAGMA user_version = 1');
  db.close();
  journal = openJournal(place.options);
  journal.addSamples('shop', [sample(1000)], 0);
  expect(journal.recordsAfter('shop', 0)).toEqual(before);
  expect(journal.verify().ok).toBe(true);
});

it('a record is kept once, as its owner tells', () => {
  const [first] = journal.addRecords([exampleRecord({ note: 'a' })]);
  expect(journal.keepRecord(exampleRecord({ note: 'b' }), 0, ({ note }) => note === 'a').id).toBe(first?.id);
  expect(journal.keepRecord(exampleRecord({ note: 'b' }), place.now + day, () => true).id).not.toBe(first?.id);
  expect(journal.keepRecord(exampleRecord({ server: 'db9:3306' }), 0, () => true).id).not.toBe(first?.id);
  expect(journal.recordsAfter('shop', 0).records).toHaveLength(3);
  expect(journal.recordsAfter('shop', 2).records).toHaveLength(1);
  expect(journal.recordsAfter('wiki', 0)).toEqual({ records: [], sequence: 3 });
});
