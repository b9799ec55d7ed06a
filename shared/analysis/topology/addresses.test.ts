import { expect, test } from 'vitest';

import { addressNamedBy, resolveAddress, resolveSource, serverOfHint } from './addresses.ts';
import { exampleChannel, factsOf } from './example-facts.ts';

test('an id and an alias lead to their server', () => {
  const facts = factsOf({ id: 'a:3306', serverId: 1, aliases: ['10.0.0.1:3306'] });
  expect(resolveAddress(facts, 'a:3306')).toBe('a:3306');
  expect(resolveAddress(facts, '10.0.0.1:3306')).toBe('a:3306');
  expect(resolveAddress(facts, 'b:3306')).toBeUndefined();
});

test('a loopback address means the machine of the server that names it', () => {
  expect(addressNamedBy('db2:3306', { host: '127.0.0.1', port: 3307 })).toBe('db2:3307');
  expect(addressNamedBy('db2:3306', { host: 'localhost', port: 3307 })).toBe('db2:3307');
  expect(addressNamedBy('127.0.0.1:3306', { host: '127.0.0.1', port: 3307 })).toBe('127.0.0.1:3307');
  expect(addressNamedBy('db2:3306', { host: 'db1', port: 3306 })).toBe('db1:3306');
});

test('MySQL: the source is known by its uuid, under whatever name', () => {
  const channel = exampleChannel('name-only-there:3306', { sourceUuid: 'u1', sourceServerId: 1 });
  const facts = factsOf({ id: 'a:3306', serverId: 1, uuid: 'u1' }, { id: 'b:3306', serverId: 2, uuid: 'u2' });
  expect(resolveSource(facts, 'b:3306', channel)).toBe('a:3306');
});

test('MariaDB: the source is known by server_id and port, under whatever name', () => {
  const channel = exampleChannel('name-only-there:3306', { sourceServerId: 1 });
  const facts = factsOf({ id: 'a:3306', serverId: 1 }, { id: 'b:3306', serverId: 2 });
  expect(resolveSource(facts, 'b:3306', channel)).toBe('a:3306');
});

test('a hint that fits two servers fits none: a clone is not its original', () => {
  const facts = factsOf({ id: 'a:3306', serverId: 1, uuid: 'u1' }, { id: 'b:3306', serverId: 1, uuid: 'u1' });
  expect(serverOfHint(facts, { uuid: 'u1', serverId: 1, port: 3306 })).toBeUndefined();
});

test('an address that leads to another server from here than from there gives way to server_id', () => {
  const facts = factsOf({ id: 'db1:3306', serverId: 7 }, { id: 'a:3306', serverId: 1 });
  const channel = exampleChannel('db1:3306', { sourceServerId: 1 });
  expect(resolveSource(facts, 'b:3306', channel)).toBe('a:3306');
  expect(resolveSource(facts, 'b:3306', { ...channel, io: 'no' })).toBe('db1:3306');
});

test('an unknown source is the address that is named', () => {
  expect(resolveSource(factsOf(), 'b:3306', exampleChannel('a:3306'))).toBe('a:3306');
});
