import { describe, expect, test } from 'vitest';
import type { GtidFacts } from '../../domain/facts.ts';
import { exampleVariants } from '../switchover/example-input.ts';
import { factOf } from '../../domain/facts.ts';
import { putBackInput } from './example-input.ts';
import type { ErrorLog } from './evidence.ts';
import { decideStopPoint, type StopPointInput } from './stop-point.ts';

const on = exampleVariants.find(({ positioning }) => positioning === 'file');
if (on === undefined) throw new Error('there is an example by file and offset');
const { shape, facts } = putBackInput(on);
const status = factOf(facts.get('db3:3306'), 'status');
if (status === undefined) throw new Error('db3 was read');
const { record, recorded, channel } = shape;

const none: GtidFacts = { kind: 'none' };
const unread = { kind: 'unread', because: 'it does not log what it replicates' } as const;
const tail = {
  kind: 'matched',
  position: { file: 'binlog.000042', offset: 20_000 },
  transactions: 40,
  by: 'content',
  sinceRecord: 7,
} as const;

const stopped: StopPointInput = {
  record: { ...record, gtid: none },
  recorded,
  now: channel,
  status: { ...status, gtid: none },
  sourceGtid: none,
  applier: { workers: 0, keepsOrder: true },
  evidence: { ownLog: { kind: 'read', replicated: 0 }, tail: null, errorLog: null },
};
const ran: StopPointInput = { ...stopped, recorded: { ...recorded, sql: 'yes' } };

function set(executed: string): GtidFacts {
  return { kind: 'mysql', mode: 'ON', executed, purged: '' };
}

const uuid = '11111111-1111-1111-1111-111111111111';

describe('where the data stands', () => {
  test('recorded while it stood still, nothing since: there', () => {
    expect(decideStopPoint(stopped)).toMatchObject({
      provedBy: 'record-stopped',
      goesOn: { position: recorded.executed },
    });
  });

  test('its own log says that something came since: not by the record', () => {
    const evidence = { ownLog: { kind: 'read', replicated: 1 }, tail: null, errorLog: null } as const;
    expect(decideStopPoint({ ...stopped, evidence })).toMatchObject({ kind: 'refused', appliedAgain: false });
  });

  test.each<[string, GtidFacts, GtidFacts, string]>([
    ['MySQL by GTID, unchanged', set(`${uuid}:1-9`), set(`${uuid}:1-9`), 'proved'],
    [
      'MariaDB, which a whole log applied again leaves unchanged',
      {
        kind: 'mariadb',
        binlogPos: '',
        binlogState: '',
        slavePos: '0-1-9',
        currentPos: '',
        strict: false,
        domainId: 0,
      },
      {
        kind: 'mariadb',
        binlogPos: '',
        binlogState: '',
        slavePos: '0-1-9',
        currentPos: '',
        strict: false,
        domainId: 0,
      },
      'refused',
    ],
    ['neither log nor GTIDs', none, none, 'refused'],
  ])('without a log of its own: %s', (_, then, now, kind) => {
    const evidence = { ownLog: unread, tail: null, errorLog: null };
    const input = { ...stopped, record: { ...record, gtid: then }, status: { ...status, gtid: now }, evidence };
    expect(decideStopPoint(input)).toMatchObject({ kind });
  });

  test('recorded while it ran: only a lower bound', () => {
    expect(decideStopPoint(ran)).toMatchObject({ kind: 'refused', appliedAgain: false });
  });

  test('the end of its own log is found above that: there', () => {
    const evidence = { ownLog: { kind: 'read', replicated: 7 }, tail, errorLog: null } as const;
    expect(decideStopPoint({ ...ran, evidence })).toMatchObject({
      provedBy: 'binlog-tail',
      goesOn: { position: tail.position },
    });
  });

  test('it is found before that, or more was applied than there is: refused', () => {
    const before = { ...tail, position: { file: 'binlog.000001', offset: 400 } };
    const early = decideStopPoint({
      ...ran,
      evidence: { ownLog: { kind: 'read', replicated: 7 }, tail: before, errorLog: null },
    });
    expect(early).toMatchObject({ kind: 'refused' });
    const twice = decideStopPoint({
      ...ran,
      evidence: { ownLog: { kind: 'read', replicated: 8 }, tail, errorLog: null },
    });
    expect(twice).toMatchObject({ kind: 'refused', appliedAgain: true });
  });

  test('MySQL passes over what it has by GTID: the lower bound is good', () => {
    const gtid = set(`${uuid}:1-9`);
    const input = {
      ...ran,
      record: { ...record, gtid },
      status: { ...status, gtid: set(`${uuid}:1-12`) },
      sourceGtid: gtid,
    };
    expect(decideStopPoint(input)).toMatchObject({ provedBy: 'gtid', goesOn: { position: recorded.executed } });
    const lost = { ...input, status: { ...status, gtid: set(`${uuid}:1-3`) } };
    expect(decideStopPoint(lost)).toMatchObject({ kind: 'refused', appliedAgain: true });
  });

  test('an applier that runs proves nothing', () => {
    expect(decideStopPoint({ ...stopped, now: { ...channel, sql: 'yes' } })).toMatchObject({ kind: 'refused' });
  });

  describe('recorded on MySQL while an error or a kill had stopped it', () => {
    const above = { file: recorded.executed.file, offset: recorded.executed.offset + 900 };
    const low = { ...record, family: 'mysql', gtid: none, workers: [{ channel: '', furthest: above }] } as const;
    const ended = { ...tail, position: above, sinceRecord: 5, transactions: 40 };
    const nothingSince = { kind: 'read', replicated: 0 } as const;
    const several = { workers: 4, keepsOrder: false };
    const input = {
      ...stopped,
      record: low,
      applier: several,
      evidence: { ownLog: nothingSince, tail: null, errorLog: null },
    };

    test('its executed position is a low-water mark: where its own log ends, above that', () => {
      expect(decideStopPoint(input)).toMatchObject({ kind: 'refused', appliedAgain: false });
      const found = { ...input, evidence: { ownLog: nothingSince, tail: ended, errorLog: null } };
      expect(decideStopPoint(found)).toMatchObject({ provedBy: 'binlog-tail', goesOn: { position: above } });
    });

    test('its last transactions don’t reach back to that mark: there may be gaps, whatever order is kept now', () => {
      const evidence = { ownLog: nothingSince, tail: { ...ended, transactions: 4 }, errorLog: null };
      expect(decideStopPoint({ ...input, evidence })).toMatchObject({ kind: 'refused', appliedAgain: false });
      const ordered = { ...input, applier: { workers: 4, keepsOrder: true }, evidence };
      expect(decideStopPoint(ordered)).toMatchObject({ kind: 'refused', appliedAgain: false });
    });

    test('recorded while it ran, they don’t reach back either: gaps are possible unless its workers keep the order', () => {
      const evidence = { ownLog: nothingSince, tail: { ...ended, transactions: 4 }, errorLog: null };
      const running = { ...input, recorded: { ...recorded, sql: 'yes' }, evidence } as const;
      expect(decideStopPoint(running)).toMatchObject({ kind: 'refused', appliedAgain: false });
      expect(decideStopPoint({ ...running, applier: null })).toMatchObject({ kind: 'refused' });
      const ordered = { ...running, applier: { workers: 4, keepsOrder: true } };
      expect(decideStopPoint(ordered)).toMatchObject({ provedBy: 'binlog-tail' });
    });

    test('its workers had committed nothing above: there', () => {
      const clean = { ...low, workers: [{ channel: '', furthest: recorded.executed }] };
      expect(decideStopPoint({ ...input, record: clean })).toMatchObject({ provedBy: 'record-stopped' });
    });

    test('what its workers had committed was not written down: its own log has to end there', () => {
      const untold = { ...input, record: { ...low, workers: [] } };
      expect(decideStopPoint(untold)).toMatchObject({ kind: 'refused', appliedAgain: false });
      const there = { ...ended, position: recorded.executed, sinceRecord: 0 };
      const found = { ...untold, evidence: { ownLog: nothingSince, tail: there, errorLog: null } };
      expect(decideStopPoint(found)).toMatchObject({ provedBy: 'record-stopped' });
      const single = { ...untold, applier: { workers: 1, keepsOrder: false } };
      expect(decideStopPoint(single)).toMatchObject({ provedBy: 'record-stopped' });
    });
  });
});

describe('its error log, where nothing else tells', () => {
  const position = { file: 'binlog.000042', offset: 20_000 };
  const told = { kind: 'told', position, appliedAfterwards: 0, lastStop: channel.executed } as const;
  const by = (errorLog: ErrorLog, more: Partial<StopPointInput> = {}) =>
    decideStopPoint({ ...ran, ...more, evidence: { ownLog: unread, tail: null, errorLog } });

  test('says where it stopped, and nothing was applied since: there', () => {
    expect(by({ ...told, failedAfterwards: false })).toMatchObject({
      provedBy: 'error-log',
      goesOn: { position: told.position },
    });
  });

  test('shows what was applied afterwards, or can’t: refused', () => {
    const more = by({ ...told, failedAfterwards: false, appliedAfterwards: 2 });
    expect(more).toMatchObject({ kind: 'refused', appliedAgain: true });
    const untold = by({ ...told, failedAfterwards: false, appliedAfterwards: null });
    expect(untold).toMatchObject({ kind: 'refused', appliedAgain: false });
    expect(by({ kind: 'untold', because: 'no' })).toMatchObject({ kind: 'refused', appliedAgain: false });
  });

  test('ends elsewhere than the {replica} stands: refused', () => {
    expect(by({ ...told, failedAfterwards: false, lastStop: position })).toMatchObject({ kind: 'refused' });
    expect(by({ ...told, failedAfterwards: false, lastStop: null })).toMatchObject({ kind: 'refused' });
  });

  test('several workers of MySQL may have applied something when an error stopped them: refused', () => {
    const old = { ...record, gtid: none, family: 'mysql' } as const;
    const applier = { workers: 4, keepsOrder: true };
    const failed = { ...told, failedAfterwards: true };
    expect(by(failed, { record: old, applier })).toMatchObject({ kind: 'refused' });
    expect(by(failed, { record: old, applier: { ...applier, workers: 1 } })).toMatchObject({ provedBy: 'error-log' });
    expect(by({ ...told, failedAfterwards: false }, { record: old, applier })).toMatchObject({ provedBy: 'error-log' });
  });
});
