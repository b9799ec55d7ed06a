import { createServer } from 'node:net';
import type { Socket } from 'node:net';

/** Something that listens on 127.0.0.1 until it is closed. */
export interface Listener {
  readonly port: number;
  /** `127.0.0.1:PORT` */
  readonly address: string;
  close(): Promise<void>;
}

/** A server that accepts connections and never says a word. */
export async function startSilentServer(): Promise<Listener> {
  return listen(() => undefined);
}

/** A port where something else than MySQL answers. */
export async function startNotMysql(greeting = 'SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n'): Promise<Listener> {
  return listen((socket) => {
    socket.write(greeting);
  });
}

/** A port of 127.0.0.1 at which nobody listens (any more). */
export async function closedPort(): Promise<number> {
  const listener = await startSilentServer();
  await listener.close();
  return listener.port;
}

/** Listens on a free port and hands every connection to `serve`; closing destroys them all. */
export async function listen(serve: (socket: Socket) => void): Promise<Listener> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => sockets.delete(socket));
    serve(socket);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port: 0 }, resolve);
  });
  const bound = server.address();
  const port = typeof bound === 'object' && bound !== null ? bound.port : 0;
  return {
    port,
    address: `127.0.0.1:${String(port)}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        for (const socket of sockets) socket.destroy();
      }),
  };
}
