import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createHandlers } from '../ipc/create-handlers.ts';
import { topology } from '../ipc/testing/scene.ts';
import { scriptedEngine } from '../ipc/testing/scripted-engine.ts';
import { startBrowserHost } from './browser-host.ts';
import type { BrowserHost } from './browser-host.ts';
import { ask, connect, letIn } from './testing/plain-browser.ts';

let parent: string;
let host: BrowserHost;
let cookie: string;
const watching: AbortSignal[] = [];

const engine = scriptedEngine({
  verifyJournal: () => ({ ok: true, entries: 3, problem: null }),
  watch: (_cluster, tell, signal) => {
    watching.push(signal);
    tell(topology(1));
    return new Promise((resolve) => signal.addEventListener('abort', () => resolve()));
  },
});

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'signalbox-browser-'));
  const pageFolder = join(parent, 'renderer');
  await mkdir(join(pageFolder, 'assets'), { recursive: true });
  await writeFile(join(pageFolder, 'index.html'), '<html><head></head><body>the page</body></html>');
  await writeFile(join(pageFolder, 'assets/app.js'), 'script');
  await writeFile(join(parent, 'secret.txt'), 'the secret');
  const handlers = createHandlers(engine, { version: '1', host: 'browser', opening: 'start', log: vi.fn() });
  host = await startBrowserHost({ handlers, pageFolder, port: 0 });
  cookie = await letIn(host.port, host.newAddress());
});
afterEach(async () => {
  await host.close();
  await rm(parent, { recursive: true, force: true });
});

const own = (): Readonly<Record<string, string>> => ({
  cookie,
  origin: `http://127.0.0.1:${String(host.port)}`,
});

describe('letting a browser in', () => {
  it('exchanges the token of the printed address for a cookie and leads to a clean address', async () => {
    const address = new URL(host.newAddress());
    expect(address.hostname).toBe('127.0.0.1');
    const answer = await ask(host.port, `/${address.search}`);
    expect(answer).toMatchObject({ status: 303, headers: { location: '/', 'cache-control': 'no-store' } });
    expect(answer.headers['set-cookie']?.[0]).toMatch(/; HttpOnly; SameSite=Strict; Path=\/$/);
  });

  it('does not take a token twice, nor an older one, and says what to do', async () => {
    const old = host.newAddress();
    const current = host.newAddress();
    expect((await ask(host.port, `/${new URL(old).search}`)).status).toBe(403);
    expect(await letIn(host.port, current)).not.toBe('');
    const again = await ask(host.port, `/${new URL(current).search}`);
    expect(again.status).toBe(403);
    expect(again.headers['set-cookie']).toBeUndefined();
    expect(again.body).toContain('Press Enter in the terminal');
  });

  it('shows nothing without the cookie', async () => {
    for (const path of ['/', '/assets/app.js', '/no-such-file']) {
      expect((await ask(host.port, path)).status).toBe(401);
      expect((await ask(host.port, path, { headers: { cookie: `${cookie}x` } })).status).toBe(401);
    }
  });
});

describe('serving the page', () => {
  it('sends it with a fresh nonce and every protection, never to be kept', async () => {
    const [first, second] = await Promise.all([
      ask(host.port, '/', { headers: { cookie } }),
      ask(host.port, '/', { headers: { cookie } }),
    ]);
    const nonce = /nonce="([^"]+)"/.exec(first.body)?.[1] ?? '';
    expect(nonce).toMatch(/^[\w-]{20,}$/);
    expect(second.body).not.toContain(nonce);
    expect(first.headers).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'x-frame-options': 'DENY',
    });
    const policy = first.headers['content-security-policy'];
    expect(policy).toContain("default-src 'none'; script-src 'self'; ");
    expect(policy).toContain(`style-src 'self' 'nonce-${nonce}'`);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
  });

  it.each([
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/..%5csecret.txt',
    '/assets/%2e%2e/%2e%2e/secret.txt',
    '//127.0.0.1/../secret.txt',
    '/index.html',
  ])('serves nothing for %s', async (path) => {
    const answer = await ask(host.port, path, { headers: { cookie } });
    expect(answer.status).toBe(404);
    expect(answer.body).not.toContain('secret');
  });

  it.each(['evil.example', `localhost.evil.example:80`, '10.0.0.1'])('does not answer to the name %s', async (name) => {
    const token = new URL(host.newAddress()).search;
    const answer = await ask(host.port, `/${token}`, { headers: { host: name, cookie } });
    expect(answer.status).toBe(421);
    expect(answer.headers['set-cookie']).toBeUndefined();
    expect(await letIn(host.port, `/${token}`)).not.toBe('');
  });

  it('answers under another port, as behind an SSH forward', async () => {
    expect((await ask(host.port, '/', { headers: { host: 'localhost:9999', cookie } })).status).toBe(200);
  });

  it('does not answer the page of another origin, nor anything but reading', async () => {
    const headers = { cookie, origin: 'https://evil.example' };
    expect((await ask(host.port, '/', { headers })).status).toBe(403);
    expect((await ask(host.port, '/', { method: 'POST', headers: own() })).status).toBe(405);
  });
});

describe('sockets', () => {
  const call = { kind: 'call', id: 1, name: 'journal.verify', input: {} };

  it('answers its own page', async () => {
    const page = await connect(host.port, own());
    page.send(call);
    await vi.waitFor(() => expect(page.messages).toMatchObject([{ kind: 'reply', id: 1, reply: { ok: true } }]));
    page.socket.terminate();
  });

  it.each([
    ['without a cookie', 401, { cookie: '' }],
    ['with a guessed cookie', 401, { cookie: 'signalbox_x=y' }],
    ['from another origin', 403, { origin: 'https://evil.example' }],
    ['from another port of this machine', 403, { origin: 'http://127.0.0.1:1' }],
    ['from a page without origin', 403, { origin: 'null' }],
    ['by a name that is not loopback', 421, { host: 'evil.example', origin: 'http://evil.example' }],
  ])('refuses one %s', async (_what, status, wrong) => {
    await expect(connect(host.port, { ...own(), ...wrong })).rejects.toThrow(`response: ${String(status)}`);
  });

  it('refuses one that states no origin, or another path', async () => {
    await expect(connect(host.port, { cookie })).rejects.toThrow('response: 403');
    await expect(connect(host.port, own(), '/other')).rejects.toThrow('response: 404');
  });

  it('reports an unknown call and a bad input, and goes on', async () => {
    const page = await connect(host.port, own());
    page.send({ ...call, name: 'no.such' });
    page.send({ ...call, id: 2, name: 'clusters.password', input: { name: 'shop', password: { hunter2: 1 } } });
    page.send({ ...call, id: 3 });
    await vi.waitFor(() => expect(page.messages).toHaveLength(3));
    expect(page.messages).toMatchObject([
      { id: 1, reply: { ok: false, error: { code: 'bad-input' } } },
      { id: 2, reply: { ok: false, error: { code: 'bad-input', details: { paths: ['password'] } } } },
      { id: 3, reply: { ok: true } },
    ]);
    page.socket.terminate();
  });

  it.each([
    ['what is no JSON', '{'],
    ['what is no message', '{"kind":"other"}'],
    ['binary data', Buffer.from('{}')],
  ])('closes on %s', async (_what, data) => {
    const page = await connect(host.port, own());
    page.socket.send(data);
    expect(await page.closed).toBe(1008);
  });

  it('closes on a message that is too large, and lives', async () => {
    const page = await connect(host.port, own());
    page.socket.send(`"${'x'.repeat(1024 * 1024)}"`);
    expect(await page.closed).toBe(1009);
    expect((await ask(host.port, '/', { headers: { cookie } })).status).toBe(200);
  });

  it('stops what was done only for a window when it is gone', async () => {
    const page = await connect(host.port, own());
    page.send({ kind: 'open', id: 1, name: 'topology.watch', input: { cluster: 'shop' } });
    await vi.waitFor(() => expect(page.messages).toMatchObject([{ kind: 'events', id: 1 }]));
    page.socket.terminate();
    await vi.waitFor(() => expect(watching.at(-1)?.aborted).toBe(true));
  });

  it('are closed with the host, which then frees its port', async () => {
    const page = await connect(host.port, own());
    const { port } = host;
    await host.close();
    expect([1001, 1006]).toContain(await page.closed);
    const next = createServer();
    await new Promise<void>((resolve, reject) => {
      next.once('error', reject);
      next.listen(port, '127.0.0.1', resolve);
    });
    next.close();
    host = { ...host, close: () => Promise.resolve() };
  });
});
