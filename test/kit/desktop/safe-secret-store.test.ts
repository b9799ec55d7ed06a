import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { SafeSecretStore, hasPlatformKey } from '../../../electron/desktop/safe-secret-store.ts';
import { FileSecretStore } from '../../../electron/engine/secrets/file-secret-store.ts';

const electron = await vi.hoisted(async () => (await import('./electron-substitute.ts')).createElectron());
vi.mock('electron', () => electron);

let folder: string;
let path: string;
let shared: FileSecretStore;
let store: SafeSecretStore;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signalbox-secrets-'));
  path = join(folder, 'secrets.desktop.json');
  shared = new FileSecretStore(join(folder, 'secrets.json'), process.getuid?.() ?? null);
  store = new SafeSecretStore(path, shared);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('keeps secrets encrypted, in a file for the owner alone', async () => {
  await Promise.all([store.set('shop', 'hunter2'), store.set('yard', 'tiger3')]);
  const text = await readFile(path, 'utf8');
  expect(text).not.toMatch(/hunter2|tiger3/);
  expect((await stat(path)).mode & 0o077).toBe(0);
  const later = new SafeSecretStore(path, shared);
  expect([await later.get('shop'), await later.get('yard')]).toEqual(['hunter2', 'tiger3']);
});

it('forgets what is removed, here and in the shared file', async () => {
  await shared.set('shop', 'old');
  await store.set('shop', 'new');
  await store.remove('shop');
  expect(await store.get('shop')).toBeNull();
  expect(await shared.get('shop')).toBeNull();
});

it('knows what the command line was given', async () => {
  await shared.set('shop', 'from the command line');
  expect(await store.get('shop')).toBe('from the command line');
  expect(await store.get('constructor')).toBeNull();
});

it.each(['{', '{"schema":2}', JSON.stringify({ schema: 1, secrets: { shop: 'bm8=' } })])(
  'says that it can not be used where it holds %s',
  async (text) => {
    await writeFile(path, text);
    const failed = store.get('shop');
    await expect(failed).rejects.toMatchObject({ code: 'secret-missing' });
    await expect(failed).rejects.not.toHaveProperty('cause');
  },
);

it.each([
  ['linux', true, 'gnome_libsecret', true],
  ['linux', true, 'basic_text', false],
  ['linux', false, 'unknown', false],
  ['darwin', true, 'basic_text', true],
  ['win32', false, 'basic_text', false],
] as const)(
  'on %s, available %s with %s: the platform keeps a key: %s',
  async (platform, available, backend, keeps) => {
    electron.safeStorage.isAsyncEncryptionAvailable.mockResolvedValueOnce(available);
    electron.safeStorage.getSelectedStorageBackend.mockReturnValueOnce(backend);
    expect(await hasPlatformKey(platform)).toBe(keeps);
    electron.safeStorage.getSelectedStorageBackend.mockReset();
  },
);
