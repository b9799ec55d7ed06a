import { describe, expect, it } from 'vitest';
import type { ServerView } from '../../../../shared/domain/topology.ts';
import { continuationOf, missingIn, mixesPairs, noChoice, targetOf } from './choice.ts';
import type { ChangeMasterChoice } from './choice.ts';

const channel = {
  name: '',
  source: 'db1:3306',
  executed: { file: 'bin.000007', offset: 900 },
  received: { file: 'bin.000008', offset: 120 },
};
const db2 = { id: 'db2:3306', address: 'db2:3306', channels: [channel] } as unknown as ServerView;
const name = (server: string): string => server.replace(':3306', '');
const choice = (change: Partial<ChangeMasterChoice>): ChangeMasterChoice => ({
  ...noChoice,
  replica: 'db2:3306',
  to: 'db3',
  ...change,
});

it.each([
  ['a picked server', 'db2:3306', 'db2:3306'],
  ['a server by its name', ' db2 ', 'db2:3306'],
  ['an address of its own', 'vip.shop:3307', 'vip.shop:3307'],
])('takes %s as the target', (_, typed, target) => {
  expect(targetOf(typed, [db2], name)).toBe(target);
});

it.each([
  ['without a replica', { replica: null }, 'Choose the {replica} first'],
  ['without a target', { to: ' ' }, 'Say where it is to replicate from first'],
  ['without an offset', { continues: 'position', file: 'bin.1' }, 'Type the file and the offset first'],
  ['complete', {}, null],
] as const)('says what is missing: %s', (_, change, missing) => {
  expect(missingIn(choice(change), [db2])).toBe(missing);
});

it('reads an offset with grouped digits', () => {
  expect(continuationOf(choice({ continues: 'position', file: 'bin.1', offset: '15 180 422' }))).toEqual({
    kind: 'position',
    file: 'bin.1',
    offset: 15_180_422,
  });
});

describe('mixed pairs', () => {
  it.each([
    ['the received file with the executed offset', 'bin.000008', '900', true],
    ['the executed pair', 'bin.000007', '900', false],
    ['the received pair', 'bin.000008', '120', false],
  ])('%s', (_, file, offset, mixed) => {
    expect(mixesPairs(choice({ continues: 'position', file, offset }), [db2])).toBe(mixed);
  });
});
