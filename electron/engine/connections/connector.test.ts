import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

import { afterEach, expect, test } from 'vitest';

import { createConnector } from './connector.ts';
import type { ConnectionTarget, OpenOptions } from './session.ts';

const servers: Server[] = [];
const sockets = new Set<Socket>();

afterEach(() => {
  for (const socket of sockets) socket.destroy();
  for (const server of servers.splice(0)) server.close();
});

/** A peer that does `onConnection` and nothing else. */
async function peer(onConnection: (socket: Socket) => void): Promise<string> {
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    onConnection(socket);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `127.0.0.1:${String((server.address() as AddressInfo).port)}`;
}

function target(server: string, changes: Partial<ConnectionTarget> = {}): ConnectionTarget {
  const tls = { mode: 'off', caFile: null, certFile: null, keyFile: null } as const;
  return { server, user: 'signalbox', password: () => Promise.resolve('geheim'), tls, ...changes };
}

function opening(server: string, options: Partial<OpenOptions> = {}, changes: Partial<ConnectionTarget> = {}) {
  return createConnector().open(target(server, changes), { connectWithinMs: 5000, ...options });
}

test('a server that accepts and is silent is a time-out, within the limit', async () => {
  const server = await peer(() => undefined);
  await expect(opening(server, { connectWithinMs: 50 })).rejects.toMatchObject({ code: 'server-timeout', server });
});

test('a peer that closes at once is not a server', async () => {
  const server = await peer((socket) => socket.end());
  await expect(opening(server)).rejects.toMatchObject({ code: 'server-not-mysql' });
});

test('a peer that resets the connection is not a server', async () => {
  const server = await peer((socket) => socket.resetAndDestroy());
  await expect(opening(server)).rejects.toMatchObject({
    code: expect.stringMatching(/not-mysql|unreachable/) as string,
  });
});

test.each(['SSH-2.0-OpenSSH_9.2\r\n', 'HTTP/1.1 400 Bad Request\r\n\r\n', '\0\0\0\0\0\0\0\0\0'])(
  'a peer that says %j is not a server, and is left at once',
  async (says) => {
    const server = await peer((socket) => socket.write(says));
    await expect(opening(server)).rejects.toMatchObject({ code: 'server-not-mysql' });
  },
);

test('a full server says so', async () => {
  const packet = Buffer.concat([Buffer.from([23, 0, 0, 0, 0xff, 0x10, 0x04]), Buffer.from('Too many connections')]);
  const server = await peer((socket) => socket.write(packet));
  const error = await opening(server).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'server-refused', details: { number: 1040 } });
});

test('a port where nobody listens is unreachable', async () => {
  const server = await peer(() => undefined);
  await new Promise((resolve) => servers.splice(0)[0]?.close(resolve));
  await expect(opening(server)).rejects.toMatchObject({
    code: 'server-unreachable',
    details: { reason: 'ECONNREFUSED' },
  });
});

test('a name that nobody knows is unreachable', async () => {
  await expect(opening('no-such-host.invalid:3306')).rejects.toMatchObject({ code: 'server-unreachable' });
});

test('an opening that is cancelled rejects at once, also while a password is asked for', async () => {
  const silent = await peer(() => undefined);
  const inGreeting = new AbortController();
  const waiting = opening(silent, { signal: inGreeting.signal });
  inGreeting.abort();
  await expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
  const atPassword = new AbortController();
  const asked = opening(silent, { signal: atPassword.signal }, { password: () => new Promise(() => undefined) });
  atPassword.abort();
  await expect(asked).rejects.toMatchObject({ code: 'cancelled' });
});

test('a password that can’t be found is the caller’s error', async () => {
  const failing = opening('127.0.0.1:1', {}, { password: () => Promise.reject(new Error('no such secret')) });
  await expect(failing).rejects.toThrow('no such secret');
});
