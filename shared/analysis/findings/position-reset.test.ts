import { describe, expect, it } from 'vitest';
import type { ChannelFacts } from '../../domain/channel.ts';
import type { FactsByServer, GtidFacts } from '../../domain/facts.ts';
import type { FindingDraft } from './draft.ts';
import { exampleSample } from '../history/example-samples.ts';
import type { ChannelReset, ServerHistory } from '../history/resets.ts';
import { exampleChannel, exampleFacts } from '../topology/example-facts.ts';
import { exampleCluster, exampleReplica } from './example-cluster.ts';
import { positionResetFindings } from './position-reset.ts';

const uuid = '3e11fa47-71ca-11e1-9e33-c80aa9429562';
const was = { file: 'binlog.000007', offset: 1234 };
const replay = { executed: { file: 'binlog.000001', offset: 900 } };
const mark = { executed: { file: '', offset: 0 }, io: 'no', sql: 'no' } as const;

const reset = (bend: Partial<ChannelReset> = {}): ServerHistory => ({
  resets: [
    {
      ...{ channel: '', source: 'db1:3306', at: Date.UTC(2026, 10, 24, 16, 2, 11), record: 'r-back', was, wasAt: 1000 },
      ...{ stoppedRecord: null, before: exampleSample() },
      ...bend,
    },
  ],
  settledAt: null,
});
const stopped = reset({ stoppedRecord: 'r-stop' });
const mysql = (executed: string): GtidFacts => ({ kind: 'mysql', mode: 'ON', executed, purged: '' });
const mariadb = (slavePos: string): GtidFacts => ({
  ...{ kind: 'mariadb', binlogPos: '', binlogState: '', slavePos, currentPos: slavePos, strict: false, domainId: 0 },
});
const withGtid = (gtid: string, family: 'mysql' | 'mariadb'): ServerHistory =>
  reset({ before: exampleSample({ gtid, family }) });

function found(
  channel: Partial<ChannelFacts>,
  history: ServerHistory | undefined,
  gtid: GtidFacts = { kind: 'none' },
): readonly FindingDraft[] {
  const facts = exampleFacts({
    ...{ id: 'db2:3306', serverId: 2, channels: [exampleChannel('db1:3306', channel)], status: { gtid } },
    ...(gtid.kind === 'mariadb' ? {} : { uuid }),
  });
  const seen = exampleCluster([exampleReplica('db2:3306', 'db1:3306')]);
  const byServer: FactsByServer = new Map([['db2:3306', facts]]);
  return positionResetFindings({
    ...seen,
    facts: byServer,
    history: new Map(history === undefined ? [] : [['db2:3306', history]]),
  });
}

describe('position-reset', () => {
  it.each([
    ['nothing is known and it runs', replay, undefined, undefined, null],
    ['nothing is known and it is being started', { ...mark, sql: 'yes' }, undefined, undefined, null],
    ['nothing is known and it bears the mark', mark, undefined, undefined, 'warning none'],
    ['someone settled it and it bears the mark', mark, { resets: [], settledAt: 5 }, undefined, null],
    ['it was seen to stop', replay, stopped, undefined, 'critical stopped-record'],
    ['it was seen to stop and is not started', mark, stopped, undefined, 'critical stopped-record'],
    ['it ran when last seen', replay, reset(), undefined, 'critical running-record'],
    ['it asks by GTID', { ...replay, positioning: 'slave_pos' }, stopped, undefined, null],
    ['it was put back to asking by GTID', { ...mark, positioning: 'auto-position' }, stopped, undefined, null],
    ['MySQL leaves out what it has', replay, withGtid(`${uuid}:1-9`, 'mysql'), mysql(`${uuid}:1-9`), 'info gtid'],
    [
      'MySQL has lost its GTIDs',
      replay,
      withGtid(`${uuid}:1-9`, 'mysql'),
      mysql(`${uuid}:1-2`),
      'critical running-record',
    ],
    ['MariaDB has applied nothing', mark, withGtid('0-1-9', 'mariadb'), mariadb('0-1-9'), 'critical gtid'],
    [
      'MariaDB may have applied things',
      replay,
      withGtid('0-1-9', 'mariadb'),
      mariadb('0-1-9'),
      'critical running-record',
    ],
    ['MariaDB has gone back', mark, withGtid('0-1-9', 'mariadb'), mariadb('0-1-2'), 'critical running-record'],
  ] as const)('%s', (_what, channel, history, gtid, expected) => {
    const [finding] = found(channel, history, gtid);
    expect(finding === undefined ? null : `${finding.severity} ${finding.details?.proof ?? ''}`).toBe(expected);
  });

  it('says what happened, when, and how the place is known', () => {
    expect(found(replay, stopped)[0]?.message).toBe(
      'db2:3306: the position was reset, seen at 16:02:11 UTC. It was at binlog.000007:1234 (record r-stop, SQL thread seen stopped) and now replicates at binlog.000001:900.',
    );
    expect(found(mark, reset())[0]?.message).toBe(
      'db2:3306: the position was reset, seen at 16:02:11 UTC. It was at binlog.000007:1234 or further (record r-back, seen while it ran) and now begins at the beginning.',
    );
  });

  it('gives a way out what it needs', () => {
    expect(found(replay, stopped)[0]).toMatchObject({
      servers: ['db1:3306', 'db2:3306'],
      details: { kind: 'position-reset', channel: '', was, now: replay.executed, record: 'r-stop' },
    });
  });
});
