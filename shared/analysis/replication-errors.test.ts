import { describe, expect, it } from 'vitest';
import { inWords } from '../domain/words.ts';
import { explainReplicationError, tableInError } from './replication-errors.ts';

const topic = (number: number, message = ''): string => explainReplicationError({ number, message }).topic;

describe('explainReplicationError', () => {
  it.each([
    [1062, 'duplicate-key'],
    [1032, 'row-missing'],
    [1146, 'schema-differs'],
    [1054, 'schema-differs'],
    [1049, 'schema-differs'],
    [1045, 'account'],
    [2003, 'network'],
    [2005, 'host-name'],
    [2026, 'tls'],
    [2061, 'account'],
    [1594, 'relay-log'],
    [13121, 'relay-log'],
    [1950, 'histories-differ'],
    [4711, 'other'],
  ])('knows %i as %s', (number, expected) => {
    expect(topic(number)).toBe(expected);
  });

  it.each([
    [
      'log-missing',
      "Got fatal error 1236 from master when reading data from binary log: 'Could not find first log file name in binary log index file'",
    ],
    [
      'log-missing',
      'The slave is connecting using CHANGE MASTER TO MASTER_AUTO_POSITION = 1, but the master has purged binary logs containing GTIDs that the slave requires.',
    ],
    [
      'position-wrong',
      "Client requested master to start replication from position > file size; the first event 'binlog.000002' at 4",
    ],
    ['position-wrong', 'Client requested master to start replication from impossible position; the first event'],
    ['position-wrong', 'binlog truncated in the middle of event; consider out of disk space on master'],
    [
      'histories-differ',
      "Error: connecting slave requested to start from GTID 0-2-17, which is not in the master's binlog",
    ],
    ['histories-differ', "Slave has more GTIDs than the master has, using the master's SERVER_UUID."],
    ['same-identity', 'A slave with the same server_uuid/server_id as this slave has connected to the master'],
    ['source-log', 'Binary log is not open'],
    ['source-log', 'something new'],
  ])('tells the situations of 1236 and 13114 apart: %s', (expected, message) => {
    expect(topic(1236, message)).toBe(expected);
    expect(topic(13114, message)).toBe(expected);
  });

  it('tells equal ids from other fatal errors', () => {
    const equal =
      'Fatal error: The slave I/O thread stops because master and slave have equal MySQL server ids; these ids must be different';
    expect(topic(1593, equal)).toBe('same-identity');
    expect(topic(13117, equal.replace('ids', 'UUIDs'))).toBe('same-identity');
    const other = explainReplicationError({ number: 1593, message: 'Fatal error: Failed to run hook. More text' });
    expect(other.meaning).toContain('Failed to run hook.');
    expect(other.meaning).not.toContain('More text');
  });

  it('speaks in the words that the user chose', () => {
    const { meaning } = explainReplicationError({ number: 1062, message: '' });
    expect(inWords(meaning, 'master-slave')).toContain('master inserted');
    expect(inWords(meaning, 'source-replica')).toContain('source inserted');
  });
});

describe('tableInError', () => {
  it.each([
    ['Could not execute Write_rows_v1 event on table shop.orders; Duplicate entry', 'shop.orders'],
    ["Error executing row event: 'Table 'shop.gone' doesn't exist'", 'shop.gone'],
    ["Column 2 of table 'shop.orders' cannot be converted", 'shop.orders'],
    ['Lock wait timeout exceeded', null],
  ])('%s', (message, table) => {
    expect(tableInError(message)).toBe(table);
  });
});
