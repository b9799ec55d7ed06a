import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';
import type { RawData } from 'ws';
import type { HostMessage } from '../../shared/ipc/wire.ts';
import type { Handlers } from '../ipc/handlers.ts';
import { createSession } from '../ipc/session.ts';
import type { Access } from './access.ts';
import { hasLoopbackHost, hasOwnOrigin } from './request-check.ts';

/** The windows that are connected. */
export interface Sockets {
  /** Takes over an HTTP connection that asks for a WebSocket, or refuses it. */
  upgrade(request: IncomingMessage, connection: Duplex, head: Buffer): void;
  close(): void;
}

/** Drafts of clusters with hundreds of servers are far smaller. */
const largestMessage = 1024 * 1024; // bytes
const mostWindows = 50;
const beatMs = 5_000;
const missedBeats = 3;
/** WebSocket close codes, RFC 6455 section 7.4.1. */
const goingAway = 1001;
const policyViolation = 1008;

export function createSockets(handlers: Handlers, access: Access): Sockets {
  const server = new WebSocketServer({ noServer: true, maxPayload: largestMessage, perMessageDeflate: false });
  return {
    upgrade(request, connection, head) {
      // Until it is a WebSocket nobody else listens, and a connection's unheard error would end the program.
      connection.on('error', () => connection.destroy());
      const status = refusal(request, access, server.clients.size);
      if (status === null) server.handleUpgrade(request, connection, head, (socket) => converse(handlers, socket));
      else connection.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
    },
    close() {
      for (const socket of server.clients) {
        socket.close(goingAway);
        socket.terminate();
      }
      server.close();
    },
  };
}

function refusal(request: IncomingMessage, access: Access, windows: number): string | null {
  if (request.url !== '/bridge') return '404 Not Found';
  if (!hasLoopbackHost(request.headers)) return '421 Misdirected Request';
  if (!hasOwnOrigin(request.headers)) return '403 Forbidden';
  if (!access.admits(request.headers.cookie)) return '401 Unauthorized';
  return windows < mostWindows ? null : '503 Service Unavailable';
}

function converse(handlers: Handlers, socket: WebSocket): void {
  const send = (message: HostMessage): void => {
    if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
  };
  const session = createSession(handlers, send);
  const stopBeating = beat(socket, send);
  socket.on('message', (data, isBinary) => {
    const message = isBinary ? undefined : parse(data);
    if (message === undefined || !session.receive(message)) socket.close(policyViolation);
  });
  socket.on('error', (error) => handlers.log('warn', 'a window broke the connection', { reason: error.message }));
  socket.on('close', () => {
    stopBeating();
    session.close();
  });
}

/** Lets the window know that the way is open, and ends a connection whose other end no longer answers. */
function beat(socket: WebSocket, send: (message: HostMessage) => void): () => void {
  let unanswered = 0;
  socket.on('pong', () => {
    unanswered = 0;
  });
  const timer = setInterval(() => {
    if (unanswered >= missedBeats) {
      socket.terminate();
      return;
    }
    unanswered += 1;
    socket.ping();
    send({ kind: 'beat' });
  }, beatMs);
  return () => clearInterval(timer);
}

function parse(data: RawData): unknown {
  try {
    return JSON.parse(Buffer.isBuffer(data) ? data.toString('utf8') : '');
  } catch {
    return undefined;
  }
}
