import type { AddressInfo } from 'node:net';

import mysql, { type Connection } from 'mysql2';
import { afterEach, expect, test } from 'vitest';

import { createConnector } from './connector.ts';
import type { Session } from './session.ts';

/** What mysql2's server side offers and its types leave out. */
interface ServerSide {
  on(event: 'error' | 'query', heard: (what: string) => void): void;
  readonly stream: { destroy(): void };
  sequenceId: number;
  serverHandshake(options: Readonly<Record<string, unknown>>): void;
  writeOk(): void;
  writeTextResult(rows: readonly object[], columns: readonly object[]): void;
}

interface Listener {
  listen(port: number, host: string, done: () => void): void;
  close(done?: () => void): void;
  readonly _server: { address(): AddressInfo };
}

const listeners: Listener[] = [];
const connected: ServerSide[] = [];

afterEach(() => {
  for (const connection of connected.splice(0)) connection.stream.destroy();
  for (const listener of listeners.splice(0)) listener.close();
});

/** A simulated server: `onQuery` answers a statement, or does not. */
async function session(onQuery: (sql: string, connection: ServerSide) => void): Promise<Session> {
  const listener = mysql.createServer((raw: Connection) => {
    const connection = raw as unknown as ServerSide;
    connected.push(connection);
    connection.on('error', () => undefined);
    connection.on('query', (sql: string) => {
      connection.sequenceId = 1;
      onQuery(sql, connection);
      connection.sequenceId = 0;
    });
    connection.serverHandshake({
      protocolVersion: 10,
      serverVersion: '8.0.36',
      connectionId: 77,
      statusFlags: 2,
      characterSet: 45,
      capabilityFlags: 0xffffff ^ 0x800,
      authCallback: (_options: unknown, done: (error: null) => void) => {
        done(null);
        connection.sequenceId = 0;
      },
    });
  }) as unknown as Listener;
  listeners.push(listener);
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const server = `127.0.0.1:${String(listener._server.address().port)}`;
  const tls = { mode: 'off', caFile: null, certFile: null, keyFile: null } as const;
  const password = () => Promise.resolve('geheim');
  return createConnector().open({ server, user: 'u', password, tls }, { connectWithinMs: 5000 });
}

const column = {
  catalog: 'def',
  schema: '',
  table: '',
  orgTable: '',
  orgName: '',
  characterSet: 45,
  columnLength: 9,
  flags: 0,
  decimals: 0,
};

/** One row of text, with columns of the protocol's types (8: BIGINT, 253: VARCHAR). */
function answer(connection: ServerSide, row: Readonly<Record<string, string>>, columnType: number): void {
  const columns = Object.keys(row).map((name) => ({ ...column, name, columnType }));
  connection.writeTextResult([row], columns);
}

test('knows its connection id and gives rows', async () => {
  const open = await session((_sql, connection) => answer(connection, { a: 'x' }, 253));
  expect(open.connectionId).toBe(77);
  expect(await open.query('SELECT a', { withinMs: 1000 })).toEqual([{ a: 'x' }]);
  await open.close();
});

test('integers are numbers while they are exact, else text', async () => {
  const row = { small: '42', big: '18446744073709551615' };
  const open = await session((_sql, connection) => answer(connection, row, 8));
  expect(await open.query('SELECT 1', { withinMs: 1000 })).toEqual([{ small: 42, big: '18446744073709551615' }]);
});

test('a statement without a result gives no rows', async () => {
  const open = await session((_sql, connection) => connection.writeOk());
  expect(await open.query('DO 1', { withinMs: 1000 })).toEqual([]);
});

test('a server that does not answer is a time-out that breaks the session', async () => {
  const open = await session(() => undefined);
  await expect(open.query('SELECT 1', { withinMs: 50 })).rejects.toMatchObject({ code: 'server-timeout' });
  expect(open.closed).toBe(true);
  await expect(open.query('SELECT 1', { withinMs: 50 })).rejects.toMatchObject({ code: 'server-connection-lost' });
});

test('a server that dies rejects what waits for it at once', async () => {
  const open = await session((_sql, connection) => connection.stream.destroy());
  await expect(open.query('SELECT 1', { withinMs: 60_000 })).rejects.toMatchObject({ code: 'server-connection-lost' });
  expect(open.closed).toBe(true);
});

test('a session that breaks while idle is closed, and nobody is told by an uncaught error', async () => {
  const open = await session(() => undefined);
  for (const connection of connected) connection.stream.destroy();
  await expect.poll(() => open.closed).toBe(true);
});

test('cancelling a statement breaks the session', async () => {
  const open = await session(() => undefined);
  const cancel = new AbortController();
  const waiting = open.query('SELECT 1', { withinMs: 60_000, signal: cancel.signal });
  cancel.abort();
  await expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
  expect(open.closed).toBe(true);
});

test('closing ends what still waits', async () => {
  const open = await session(() => undefined);
  const waiting = open.query('SELECT 1', { withinMs: 60_000 });
  await open.close();
  await expect(waiting).rejects.toMatchObject({ code: 'server-connection-lost' });
  await open.close();
});
