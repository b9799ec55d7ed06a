import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { securityHeaders } from '../host/content-policy.ts';
import type { PageFile, PageFiles } from '../host/page-files.ts';
import type { Access } from './access.ts';
import { notAdmittedPage } from './pages.ts';
import { hasLoopbackHost, hasOwnOrNoOrigin } from './request-check.ts';

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | string;
}

/** Answers page requests: checks first, then the token, then the session, then files. Never rejects. */
export async function answerRequest(
  access: Access,
  files: PageFiles,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const nonce = randomBytes(16).toString('base64url');
  const answer = refusal(request) ?? (await admitted(access, files, request, nonce).catch(() => text(500, 'Failed.')));
  response.writeHead(answer.status, { ...securityHeaders(nonce), ...answer.headers });
  response.end(request.method === 'HEAD' ? undefined : answer.body);
}

function refusal(request: IncomingMessage): Answer | null {
  if (!hasLoopbackHost(request.headers)) return text(421, 'Signalbox answers on this machine only.');
  if (!hasOwnOrNoOrigin(request.headers)) return text(403, 'Signalbox answers its own page only.');
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    const answer = text(405, 'Only GET is answered.');
    return { ...answer, headers: { ...answer.headers, Allow: 'GET, HEAD' } };
  }
  return null;
}

async function admitted(access: Access, files: PageFiles, request: IncomingMessage, nonce: string): Promise<Answer> {
  const url = urlOf(request);
  if (url === null) return text(400, 'This is no address.');
  const token = url.searchParams.get('token');
  if (token !== null && request.method === 'GET') return exchange(access, token);
  if (!access.admits(request.headers.cookie)) {
    return html(401, notAdmittedPage('This browser has not been let in, or Signalbox was started anew.'));
  }
  if (url.pathname === '/') {
    const page = await files.page(nonce);
    return page === null ? text(404, 'The page is not built: run npm start.') : found(page);
  }
  const file = await files.file(url.pathname);
  return file === null ? text(404, 'There is no such file.') : found(file);
}

/** null for what no browser sends, like `http://` alone or a broken percent escape. */
function urlOf(request: IncomingMessage): URL | null {
  return URL.parse(request.url ?? '', 'http://localhost');
}

function exchange(access: Access, token: string): Answer {
  const cookie = access.redeem(token);
  if (cookie === null) return html(403, notAdmittedPage('This address has been used already, or is an old one.'));
  return { status: 303, headers: { ...uncached, 'Set-Cookie': cookie, Location: '/' }, body: '' };
}

const uncached = { 'Cache-Control': 'no-store' };

function found(file: PageFile): Answer {
  const cache = file.immutable ? { 'Cache-Control': 'private, max-age=31536000, immutable' } : uncached;
  return { status: 200, headers: { ...cache, 'Content-Type': file.type }, body: file.body };
}

function text(status: number, body: string): Answer {
  return { status, headers: { ...uncached, 'Content-Type': 'text/plain; charset=utf-8' }, body: `${body}\n` };
}

function html(status: number, body: string): Answer {
  return { status, headers: { ...uncached, 'Content-Type': 'text/html; charset=utf-8' }, body };
}
