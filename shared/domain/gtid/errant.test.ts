import { describe, expect, it } from 'vitest';
import { errantTransactions } from './errant.ts';
import type { Errant, ServerGtid } from './errant.ts';

const a = '3e11fa47-71ca-11e1-9e33-c80aa9429562';
const b = '4e11fa47-71ca-11e1-9e33-c80aa9429562';

const mysql = (executed: string, mode = 'ON'): ServerGtid => ({
  serverId: 1,
  gtid: { kind: 'mysql', mode, executed, purged: '' },
});

const mariadb = (serverId: number, binlogState: string, slavePos = ''): ServerGtid => ({
  serverId,
  gtid: {
    kind: 'mariadb',
    binlogPos: '',
    binlogState,
    slavePos,
    currentPos: slavePos,
    strict: false,
    domainId: 0,
  },
});

function say(errant: Errant): string {
  switch (errant.kind) {
    case 'errant':
    case 'unclear':
      return `${errant.kind} ${errant.text}`;
    case 'none':
    case 'unknown':
      return errant.kind;
  }
}

describe('errant transactions, MySQL', () => {
  it.each([
    ['a replica that is level', `${a}:1-9`, [`${a}:1-9`], 'none'],
    ['a replica that is behind', `${a}:1-5`, [`${a}:1-9`], 'none'],
    ['one write of its own', `${a}:1-9,${b}:1`, [`${a}:1-9`], `errant ${b}:1 (1 transaction)`],
    ['several', `${a}:1-9,${b}:5-7`, [`${a}:1-9,${b}:1-4`], `errant ${b}:5-7 (3 transactions)`],
    ['what came through its other source', `${a}:1-9,${b}:1-4`, [`${a}:1-9`, `${b}:1-4`], 'none'],
    ['a set that can’t be read', 'nonsense', [`${a}:1-9`], 'unknown'],
    ['nothing to compare with', `${a}:1-9`, [], 'unknown'],
    ['a source that has nothing', `${a}:1-9`, [''], `errant ${a}:1-9 (9 transactions)`],
  ])('%s', (_name, replica, sources, said) => {
    expect(say(errantTransactions(mysql(replica), ...sources.map((executed) => mysql(executed))))).toBe(said);
  });

  it('without GTIDs nothing is proved by finding nothing', () => {
    expect(say(errantTransactions(mysql('', 'OFF'), mysql('', 'OFF')))).toBe('unknown');
    expect(say(errantTransactions(mysql(`${a}:1`, 'ON_PERMISSIVE'), mysql(`${a}:1`)))).toBe('unknown');
    expect(say(errantTransactions(mysql(`${a}:1-2`, 'OFF'), mysql(`${a}:1`)))).toContain('errant');
  });

  it('does not compare across families', () => {
    expect(say(errantTransactions(mysql(`${a}:1`), mariadb(1, '0-1-1')))).toBe('unknown');
    expect(say(errantTransactions(mariadb(2, '0-2-1'), mysql(`${a}:1`)))).toBe('unknown');
    expect(say(errantTransactions({ serverId: 1, gtid: { kind: 'none' } }, mysql('')))).toBe('unknown');
  });
});

describe('errant transactions, MariaDB (replica has server_id 2)', () => {
  it.each([
    ['a replica that never wrote', '0-1-16', '0-1-16', '', 'none'],
    ['a former source, all of it known to the new one', '0-1-40,0-2-17', '0-1-50,0-2-17', '', 'none'],
    [
      'writes after the last one of the source',
      '0-1-16,0-2-19',
      '0-1-16',
      '',
      'errant 0-2-17…0-2-19 (at least 3 transactions)',
    ],
    [
      'new writes of a former source, nothing since',
      '0-1-16,0-2-19',
      '0-1-16,0-2-17',
      '',
      'errant 0-2-18…0-2-19 (2 transactions)',
    ],
    [
      'new writes of a former source below the new ones',
      '0-1-40,0-2-30',
      '0-1-50,0-2-17',
      '',
      'errant 0-2-30 (at least 1 transaction)',
    ],
    ['a domain the source does not know', '0-1-16,7-2-3', '0-1-16', '', 'errant 7-2-1…7-2-3 (at least 3 transactions)'],
    [
      'a source whose log began earlier, without it',
      '0-1-150,0-2-101',
      '0-1-150,0-3-40',
      '',
      'errant 0-2-101 (at least 1 transaction)',
    ],
    [
      'a source that may have been re-seeded since',
      '0-1-150,0-2-101',
      '0-1-150',
      '',
      'unclear 0-2-101 (at least 1 transaction)',
    ],
    [
      'a re-seeded source that knows by its position only',
      '0-1-40,0-2-17',
      '',
      '0-1-50',
      'unclear 0-2-17 (at least 1 transaction)',
    ],
    ['replicated transactions of a third server', '0-1-16,0-3-20', '0-1-16', '', 'none'],
    ['a state that can’t be read', 'nonsense', '0-1-16', '', 'unknown'],
  ])('%s', (_name, replica, source, sourceSlavePos, said) => {
    expect(say(errantTransactions(mariadb(2, replica), mariadb(1, source, sourceSlavePos)))).toBe(said);
  });
});
