import { chmodSync, mkdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { reportOf } from '../../../shared/domain/errors.ts';
import type { OperationEntry } from '../../../shared/domain/journal.ts';
import { exampleOperation, examplePlace, exampleRecord } from './example-journal.ts';
import type { ExamplePlace } from './example-journal.ts';
import type { Journal } from './journal.ts';
import { openDatabase } from './open-database.ts';
import { openJournal } from './open-journal.ts';
import { SqliteJournal } from './sqlite-journal.ts';

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

const begun: OperationEntry = { kind: 'begun', node: 'close', connectionId: 5, statements: ['SET GLOBAL read_only=1'] };

/** The code with which `work` fails; anything but a coded error shows as `bug`, none as `nothing`. */
function codeOf(work: () => unknown): string {
  try {
    work();
    return 'nothing';
  } catch (thrown) {
    return reportOf(thrown).code;
  }
}

describe('records', () => {
  it('come back as they were given, also to a later program', () => {
    const content = exampleRecord({ note: 'before the upgrade' });
    const [entry] = journal.addRecords([content]);
    expect(entry?.id).toMatch(/^r-20261123-1544-[2-9a-z]{4}$/);
    journal.close();
    journal = openJournal(place.options);
    const { id, at, hash, ...rest } = journal.record(entry?.id ?? '');
    expect(rest).toEqual(content);
    expect({ id, at, hash }).toEqual({ id: entry?.id, at: entry?.at, hash: entry?.hash });
  });

  it('are written all or not at all', () => {
    const broken = { ...exampleRecord(), serverId: Infinity };
    expect(() => journal.addRecords([exampleRecord(), broken])).toThrow('no JSON form');
    expect(journal.list({ cluster: null, limit: 10, before: null })).toEqual([]);
    expect(journal.verify()).toEqual({ ok: true, entries: 0, problem: null });
  });

  it('have different ids within a minute, even when chance repeats itself', () => {
    const random = [0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.2];
    journal.close();
    journal = openJournal({ ...place.options, random: () => random.shift() ?? 0.2 });
    const [a, b] = journal.addRecords([exampleRecord(), exampleRecord()]);
    expect(a?.id).not.toBe(b?.id);
  });

  it('are refused under the id of something else', () => {
    const operation = journal.beginOperation(exampleOperation());
    expect(codeOf(() => journal.record(operation.id))).toBe('journal-entry-unknown');
    expect(codeOf(() => journal.operation('op-1'))).toBe('journal-entry-unknown');
  });
});

describe('operations', () => {
  it('keep plan, entries in order, records and result', () => {
    const { id } = journal.beginOperation(exampleOperation({ plan: { nodes: ['close'] } }));
    const [record] = journal.addRecords([exampleRecord({ operation: id, reason: 'before-operation' })]);
    journal.appendEntry(id, begun);
    journal.appendEntry(id, { kind: 'proved', node: 'close', ms: 12 });
    expect(journal.unfinishedOperations('shop').map((operation) => operation.id)).toEqual([id]);
    journal.finishOperation(id, 'done', { writeBlockedMs: 40 });
    const detail = journal.operation(id);
    expect(detail).toMatchObject({ outcome: 'done', plan: { nodes: ['close'] }, result: { writeBlockedMs: 40 } });
    expect(detail.entries.map(({ entry }) => entry.kind)).toEqual(['begun', 'proved']);
    expect(detail.entries[0]?.entry).toEqual(begun);
    expect(detail.records).toEqual([record?.id]);
    expect(journal.unfinishedOperations('shop')).toEqual([]);
  });

  it('take nothing after their end', () => {
    const { id } = journal.beginOperation(exampleOperation());
    journal.finishOperation(id, 'undone', null);
    expect(codeOf(() => journal.appendEntry(id, begun))).toBe('operation-unknown');
    expect(codeOf(() => journal.finishOperation(id, 'done', null))).toBe('operation-unknown');
    expect(codeOf(() => journal.appendEntry('op-none', begun))).toBe('operation-unknown');
    expect(journal.operation(id).outcome).toBe('undone');
  });

  it('lets an operation that stands alongside begin beside another, and another beside it', () => {
    const alongside = journal.beginOperation(exampleOperation({ alongside: true }));
    journal.appendEntry(alongside.id, { kind: 'begun', node: 'n', connectionId: 1, statements: [] });
    expect(journal.unfinishedOperations(null)).toEqual([]);
    const other = journal.beginOperation(exampleOperation());
    expect(journal.beginOperation(exampleOperation({ alongside: true })).outcome).toBeNull();
    expect(journal.unfinishedOperations(null).map(({ id }) => id)).toEqual([other.id]);
    journal.finishOperation(alongside.id, 'done', {});
    expect(journal.operation(alongside.id).outcome).toBe('done');
  });

  it('lock their cluster, and no other', () => {
    journal.beginOperation(exampleOperation());
    expect(codeOf(() => journal.beginOperation(exampleOperation()))).toBe('operation-in-progress');
    expect(journal.beginOperation(exampleOperation({ cluster: 'other' })).cluster).toBe('other');
  });
});

describe('an operation whose program is gone', () => {
  function cutOff(...entries: readonly OperationEntry[]): string {
    const { id } = journal.beginOperation(exampleOperation());
    for (const entry of entries) journal.appendEntry(id, entry);
    place.living.clear();
    place.program = { pid: 2, startedAt: 20, boot: 'first' };
    place.living.add(2);
    return id;
  }

  it('is named and still locks, once it may have sent something', () => {
    const id = cutOff(begun);
    try {
      journal.beginOperation(exampleOperation());
      expect.unreachable();
    } catch (thrown) {
      const { code, message, details } = reportOf(thrown);
      expect(code).toBe('operation-in-progress');
      expect(message).toContain(id);
      expect(details).toMatchObject({ operation: id, living: false });
    }
  });

  it('is closed by the operator, with a note', () => {
    const id = cutOff(begun);
    journal.abandonOperation(id, 'both servers looked at, db1 reopened by hand');
    expect(journal.operation(id)).toMatchObject({
      outcome: 'needs-operator',
      result: { abandoned: true, note: 'both servers looked at, db1 reopened by hand' },
    });
    expect(journal.beginOperation(exampleOperation()).id).not.toBe(id);
  });

  it('makes way by itself when it had sent nothing', () => {
    const id = cutOff({ kind: 'note', node: null, text: 'asking guards' });
    journal.beginOperation(exampleOperation());
    expect(journal.operation(id).outcome).toBe('undone');
  });

  it('can’t be closed while its program lives', () => {
    const { id } = journal.beginOperation(exampleOperation());
    expect(codeOf(() => journal.abandonOperation(id, 'in a hurry'))).toBe('operation-in-progress');
    expect(journal.operation(id).outcome).toBeNull();
  });
});

describe('the list', () => {
  it('is newest first, by cluster, and names outcomes', () => {
    const [record] = journal.addRecords([exampleRecord()]);
    const { id } = journal.beginOperation(exampleOperation());
    journal.finishOperation(id, 'refused', null);
    journal.addRecords([exampleRecord({ cluster: 'other' })]);
    const items = journal.list({ cluster: 'shop', limit: 10, before: null });
    expect(items.map((item) => (item.kind === 'record' ? item.record.id : item.operation.id))).toEqual([
      id,
      record?.id,
    ]);
    expect(items[0]).toMatchObject({ operation: { outcome: 'refused' } });
    expect(journal.list({ cluster: null, limit: 10, before: null })).toHaveLength(3);
  });

  it('misses nothing between pages, even within one millisecond', () => {
    journal.close();
    journal = openJournal({ ...place.options, clock: () => place.now });
    const written = Array.from({ length: 7 }, (_, at) => {
      if (at % 3 === 0) place.now += 1;
      return journal.addRecords([exampleRecord()])[0]?.id;
    });
    const seen: (string | undefined)[] = [];
    let before: number | null = null;
    for (;;) {
      const page = journal.list({ cluster: 'shop', limit: 2, before });
      if (page.length === 0) break;
      seen.push(...page.map((item) => (item.kind === 'record' ? item.record.id : undefined)));
      before = page.at(-1)?.at ?? 0;
    }
    expect(seen).toEqual(written.toReversed());
  });
});

describe('settings', () => {
  it('are kept and changed outside the chain', () => {
    expect(journal.setting('preferences')).toBeNull();
    journal.setSetting('preferences', { words: 'master-slave' });
    journal.setSetting('preferences', { words: 'source-replica' });
    expect(journal.setting('preferences')).toEqual({ words: 'source-replica' });
    expect(journal.verify().entries).toBe(0);
  });
});

describe('the file', () => {
  it('is its owner’s alone, and so is its directory', () => {
    const mode = (path: string): number => statSync(path).mode & 0o777;
    journal.addRecords([exampleRecord()]);
    expect(mode(place.options.path)).toBe(0o600);
    expect(mode(`${place.options.path}-wal`)).toBe(0o600);
    expect(mode(dirname(place.options.path))).toBe(0o700);
  });

  it('is closed to others when it was left open to them', () => {
    journal.close();
    chmodSync(place.options.path, 0o644);
    journal = openJournal(place.options);
    expect(statSync(place.options.path).mode & 0o777).toBe(0o600);
  });

  it.each([
    ['a directory that is a file', 'file/journal.db'],
    ['a path that is a directory', 'directory'],
    ['a name far too long', 'x'.repeat(300)],
  ])('is journal-unwritable at %s', (_name, path) => {
    writeFileSync(join(place.directory, 'file'), '');
    mkdirSync(join(place.directory, 'directory'));
    expect(codeOf(() => openJournal({ ...place.options, path: join(place.directory, path) }))).toBe(
      'journal-unwritable',
    );
  });

  it.each([
    ['no database at all', 'text, and not a little of it\n'.repeat(100), null],
    ['another program’s database', '', 'CREATE TABLE photos (id)'],
    ['a newer journal', '', 'PRAGMA application_id = 1396853324; PRAGMA user_version = 99'],
  ])('is journal-corrupt when it is %s', (_name, text, sql) => {
    const path = join(place.directory, 'other.db');
    writeFileSync(path, text);
    if (sql !== null) change(path, sql);
    const before = statSync(path).size;
    expect(codeOf(() => openJournal({ ...place.options, path }))).toBe('journal-corrupt');
    expect(statSync(path).size).toBe(before);
  });

  it('is not written any more once it was taken away', () => {
    journal.assertWritable();
    renameSync(place.options.path, `${place.options.path}.away`);
    expect(codeOf(() => journal.assertWritable())).toBe('journal-unwritable');
  });

  it('says so when there is no space left, and loses nothing', () => {
    journal.addRecords([exampleRecord()]);
    const db = openDatabase(place.options.path);
    const pages = Number(db.prepare('PRAGMA page_count').get()?.['page_count']);
    db.exec(`PRAGMA max_page_count = ${String(pages)}`);
    const full = new SqliteJournal(db, statSync(place.options.path).ino, place.options);
    const large = exampleRecord({ note: 'x'.repeat(100_000) });
    expect(codeOf(() => full.addRecords([exampleRecord(), large]))).toBe('journal-unwritable');
    full.close();
    expect(journal.verify()).toEqual({ ok: true, entries: 1, problem: null });
  });

  it('is refused to a second writer after a bounded time', () => {
    const impatient = openDatabase(place.options.path, 50);
    const second = new SqliteJournal(impatient, statSync(place.options.path).ino, place.options);
    const other = new DatabaseSync(place.options.path);
    other.exec('BEGIN IMMEDIATE');
    expect(codeOf(() => second.addRecords([exampleRecord()]))).toBe('journal-unwritable');
    expect(codeOf(() => second.assertWritable())).toBe('journal-unwritable');
    expect(second.verify().ok).toBe(true);
    other.exec('ROLLBACK');
    other.close();
    second.assertWritable();
    second.close();
  });
});

/** Runs SQL on a database file, past the journal's own code. */
function change(path: string, sql: string): void {
  const db = new DatabaseSync(path);
  db.exec(sql);
  db.close();
}
