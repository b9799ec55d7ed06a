import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { reportOf } from '../../../shared/domain/errors.ts';
import { genesisHash, hashOf } from './chain.ts';
import { exampleOperation, examplePlace, exampleRecord } from './example-journal.ts';
import type { ExamplePlace } from './example-journal.ts';
import { openJournal } from './open-journal.ts';

let place: ExamplePlace;
let ids: readonly string[];

beforeEach(() => {
  place = examplePlace();
  const journal = openJournal(place.options);
  const records = journal.addRecords([exampleRecord(), exampleRecord(), exampleRecord()]);
  const { id } = journal.beginOperation(exampleOperation());
  journal.appendEntry(id, { kind: 'note', node: null, text: 'one' });
  journal.finishOperation(id, 'done', null);
  ids = records.map((record) => record.id);
  journal.close();
});

afterEach(() => {
  place.remove();
});

const unlock =
  'DROP TRIGGER entries_never_change; DROP TRIGGER entries_never_go; DROP TRIGGER entries_follow; DROP TRIGGER head_moves; DROP TRIGGER head_never_back; DROP TRIGGER head_never_goes;';

function tamper(sql: string): void {
  const db = new DatabaseSync(place.options.path);
  try {
    db.exec(sql);
  } finally {
    db.close();
  }
}

function verification(): { readonly ok: boolean; readonly sequence: number | undefined; readonly message: string } {
  const journal = openJournal(place.options);
  try {
    const { ok, problem } = journal.verify();
    return { ok, sequence: problem?.sequence, message: problem?.message ?? '' };
  } finally {
    journal.close();
  }
}

const columns = 'sequence, at, kind, id, body, previous_hash, hash';

describe('verify', () => {
  it('finds nothing in an untouched journal', () => {
    expect(verification()).toEqual({ ok: true, sequence: undefined, message: '' });
  });

  it.each([
    [
      'a changed body',
      "UPDATE entries SET body = replace(body, 'db1:3306', 'db9:3306') WHERE sequence = 2",
      2,
      'changed',
    ],
    ['a changed time', 'UPDATE entries SET at = at + 1 WHERE sequence = 4', 4, 'changed'],
    ['a changed id', "UPDATE entries SET id = 'r-other' WHERE sequence = 1", 1, 'changed'],
    ['a changed kind', "UPDATE entries SET kind = 'operation-entry' WHERE sequence = 6", 6, 'changed'],
    ['a changed hash', "UPDATE entries SET hash = 'x' WHERE sequence = 3", 3, 'changed'],
    ['an impossible time', 'UPDATE entries SET at = 9223372036854775807 WHERE sequence = 3', 3, 'impossible'],
    ['the first entry removed', 'DELETE FROM entries WHERE sequence = 1', 1, 'missing'],
    ['one in the middle removed', 'DELETE FROM entries WHERE sequence = 3', 3, 'missing'],
    ['several in the middle removed', 'DELETE FROM entries WHERE sequence IN (3, 4)', 3, 'Entries 3 to 4'],
    ['the last one removed', 'DELETE FROM entries WHERE sequence = 6', 6, 'end is missing'],
    ['everything removed', 'DELETE FROM entries', 1, 'end is missing'],
    [
      'one before the first',
      `INSERT INTO entries (${columns}) VALUES (0, 1, 'record', 'r-new', '{}', '', 'h')`,
      0,
      'put in',
    ],
    [
      'one at the end',
      `INSERT INTO entries (${columns}) VALUES (7, 1, 'record', 'r-new', '{}', '', 'h')`,
      7,
      'changed',
    ],
    ['the head removed', 'DELETE FROM head', 7, 'head'],
  ])('finds %s', (_name, sql, sequence, message) => {
    tamper(`${unlock} ${sql}`);
    const found = verification();
    expect(found).toMatchObject({ ok: false, sequence });
    expect(found.message).toContain(message);
  });

  it('finds a well-made entry added at the end', () => {
    const db = new DatabaseSync(place.options.path);
    const last = db.prepare('SELECT hash FROM entries WHERE sequence = 6').get();
    const link = {
      sequence: 7,
      at: 1,
      kind: 'record',
      id: 'r-new',
      body: '{}',
      previousHash: String(last?.['hash']),
    } as const;
    db.exec(unlock);
    db.prepare(`INSERT INTO entries (${columns}) VALUES (7, 1, 'record', 'r-new', '{}', ?, ?)`).run(
      link.previousHash,
      hashOf(link),
    );
    db.close();
    expect(verification()).toMatchObject({ ok: false, sequence: 7, message: 'Entry 7 was put in at the end.' });
  });

  it('finds an entry that was replaced together with its hash', () => {
    const link = { sequence: 1, at: 1, kind: 'record', id: 'r-new', body: '{}', previousHash: genesisHash } as const;
    tamper(
      `${unlock} UPDATE entries SET at = 1, id = 'r-new', body = '{}', hash = '${hashOf(link)}' WHERE sequence = 1`,
    );
    expect(verification()).toMatchObject({ ok: false, sequence: 2 });
  });

  it.each([
    ['change', "UPDATE entries SET body = '{}' WHERE sequence = 1", 'never changed'],
    ['remove', 'DELETE FROM entries WHERE sequence = 6', 'never removed'],
    [
      'put in',
      `INSERT INTO entries (${columns}) VALUES (99, 1, 'record', 'r', '{}', '', 'h')`,
      'only added at the end',
    ],
    [
      'replace',
      `INSERT OR REPLACE INTO entries (${columns}) VALUES (1, 1, 'record', 'r', '{}', '', 'h')`,
      'only added at the end',
    ],
    ['turn back the head', 'UPDATE head SET sequence = 1', 'only moves on'],
  ])('is not needed against plain SQL: it refuses to %s', (_name, sql, message) => {
    expect(() => tamper(sql)).toThrow(message);
    expect(verification().ok).toBe(true);
  });
});

describe('reading a changed entry', () => {
  it('is refused rather than believed', () => {
    tamper(`${unlock} UPDATE entries SET body = replace(body, '3306', '3307') WHERE sequence = 2`);
    const journal = openJournal(place.options);
    const codeOf = (work: () => unknown): string => {
      try {
        work();
        return 'nothing';
      } catch (thrown) {
        return reportOf(thrown).code;
      }
    };
    expect(codeOf(() => journal.record(ids[0] ?? ''))).toBe('nothing');
    expect(codeOf(() => journal.record(ids[1] ?? ''))).toBe('journal-corrupt');
    expect(codeOf(() => journal.list({ cluster: 'shop', limit: 10, before: null }))).toBe('journal-corrupt');
    journal.close();
  });
});
