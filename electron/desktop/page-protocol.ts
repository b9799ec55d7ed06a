import { randomBytes } from 'node:crypto';
import { protocol } from 'electron';
import { securityHeaders } from '../host/content-policy.ts';
import { createPageFiles } from '../host/page-files.ts';
import type { PageFiles } from '../host/page-files.ts';
import { isPageAddress, pageScheme } from './page-address.ts';

/** To be called before the app is ready: gives the page an origin of its own, treated like https. */
export function registerPageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: pageScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** Serves the built page, with the same headers as in a browser. To be called when the app is ready. */
export function servePage(folder: string): void {
  const files = createPageFiles(folder);
  protocol.handle(pageScheme, (request) => answer(files, request));
}

async function answer(files: PageFiles, request: Request): Promise<Response> {
  const nonce = randomBytes(16).toString('base64url');
  const headers = new Headers(securityHeaders(nonce));
  const { pathname } = new URL(request.url);
  const known = request.method === 'GET' && isPageAddress(request.url);
  const found = known ? await (pathname === '/' ? files.page(nonce) : files.file(pathname)) : null;
  if (found === null) return new Response(null, { status: 404, headers });
  headers.set('Content-Type', found.type);
  return new Response(typeof found.body === 'string' ? found.body : new Uint8Array(found.body), { headers });
}
