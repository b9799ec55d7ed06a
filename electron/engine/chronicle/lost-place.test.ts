import { afterEach, beforeEach, expect, test } from 'vitest';
import { exampleChannel } from '../../../shared/analysis/topology/example-facts.ts';
import { sampleOfRecord } from '../../../shared/analysis/history/sample-of.ts';
import type { RecordContent, RecordEntry } from '../../../shared/domain/record.ts';
import { examplePlace, exampleRecord, type ExamplePlace } from '../journal/example-journal.ts';
import type { Journal } from '../journal/journal.ts';
import { openJournal } from '../journal/open-journal.ts';
import { lostPlace } from './lost-place.ts';

const was = { file: 'binlog.000007', offset: 1234 };
const beginning = { file: 'binlog.000001', offset: 4 };
const stopped = { io: 'no', sql: 'no' } as const;

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

let readAt = 0;

function record(more: Partial<RecordContent>): RecordEntry {
  readAt += 1000;
  const [entry] = journal.addRecords([{ ...exampleRecord(), readAt, ...more }]);
  if (entry === undefined) throw new Error('nothing was recorded');
  return entry;
}

const at = (executed: typeof was) => [exampleChannel('db1:3306', { ...stopped, executed, positioning: 'file' })];

test('a record of a channel that stands where it was seen last names its place', () => {
  const ran = record({ channels: at(was) });
  expect(lostPlace(journal, ran, '')).toBeNull();
  expect(lostPlace(journal, record({ channels: at(was) }), '')).toBeNull();
});

test('a record of the reset itself has what was seen before', () => {
  const before = sampleOfRecord({ ...exampleRecord(), channels: at(was) });
  const reset = record({ reason: 'position-backwards', channels: at(beginning), before });
  expect(lostPlace(journal, reset, '')?.channels[0]?.executed).toEqual(was);
});

test('a record made any time after the reset has what was seen before it', () => {
  record({ channels: at(was) });
  const first = record({ channels: at(beginning) });
  const second = record({ channels: at({ file: 'binlog.000001', offset: 900 }) });
  expect(lostPlace(journal, first, '')?.channels[0]?.executed).toEqual(was);
  expect(lostPlace(journal, second, '')?.channels[0]?.executed).toEqual(was);
});

test('somebody who settled it is believed', () => {
  record({ channels: at(was) });
  record({ reason: 'acknowledged', channels: at(beginning) });
  expect(lostPlace(journal, record({ channels: at(beginning) }), '')).toBeNull();
});
