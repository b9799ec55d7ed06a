import { describe, expect, test } from 'vitest';
import { ageText, durationText, lagText, spanText } from './age.ts';
import { digitGroups } from './digits.ts';
import { serverNames } from './server-name.ts';
import { sqlTokens } from './sql-tokens.ts';

test.each([
  [-500, '0 s'],
  [3_900, '3 s'],
  [59_999, '59 s'],
  [240_000, '4 min'],
  [7_200_000, '2 h'],
  [86_400_000, '1 day'],
  [260_000_000, '3 days'],
])('a span of %d ms is %s', (ms, text) => {
  expect(spanText(ms)).toBe(text);
  expect(ageText(1_000, 1_000 + ms)).toBe(`${text} ago`);
});

test.each([
  [0.02, '0 s'],
  [0.14, '0.1 s'],
  [42, '42 s'],
  [360, '6 min'],
  [9000, '2.5 h'],
])('a lag of %d s is %s', (seconds, text) => {
  expect(lagText(seconds)).toBe(text);
});

test.each([
  [47.4, '47 ms'],
  [3210, '3.2 s'],
  [125_000, '2 min 5 s'],
])('%d ms took %s', (ms, text) => {
  expect(durationText(ms)).toBe(text);
});

test.each([
  [4, ['4']],
  [999, ['999']],
  [15204113, ['15', '204', '113']],
])('digits of %d', (value, groups) => {
  expect(digitGroups(value)).toEqual(groups);
});

describe('server names', () => {
  const server = (address: string, label: string | null = null) => ({ id: address, address, label });
  const names = (...servers: ReturnType<typeof server>[]) => [...serverNames(servers).values()];

  test('are labels, else the first part of the host', () => {
    expect(names(server('db1.shop:3306', 'main'), server('db2.shop:3306'))).toEqual(['main', 'db2']);
  });
  test('are addresses where hosts would be mixed up or are numbers', () => {
    expect(names(server('db1.a:3306'), server('db1.b:3306'))).toEqual(['db1.a:3306', 'db1.b:3306']);
    expect(names(server('127.0.0.1:3310'))).toEqual(['127.0.0.1:3310']);
  });
});

describe('SQL', () => {
  const statement = "CHANGE MASTER TO MASTER_HOST='SET it''s', MASTER_LOG_POS=‹final.offset›; SELECT `SET`";
  test('loses nothing when cut up', () => {
    expect(
      sqlTokens(statement)
        .map((token) => token.text)
        .join(''),
    ).toBe(statement);
  });
  test('has keywords, strings and values to come', () => {
    const of = (kind: string) =>
      sqlTokens(statement)
        .filter((token) => token.kind === kind)
        .map((token) => token.text);
    expect(of('keyword')).toEqual(['CHANGE', 'MASTER', 'TO', 'SELECT']);
    expect(of('string')).toEqual(["'SET it''s'", '`SET`']);
    expect(of('value')).toEqual(['‹final.offset›']);
  });
});
