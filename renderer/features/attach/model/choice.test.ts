import { expect, it } from 'vitest';
import { choiceOf, missingIn, nothingChosen, requestOf, startOf, type AttachChoice } from './choice.ts';

const choice = (change: Partial<AttachChoice>): AttachChoice => ({
  ...nothingChosen,
  server: 'db4',
  to: 'db1:3306',
  ...change,
});

it.each<[string, Partial<AttachChoice>, string]>([
  ['a server', { server: ' ' }, 'Say first which server becomes a {replica}'],
  ['whom it follows', { to: null }, 'Choose first whom it is to follow'],
  ['the dump', { dump: ' ' }, 'Say first where it begins'],
  ['the offset', { from: 'position', file: 'binlog.000001', offset: 'x' }, 'Type the file and the offset first'],
  ['the GTIDs', { from: 'gtid' }, 'Say first where it begins'],
])('wants %s first', (_, change, missing) => {
  expect(missingIn(choice(change))).toBe(missing);
  if (change.server === undefined) expect(requestOf('shop', choice(change))).toBeNull();
});

it('asks for what was typed, without what is not part of it', () => {
  const typed = choice({
    from: 'position',
    file: ' binlog.000007 ',
    offset: '48 210',
    dump: '/old.sql',
    gtid: '0-1-2',
  });
  expect(missingIn(typed)).toBeNull();
  expect(requestOf('shop', typed)).toEqual({
    cluster: 'shop',
    server: 'db4',
    to: 'db1:3306',
    start: { kind: 'position', file: 'binlog.000007', offset: 48210 },
    dropOwnLog: false,
    withFilters: false,
  });
});

it('takes a set of GTIDs that was copied over several lines', () => {
  expect(startOf(choice({ from: 'gtid', gtid: 'a:1-5,\n b:1-9\n' }))).toEqual({ kind: 'gtid', gtid: 'a:1-5,b:1-9' });
});

it('goes on from an import with the dump that this one read', () => {
  expect(choiceOf({ server: null, importId: null, dump: null })).toBeNull();
  const asked = choiceOf({ server: 'db4:3306', importId: 'imp_1', dump: null });
  expect(asked).toMatchObject({ server: 'db4:3306', from: 'import' });
  expect(startOf(choice(asked ?? {}))).toEqual({ kind: 'import', id: 'imp_1', pair: null, by: null });
});

it('goes on from a dump that was just taken with its file', () => {
  const asked = choiceOf({ server: null, importId: null, dump: '/backup/shop.sql.gz' });
  expect(startOf(choice(asked ?? {}))).toEqual({ kind: 'dump', from: '/backup/shop.sql.gz', pair: null, by: null });
});
