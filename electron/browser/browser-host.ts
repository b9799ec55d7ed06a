import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { Handlers } from '../ipc/handlers.ts';
import { createPageFiles } from '../host/page-files.ts';
import { createAccess } from './access.ts';
import type { Access } from './access.ts';
import { answerRequest } from './http-answers.ts';
import { createSockets } from './sockets.ts';
import type { Sockets } from './sockets.ts';

export interface BrowserHostOptions {
  readonly handlers: Handlers;
  /** The built page. */
  readonly pageFolder: string;
  /** 0: any free one. */
  readonly port: number;
}

export interface BrowserHost {
  readonly port: number;
  /** An address that lets one browser in, once; older unused ones stop working. */
  newAddress(): string;
  /** Ends all connections. The engine goes on. */
  close(): Promise<void>;
}

const loopback = '127.0.0.1';
const slowestRequestMs = 10_000;
const mostConnections = 200;

/** Serves the page and the contract on loopback. Rejects with Node's listen error, e.g. EADDRINUSE. */
export async function startBrowserHost(options: BrowserHostOptions): Promise<BrowserHost> {
  const access = createAccess(() => randomBytes(32).toString('base64url'));
  const sockets = createSockets(options.handlers, access);
  const server = createHttpServer(options, access, sockets);
  server.listen(options.port, loopback);
  await once(server, 'listening');
  const port = portOf(server);
  return {
    port,
    newAddress: () => `http://${loopback}:${String(port)}/?token=${access.issueToken()}`,
    close: () => close(server, sockets),
  };
}

function createHttpServer(options: BrowserHostOptions, access: Access, sockets: Sockets): Server {
  const files = createPageFiles(options.pageFolder);
  const server = createServer(
    { requestTimeout: slowestRequestMs, headersTimeout: slowestRequestMs },
    (request, response) => {
      request.resume();
      void answerRequest(access, files, request, response);
    },
  );
  server.maxConnections = mostConnections;
  server.on('upgrade', (request, connection, head) => sockets.upgrade(request, connection, head));
  return server;
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function close(server: Server, sockets: Sockets): Promise<void> {
  sockets.close();
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}
