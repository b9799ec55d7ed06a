import { connect, type Socket } from 'node:net';

import type { Address } from '../../../shared/domain/address.ts';
import type { ServerId } from '../../../shared/domain/server.ts';
import { late, loginRefused, notMysql, seconds, unreachable, type Failure } from './failures.ts';
import { readGreeting, type Greeting } from './greeting.ts';
import { within, type Limit } from './limit.ts';
import type { SignalboxError } from '../../../shared/domain/errors.ts';

export interface Dialled {
  readonly socket: Socket;
  readonly greeting: Extract<Greeting, { readonly kind: 'server' }>;
}

export interface Dial {
  readonly server: ServerId;
  readonly address: Address;
  readonly limit: Limit;
  readonly withinMs: number; // ms, for the message; the limit counts
}

const keepAliveMs = 10_000; // ms

/**
 * Connects and reads the server's greeting, which is left on the socket for the client library.
 * @throws SignalboxError `server-unreachable`, `server-timeout`, `server-not-mysql`, `server-refused`, `cancelled`.
 */
export async function dial(call: Dial): Promise<Dialled> {
  const socket = connect({ host: call.address.host, port: call.address.port, noDelay: true, keepAlive: true });
  socket.setKeepAlive(true, keepAliveMs);
  try {
    await within(call.limit.signal, connected(call.server, socket), () => noConnection(call));
    const greeting = await within(call.limit.signal, greetingOf(call.server, socket), () =>
      late(call.server, call.limit.cancelled(), call.withinMs, 'its greeting'),
    );
    return { socket, greeting };
  } catch (error) {
    socket.destroy();
    throw error;
  }
}

function noConnection(call: Dial): SignalboxError {
  if (call.limit.cancelled()) return late(call.server, true, call.withinMs, 'the connection');
  const message = `no connection within ${seconds(call.withinMs)}`;
  return unreachable(call.server, { code: 'timeout', message });
}

function connected(server: ServerId, socket: Socket): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('connect', resolve);
    // Stays attached: a socket without a listener would end the program when it fails later.
    socket.on('error', (error: Failure) => reject(unreachable(server, error)));
  });
}

function greetingOf(server: ServerId, socket: Socket): Promise<Dialled['greeting']> {
  return new Promise((resolve, reject) => {
    let bytes: Buffer = Buffer.alloc(0);
    const onData = (chunk: Buffer): void => {
      bytes = Buffer.concat([bytes, chunk]);
      const greeting = readGreeting(bytes);
      if (greeting.kind === 'incomplete') return;
      socket.off('data', onData).off('close', onClose);
      socket.pause();
      if (greeting.kind === 'server') {
        socket.unshift(bytes);
        resolve(greeting);
      } else reject(greetingRefused(server, greeting));
    };
    const onClose = (): void => reject(notMysql(server, 'it closes the connection without a greeting'));
    socket.on('data', onData).once('close', onClose);
  });
}

function greetingRefused(
  server: ServerId,
  greeting: Extract<Greeting, { readonly kind: 'error' | 'foreign' }>,
): SignalboxError {
  if (greeting.kind === 'error') return loginRefused(server, greeting.number, greeting.message);
  return notMysql(server, `it says “${greeting.says}”`);
}
