import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ServerHistory } from '../../../shared/analysis/history/resets.ts';
import { exampleChannel, factsOf } from '../../../shared/analysis/topology/example-facts.ts';
import type { ChannelFacts } from '../../../shared/domain/channel.ts';
import { clusterDefaults, type ClusterConfiguration } from '../../../shared/domain/configuration.ts';
import { SignalboxError } from '../../../shared/domain/errors.ts';
import type { RecordEntry } from '../../../shared/domain/record.ts';
import { exampleOperation, examplePlace, exampleRecord, type ExamplePlace } from '../journal/example-journal.ts';
import type { Journal } from '../journal/journal.ts';
import { openJournal } from '../journal/open-journal.ts';
import { JournalChronicle } from './journal-chronicle.ts';

const cluster: ClusterConfiguration = {
  ...clusterDefaults,
  ...{ name: 'shop', label: 'Shop', seeds: ['db1:3306'], user: 'sb', password: { kind: 'ask' } },
};
const was = { file: 'binlog.000007', offset: 1234 };
const stopped = { io: 'no', sql: 'no' } as const;
const replay = { executed: { file: 'binlog.000001', offset: 900 } };

let place: ExamplePlace;
let journal: Journal;
let warnings: string[];
let now: number;

beforeEach(() => {
  place = examplePlace();
  journal = openJournal(place.options);
  warnings = [];
  now = place.now;
});
afterEach(() => {
  journal.close();
  place.remove();
});

function program(of: Journal = journal): JournalChronicle {
  return new JournalChronicle({ journal: of, journalExists: () => true, warn: (message) => warnings.push(message) });
}

const facts = (channel: Partial<ChannelFacts> = {}) =>
  factsOf({
    ...{ id: 'db2:3306', serverId: 2, readAt: now },
    channels: [exampleChannel('db1:3306', { executed: was, ...channel })],
  });

/** A poll, some seconds after the one before. */
function poll(
  chronicle: JournalChronicle,
  channel: Partial<ChannelFacts> = {},
  afterMs = 2000,
): ServerHistory | undefined {
  now += afterMs;
  place.now = Math.max(place.now, now);
  return chronicle.polled(cluster, facts(channel)).get('db2:3306');
}

const records = (): readonly RecordEntry[] => journal.recordsAfter('shop', 0).records;
const reasons = () => records().map(({ reason }) => reason);

describe('a poll', () => {
  it('writes down a stop, once, with what was seen before', () => {
    const chronicle = program();
    for (const channel of [{}, stopped, stopped, {}]) poll(chronicle, channel);
    expect(records()).toMatchObject([
      { reason: 'thread-stopped', channels: [{ sql: 'no', executed: was }], before: { channels: [{ sql: 'yes' }] } },
    ]);
    expect(records()[0]?.note).toContain('SQL thread');
  });

  it('writes a second loss down, however soon after the first', () => {
    const chronicle = program();
    for (const channel of [{}, replay, {}, replay]) poll(chronicle, channel);
    expect(reasons()).toEqual(['position-backwards', 'position-backwards']);
  });

  it('writes nothing down twice when two programs watch', () => {
    const [one, other] = [program(), program()];
    for (const channel of [{}, stopped, replay]) {
      poll(one, channel);
      poll(other, channel, 100);
    }
    expect(reasons()).toEqual(['thread-stopped', 'position-backwards']);
    expect(poll(other, replay)?.resets).toMatchObject([{ stoppedRecord: records()[0]?.id, record: records()[1]?.id }]);
  });

  it('writes a second stop down that is at another place', () => {
    const chronicle = program();
    for (const channel of [{}, stopped, {}]) poll(chronicle, channel);
    poll(chronicle, { ...stopped, executed: { ...was, offset: 5000 } });
    expect(reasons()).toEqual(['thread-stopped', 'thread-stopped']);
  });

  it('writes an error that comes and goes down every ten minutes', () => {
    const chronicle = program();
    const failing = { io: 'connecting', ioError: { number: 2003, message: 'no', at: null } } as const;
    for (let at = 0; at < 20; at += 1) poll(chronicle, at % 2 === 0 ? {} : failing);
    expect(reasons()).toEqual(['replication-error']);
    for (let at = 0; at < 2; at += 1) poll(chronicle, at % 2 === 0 ? {} : failing, 600_000);
    expect(reasons()).toEqual(['replication-error', 'replication-error']);
  });

  it('leaves the work of an operation to its own records, but not an accident', () => {
    const chronicle = program();
    poll(chronicle);
    const { id } = journal.beginOperation(exampleOperation());
    poll(chronicle, stopped);
    poll(chronicle, replay);
    expect(reasons()).toEqual(['position-backwards']);
    journal.finishOperation(id, 'done', null);
  });

  it('leaves what a put-back does to its own records, and takes it as settled once it is done', () => {
    const chronicle = program();
    for (const channel of [{}, stopped, replay]) poll(chronicle, channel);
    const goal = { kind: 'put-back', replica: 'db2:3306', channel: '', record: 'r' };
    const { id } = journal.beginOperation(exampleOperation({ kind: 'put-back', plan: { goal } }));
    const record = exampleRecord({ server: 'db2:3306', operation: id, reason: 'after-operation', readAt: now + 100 });
    expect(poll(chronicle, stopped)?.resets).toHaveLength(1);
    journal.addRecords([record]);
    expect(poll(chronicle, {})?.resets).toHaveLength(1);
    journal.finishOperation(id, 'done', null);
    expect(poll(chronicle, {})?.resets).toEqual([]);
    expect(reasons()).toEqual(['thread-stopped', 'position-backwards', 'after-operation']);
  });

  it('does not take what was done to another server as settling it', () => {
    const chronicle = program();
    for (const channel of [{}, stopped, replay]) poll(chronicle, channel);
    const goal = { kind: 'put-back', replica: 'db3:3306', channel: '', record: 'r' };
    const { id } = journal.beginOperation(exampleOperation({ kind: 'put-back', plan: { goal } }));
    journal.addRecords([exampleRecord({ server: 'db2:3306', operation: id, reason: 'after-operation', readAt: now })]);
    journal.finishOperation(id, 'done', null);
    expect(poll(chronicle, replay)?.resets).toHaveLength(1);
  });

  it('compares its first look with what was kept, and a look alone keeps nothing', () => {
    poll(program());
    now += 3_600_000;
    const looking = program();
    expect(looking.looked(cluster, facts(replay)).get('db2:3306')?.resets).toMatchObject([{ record: null, was }]);
    expect(reasons()).toEqual([]);
    expect(poll(program(), replay)?.resets).toMatchObject([{ record: records()[0]?.id, was, stoppedRecord: null }]);
    expect(poll(program(), replay)?.resets).toHaveLength(1);
    expect(reasons()).toEqual(['position-backwards']);
  });

  it('goes on without a journal, says so once, and remembers', () => {
    const broken = new Proxy(journal, {
      get: () => () => {
        throw new SignalboxError('journal-unwritable', 'The disk is full.');
      },
    });
    const chronicle = program(broken);
    for (const channel of [{}, stopped, replay]) poll(chronicle, channel);
    expect(poll(chronicle, replay)?.resets).toMatchObject([{ record: null, was }]);
    expect(warnings).toEqual(['What is seen is not kept: The disk is full.']);
  });

  it('keeps a sample at each interval', () => {
    const [one, other] = [program(), program()];
    for (let at = 0; at < 40; at += 1) poll(at % 2 === 0 ? one : other, {}, 30_000);
    expect(journal.samples({ cluster: 'shop', server: null, from: 0, to: now })).toHaveLength(4);
    now += 3_600_000;
    program().polled({ ...cluster, sampleIntervalMs: 0 }, facts());
    expect(journal.samples({ cluster: 'shop', server: null, from: 0, to: now })).toHaveLength(4);
  });
});
