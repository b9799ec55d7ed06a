import { describe, expect, test } from 'vitest';
import type { FactsByServer } from '../../domain/facts.ts';
import { exampleChannel, exampleFacts, type Bend } from '../../guards/testing/facts.ts';
import type { DumpedPoint, WantedStart } from '../attach-view.ts';
import { decideStart, type StartDecision } from './start.ts';

const uuid = '3e11fa47-71ca-11e1-9e33-c80aa9429562';
const place = (offset: number) => ({ file: 'binlog.000007', offset });
const own: DumpedPoint = { pair: 'own', owner: { host: 'db2', port: 3306 }, position: place(20), gtid: null };
const upstream: DumpedPoint = { pair: 'upstream', owner: { host: 'db1', port: 3306 }, position: place(10), gtid: null };
const unnamed: DumpedPoint = { pair: 'unknown', owner: null, position: place(30), gtid: null };
const fromDump: WantedStart = { kind: 'dump', from: 'shop.sql', pair: null, by: null };

const mariadb = (slavePos: string): Bend => ({
  status: {
    gtid: {
      kind: 'mariadb',
      binlogPos: '',
      binlogState: '',
      slavePos,
      currentPos: slavePos,
      strict: false,
      domainId: 0,
    },
  },
});

/** db4 is to follow `to`: db1 with db2 under it, on MySQL with GTIDs unless told otherwise. */
function factsWith(bends: Readonly<Record<string, Bend>> = {}): FactsByServer {
  const usual = {
    'db1:3306': {},
    'db2:3306': { status: { channels: [exampleChannel('db1')] } },
    'db4:3306': {},
  };
  return exampleFacts({ ...usual, ...bends });
}

function decided(
  points: readonly DumpedPoint[],
  more: { to?: string; wanted?: WantedStart; facts?: FactsByServer } = {},
): StartDecision {
  const { to = 'db1:3306', wanted = fromDump, facts = factsWith() } = more;
  return decideStart({ server: 'db4:3306', to, wanted, dumped: { file: 'shop.sql', points }, facts });
}

describe('which pair of a dump counts', () => {
  test('the one on its master, to follow that master', () => {
    expect(decided([own, upstream])).toMatchObject({ start: { position: place(10) }, owner: { kind: 'to' } });
  });

  test('its own, to follow the dumped server', () => {
    expect(decided([own, upstream], { to: 'db2:3306' })).toMatchObject({ start: { position: place(20) } });
  });

  test('the wrong one, asked for by name, is known to be of another server', () => {
    const wanted: WantedStart = { ...fromDump, pair: 'own' };
    expect(decided([own, upstream], { wanted })).toMatchObject({ owner: { kind: 'other', server: 'db2:3306' } });
  });

  test('the only one, of which nobody says whose it is', () => {
    expect(decided([unnamed])).toMatchObject({ start: { position: place(30) }, owner: { kind: 'unnamed' } });
  });

  test('none, of several that name other servers', () => {
    expect(decided([own, upstream], { to: 'db4:3306' })).toMatchObject({ kind: 'refused' });
  });

  test('none where the dump has none', () => {
    expect(decided([])).toMatchObject({ kind: 'refused' });
  });
});

describe('by GTID or by file', () => {
  const both: DumpedPoint = { ...upstream, gtid: `${uuid}:1-9` };

  test('by GTID where both servers can', () => {
    expect(decided([both])).toMatchObject({ start: { kind: 'gtid', gtid: `${uuid}:1-9` } });
  });

  test('by file where one can’t', () => {
    const off: Bend = { status: { gtid: { kind: 'mysql', mode: 'OFF', executed: '', purged: '' } } };
    expect(decided([both], { facts: factsWith({ 'db4:3306': off }) })).toMatchObject({ start: { kind: 'file' } });
  });

  test('by file where it is asked for', () => {
    const wanted: WantedStart = { ...fromDump, by: 'file' };
    expect(decided([both], { wanted })).toMatchObject({ start: { kind: 'file' } });
  });

  test('refused where GTIDs are asked for and the dump has none', () => {
    expect(decided([upstream], { wanted: { ...fromDump, by: 'gtid' } })).toMatchObject({ kind: 'refused' });
  });

  test('on MariaDB as the others under that master do', () => {
    const point: DumpedPoint = { ...upstream, gtid: '0-1-9' };
    const beside = (positioning: 'file' | 'slave_pos'): FactsByServer => {
      const replica = { ...mariadb('0-1-8').status, channels: [exampleChannel('db1', { positioning })] };
      return factsWith({ 'db1:3306': mariadb(''), 'db2:3306': { status: replica }, 'db4:3306': mariadb('') });
    };
    expect(decided([point], { facts: beside('slave_pos') })).toMatchObject({ start: { kind: 'gtid', gtid: '0-1-9' } });
    expect(decided([point], { facts: beside('file') })).toMatchObject({ start: { kind: 'file' } });
  });
});

test('an import that did not end is refused', () => {
  const wanted: WantedStart = { kind: 'import', id: 'i1', pair: null, by: null };
  const dumped = { file: 'shop.sql', points: [upstream], unfinished: true };
  const question = { server: 'db4:3306', to: 'db1:3306', wanted, facts: factsWith() };
  expect(decideStart({ ...question, dumped })).toMatchObject({ kind: 'refused' });
  expect(decideStart({ ...question, dumped: { ...dumped, unfinished: false } })).toMatchObject({ kind: 'known' });
});

describe('without a dump', () => {
  test('GTIDs are brought into their normal form', () => {
    const wanted: WantedStart = { kind: 'gtid', gtid: `${uuid.toUpperCase()}:5-9:1-4` };
    expect(decided([], { wanted })).toMatchObject({ start: { gtid: `${uuid}:1-9` } });
  });

  test('what is no GTID is refused', () => {
    expect(decided([], { wanted: { kind: 'gtid', gtid: 'binlog.000001:4' } })).toMatchObject({ kind: 'refused' });
  });

  test('as it stands wants a server that says where', () => {
    expect(decided([], { wanted: { kind: 'as-it-stands' } })).toMatchObject({ kind: 'refused' });
    const facts = factsWith({ 'db4:3306': mariadb('0-1-7') });
    expect(decided([], { wanted: { kind: 'as-it-stands' }, facts })).toMatchObject({ start: { gtid: '0-1-7' } });
  });
});
