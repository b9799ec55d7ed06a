import { expect, test } from 'vitest';
import { compareReceived, lackedBy, type Received } from './received.ts';

const uuid = '00000000-0000-0000-0000-00000000000a';

function received(offset: number, gtid: string | null, flavour: Received['flavour'] = null): Received {
  return { file: 'binlog.000002', offset, gtid, flavour };
}

const sets = (a: string, b: string) =>
  [received(9, `${uuid}:${a}`, 'mysql'), received(4, `${uuid}:${b}`, 'mysql')] as const;

test.each([
  ['the same', '1-5', '1-5', 'same'],
  ['more', '1-7', '1-5', 'more'],
  ['less', '1-5', '1-7', 'less'],
  ['each has what the other lacks', '1-5:7', '1-6', 'apart'],
])('MySQL sets: %s', (_name, a, b, result) => {
  expect(compareReceived(...sets(a, b), true)).toBe(result);
});

test('what is lacked is counted', () => {
  const [most, less] = sets('1-7', '1-5');
  expect(lackedBy(less, most, true)).toBe(`2 transactions (${uuid}:6-7)`);
  expect(lackedBy(most, less, true)).toBe('');
});

test('MariaDB compares each domain', () => {
  const at = (gtid: string): Received => received(4, gtid, 'mariadb');
  expect(compareReceived(at('0-1-9,1-1-3'), at('0-1-9,1-1-3'), true)).toBe('same');
  expect(compareReceived(at('0-1-9,1-1-4'), at('0-1-9,1-1-3'), true)).toBe('more');
  expect(compareReceived(at('0-1-8,1-1-4'), at('0-1-9,1-1-3'), true)).toBe('apart');
});

test('without GTIDs, or where they are not asked for, the coordinates of the source decide', () => {
  expect(compareReceived(received(9, null), received(4, null), true)).toBe('more');
  expect(compareReceived(...sets('1-5', '1-7'), false)).toBe('more');
  expect(lackedBy(received(4, null), received(9, null), false)).toBe('5 bytes of its log');
  expect(compareReceived({ ...received(4, null), file: '' }, received(4, null), false)).toBe('unknown');
});

test('a later file is more, whatever the offset', () => {
  expect(compareReceived({ ...received(4, null), file: 'binlog.000003' }, received(900, null), false)).toBe('more');
});
