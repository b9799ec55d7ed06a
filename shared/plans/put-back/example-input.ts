import { factOf } from '../../domain/facts.ts';
import type { RecordEntry } from '../../domain/record.ts';
import type { ExampleVariant } from '../switchover/example-input.ts';
import { exampleInput } from '../switchover/example-input.ts';
import type { PutBackInput } from './input.ts';

/** db3 lost its place under db1; the record r-1 was taken while it stood still. */
export function putBackInput(on: ExampleVariant): PutBackInput {
  const { cluster, facts, commands, recorded: servers } = exampleInput(on);
  const status = factOf(facts.get('db3:3306'), 'status');
  const channel = status?.channels[0];
  if (status === undefined || channel === undefined) throw new Error('db3 replicates in the example');
  const position = { file: 'binlog.000042', offset: 15_204 };
  const stopped = { ...channel, io: 'no', sql: 'no', executed: position, received: position } as const;
  const record: RecordEntry = {
    id: 'r-1',
    at: 0,
    hash: '',
    cluster: cluster.name,
    server: 'db3:3306',
    reason: 'thread-stopped',
    note: null,
    operation: null,
    readAt: 0,
    family: on.version.includes('MariaDB') ? 'mariadb' : 'mysql',
    version: on.version,
    uuid: null,
    serverId: 3,
    position: status.position,
    gtid: status.gtid,
    readOnly: true,
    superReadOnly: status.superReadOnly,
    eventScheduler: status.eventScheduler,
    channels: [stopped],
    rawChannels: [],
  };
  return {
    cluster,
    shape: {
      replica: 'db3:3306',
      record,
      recorded: stopped,
      channel: { ...channel, io: 'yes', sql: 'no' },
      source: 'db1:3306',
      sameSource: true,
      address: channel.source,
      restore: { source: false, filters: false, delay: false, tls: false, threads: false, readOnly: false },
    },
    facts,
    decision: {
      kind: 'proved',
      provedBy: 'record-stopped',
      goesOn: { kind: 'position', position },
      because: 'at binlog.000042:15204, recorded (r-1) with the SQL thread stopped; nothing was applied since',
    },
    commands,
    recorded: servers,
  };
}

/** The same, where an error has stopped several workers above what the channel calls executed. */
export function workersLeftOpen(input: PutBackInput): PutBackInput {
  const { replica, channel } = input.shape;
  const read = input.facts.get(replica);
  const readAt = read?.readings.status?.readAt ?? 0;
  const furthest = { ...channel.executed, offset: channel.executed.offset + 900 };
  const value = { channels: [{ channel: channel.name, furthest }] };
  const facts = new Map(input.facts);
  if (read !== undefined)
    facts.set(replica, { ...read, readings: { ...read.readings, workers: { ok: true, value, readAt } } });
  return { ...input, facts };
}
