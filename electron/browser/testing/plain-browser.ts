import { once } from 'node:events';
import { request } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { WebSocket } from 'ws';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Sends exactly this path and these headers: unlike a browser, it normalises nothing. */
export async function ask(port: number, path: string, { method = 'GET', headers = {} }: Asked = {}): Promise<Answer> {
  const sent = request({ host: '127.0.0.1', port, path, method, headers, agent: false });
  sent.end();
  const [response] = (await once(sent, 'response')) as [import('node:http').IncomingMessage];
  response.setEncoding('utf8');
  const body = ((await response.toArray()) as string[]).join('');
  return { status: response.statusCode ?? 0, headers: response.headers, body };
}

/** Opens an address as printed, and returns the cookie it gave. */
export async function letIn(port: number, address: string): Promise<string> {
  const { headers } = await ask(port, address.slice(address.indexOf('/?')));
  return headers['set-cookie']?.[0]?.split(';')[0] ?? '';
}

export interface PlainSocket {
  readonly socket: WebSocket;
  /** What came so far, parsed, beats left out. */
  readonly messages: readonly Readonly<Record<string, unknown>>[];
  send(message: unknown): void;
  /** The close code. */
  readonly closed: Promise<number>;
}

/** Rejects with `Unexpected server response: STATUS` where the host refuses. */
export async function connect(
  port: number,
  headers: Readonly<Record<string, string>>,
  path = '/bridge',
): Promise<PlainSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${String(port)}${path}`, { headers });
  const messages: Readonly<Record<string, unknown>>[] = [];
  socket.on('message', (data: Buffer) => {
    const message = JSON.parse(data.toString('utf8')) as Readonly<Record<string, unknown>>;
    if (message['kind'] !== 'beat') messages.push(message);
  });
  const closed = new Promise<number>((resolve) => {
    socket.once('close', (code) => resolve(code));
  });
  await once(socket, 'open');
  return { socket, messages, closed, send: (message) => socket.send(JSON.stringify(message)) };
}
