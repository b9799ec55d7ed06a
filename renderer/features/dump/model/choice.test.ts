import { expect, it, test } from 'vitest';
import { missingIn, nothingChosen, requestOf, suggestedName, toggled, withServer, type DumpChoice } from './choice.ts';

const whole: DumpChoice = { ...nothingChosen, server: 'db2:3306', out: ' /backup/shop.sql.gz ' };

test.each<[string, Partial<DumpChoice>, string | null]>([
  ['a server', { server: null }, 'Choose the server first'],
  ['a database', { everything: false }, 'Choose a database first'],
  ['a file', { out: ' ' }, 'Name the file first'],
  ['nothing', {}, null],
])('wants %s', (_, change, missing) => {
  expect(missingIn({ ...whole, ...change })).toBe(missing);
});

it('asks for all databases as such, so that one which comes later is in the dump too', () => {
  expect(requestOf('shop', { ...whole, databases: ['left'] }, 'db2:3306')).toEqual({
    cluster: 'shop',
    from: 'db2:3306',
    out: '/backup/shop.sql.gz',
    databases: null,
    keepStopped: false,
  });
  const some = toggled(toggled(toggled({ ...whole, everything: false }, 'a'), 'b'), 'a');
  expect(requestOf('shop', some, 'db2:3306').databases).toEqual(['b']);
});

it('forgets with the server what was chosen of it, not the file', () => {
  const chosen: DumpChoice = { ...whole, everything: false, databases: ['shop'], keepStopped: true };
  expect(withServer(chosen, 'db2:3306')).toBe(chosen);
  expect(withServer(chosen, 'db3:3306')).toEqual({ ...nothingChosen, server: 'db3:3306', out: whole.out });
});

it('suggests a name that any file system takes', () => {
  expect(suggestedName('[::1]:3306', new Date(2026, 0, 5))).toBe('-1-3306-2026-01-05.sql.gz');
  expect(suggestedName('db2.shop', new Date(2026, 10, 25))).toBe('db2.shop-2026-11-25.sql.gz');
});
