import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createPageFiles } from './page-files.ts';

let parent: string;
let folder: string;
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'signalbox-page-'));
  folder = join(parent, 'renderer');
  await mkdir(join(folder, 'assets'), { recursive: true });
  await writeFile(join(folder, 'index.html'), '<!doctype html><html><head lang="en"><title>S</title></head></html>');
  await writeFile(join(folder, 'assets/app-1234.js'), 'js');
  await writeFile(join(folder, 'icon.svg'), '<svg/>');
  await writeFile(join(parent, 'secret.txt'), 'secret');
});
afterEach(() => rm(parent, { recursive: true, force: true }));

it('puts the nonce of each answer into the page', async () => {
  const page = await createPageFiles(folder).page('n1');
  expect(page).toEqual({
    type: 'text/html; charset=utf-8',
    body: '<!doctype html><html><head lang="en"><meta name="csp-nonce" nonce="n1" /><title>S</title></head></html>',
    immutable: false,
  });
});

it('serves the files of the page with their types; only names made from content may be kept', async () => {
  const files = createPageFiles(folder);
  expect(await files.file('/assets/app-1234.js')).toMatchObject({
    type: 'text/javascript; charset=utf-8',
    immutable: true,
  });
  expect(await files.file('/icon.svg')).toMatchObject({ type: 'image/svg+xml', immutable: false });
});

it.each([
  '/../secret.txt',
  '/assets/../../secret.txt',
  '/%2e%2e/secret.txt',
  '/..%2fsecret.txt',
  '/assets\\..\\..\\secret.txt',
  '//secret.txt',
  '/assets',
  '/assets/',
  '',
  '/index.html',
  '/icon.svg\0.js',
])('serves nothing for %j', async (path) => {
  expect(await createPageFiles(folder).file(path)).toBeNull();
});

it('does not follow symbolic links', async () => {
  await symlink(join(parent, 'secret.txt'), join(folder, 'link.txt'));
  await symlink(parent, join(folder, 'up'));
  const files = createPageFiles(folder);
  expect(await files.file('/link.txt')).toBeNull();
  expect(await files.file('/up/secret.txt')).toBeNull();
});

it('sees a page that was built anew', async () => {
  const files = createPageFiles(folder);
  await files.page('n');
  await writeFile(join(folder, 'assets/app-5678.js'), 'new');
  expect(await files.file('/assets/app-5678.js')).toBeNull();
  await files.page('n');
  expect(await files.file('/assets/app-5678.js')).not.toBeNull();
});

it('has no page before it is built', async () => {
  const files = createPageFiles(join(parent, 'nowhere'));
  expect(await files.page('n')).toBeNull();
  expect(await files.file('/icon.svg')).toBeNull();
});
