import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';

export interface PageFile {
  readonly type: string;
  readonly body: Buffer | string;
  /** Its name changes with its content, so that it may be kept for ever. */
  readonly immutable: boolean;
}

/** The files of the built page, by the path under which they are asked for. */
export interface PageFiles {
  /** The page itself, with its style nonce put in. null when it is not built. */
  page(nonce: string): Promise<PageFile | null>;
  /** `path` as in a URL, `/assets/…`, not decoded. null for anything that is not exactly a file of the page. */
  file(path: string): Promise<PageFile | null>;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
};

/**
 * Only files found by listing the folder are served, symbolic links not followed: a path is looked up, never joined, so
 * that no spelling of it can leave the folder. The folder is listed again with each page, since it may be built anew.
 */
export function createPageFiles(folder: string): PageFiles {
  let listed: ReadonlyMap<string, string> = new Map();
  return {
    async page(nonce) {
      listed = list(folder);
      const index = listed.get('/index.html');
      if (index === undefined) return null;
      return { type: typeOf(index), body: withNonce(await readFile(index, 'utf8'), nonce), immutable: false };
    },
    async file(path) {
      if (listed.size === 0) listed = list(folder);
      const found = listed.get(path);
      if (found === undefined || path === '/index.html') return null;
      return { type: typeOf(found), body: await readFile(found), immutable: path.startsWith('/assets/') };
    },
  };
}

function list(folder: string): ReadonlyMap<string, string> {
  try {
    return new Map(filesIn(folder).map((path) => [`/${relative(folder, path).split(sep).join('/')}`, path]));
  } catch {
    return new Map();
  }
}

/** Not readdir's `recursive`, which follows links to folders. */
function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesIn(path);
    return entry.isFile() ? [path] : [];
  });
}

const typeOf = (path: string): string => types[extname(path)] ?? 'application/octet-stream';

/** Read by renderer/app/bridge/style-nonce.ts. */
function withNonce(html: string, nonce: string): string {
  return html.replace(/<head[^>]*>/i, (head) => `${head}<meta name="csp-nonce" nonce="${nonce}" />`);
}
