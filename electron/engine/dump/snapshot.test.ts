import { expect, test } from 'vitest';
import type { StatusFacts } from '../../../shared/domain/facts.ts';
import { factOf } from '../../../shared/domain/facts.ts';
import { exampleChannel, exampleFacts } from '../../../shared/guards/testing/facts.ts';
import { pairOf, type Moment } from './snapshot.ts';

const executed = { file: 'source.000002', offset: 700 };
const stopped = exampleChannel('db0', { sql: 'no', executed });
const at = (offset: number) => ({ file: 'binlog.000003', offset });

function statusOf(bend: Partial<StatusFacts> = {}): StatusFacts {
  const status = { position: at(100), channels: [stopped], ...bend };
  const facts = factOf(exampleFacts({ db1: { status } }).get('db1'), 'status');
  if (facts === undefined) throw new Error('no status');
  return facts;
}

function momentOf(bend: Partial<Moment> = {}): Moment {
  return {
    server: 'db1',
    ownPosition: 'stillness',
    before: statusOf(),
    after: statusOf(),
    program: { position: null, gtid: null },
    mariadbGtid: null,
    ...bend,
  };
}

test('a server that stood still has both pairs, with its GTIDs', () => {
  const gtid = { kind: 'mysql', mode: 'ON', executed: 'u:1-5,\nv:7', purged: '' } as const;
  const [before, after] = [statusOf({ gtid }), statusOf({ gtid })];
  expect(pairOf(momentOf({ before, after }))).toEqual({
    own: { position: at(100), gtid: 'u:1-5,v:7' },
    channels: [{ channel: '', source: 'db0:3306', position: executed, gtid: 'u:1-5,v:7' }],
  });
});

test('the program’s word is taken where the server moves', () => {
  const moved = { before: statusOf({ channels: [] }), after: statusOf({ channels: [], position: at(900) }) };
  const program = { position: at(500), gtid: 'u:1-9' };
  expect(pairOf(momentOf({ ...moved, ownPosition: 'read-lock', program })).own).toEqual({
    position: at(500),
    gtid: 'u:1-9',
  });
  expect(pairOf(momentOf({ ...moved, ownPosition: 'snapshot', program, mariadbGtid: '0-1-9' })).own?.gtid).toBe(
    '0-1-9',
  );
  expect(pairOf(momentOf({ ...moved, ownPosition: 'none' })).own).toBeNull();
});

test.each<[string, Partial<Moment>]>([
  ['a SQL thread that runs again', { after: statusOf({ channels: [{ ...stopped, sql: 'yes' }] }) }],
  ['one that has run', { after: statusOf({ channels: [{ ...stopped, executed: { ...executed, offset: 701 } }] }) }],
  ['a channel that is gone', { after: statusOf({ channels: [] }) }],
  ['a write to a closed server', { after: statusOf({ position: at(101) }) }],
  ['a program that says nothing', { ownPosition: 'snapshot' }],
  ['one that says what can’t be', { ownPosition: 'read-lock', program: { position: at(99), gtid: null } }],
])('not still: %s', (_name, bend) => {
  expect(() => pairOf(momentOf(bend))).toThrow(expect.objectContaining({ code: 'dump-not-still' }) as Error);
});
