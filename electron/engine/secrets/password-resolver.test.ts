import { execFileSync } from 'node:child_process';
import { chmod, mkdtemp, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FileSecretStore } from './file-secret-store.ts';
import { MemorySecretStore } from './memory-secret-store.ts';
import { formatPasswordRef, parsePasswordRef } from './password-ref.ts';
import { PasswordResolver } from './password-resolver.ts';
import type { PasswordSources } from './password-resolver.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signalbox-secrets-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const uid = process.getuid?.() ?? null;

function resolver(change: Partial<PasswordSources> = {}): PasswordResolver {
  return new PasswordResolver({
    environment: {},
    secrets: new MemorySecretStore(),
    ask: null,
    folder,
    uid,
    ...change,
  });
}

describe('references', () => {
  it.each(['env:SHOP_1', 'file:~/a b', 'file:rel/x', 'secret:shop/login', 'ask'])(
    '%s reads and writes back',
    (text) => {
      const ref = parsePasswordRef(text);
      expect(ref === null ? null : formatPasswordRef(ref)).toBe(text);
    },
  );

  it.each(['', 'hunter2', 'env:', 'env:a-b', 'file:', 'ENV:X', 'ask me', 'secret:'])('%j is none', (text) => {
    expect(parsePasswordRef(text)).toBeNull();
  });
});

describe('env', () => {
  it('gives the variable, also an empty one', async () => {
    const from = resolver({ environment: { A: 'pw', B: '' } });
    expect(await from.resolve('c', { kind: 'env', name: 'A' })).toBe('pw');
    expect(await from.resolve('c', { kind: 'env', name: 'B' })).toBe('');
  });

  it('names the variable that is not set', async () => {
    await expect(resolver().resolve('c', { kind: 'env', name: 'A' })).rejects.toMatchObject({
      code: 'secret-missing',
      message: expect.stringContaining('export A') as string,
    });
  });
});

describe('file', () => {
  const file = async (text: string, mode: number): Promise<string> => {
    const path = join(folder, 'pw');
    await writeFile(path, text);
    await chmod(path, mode);
    return path;
  };

  it('gives its text without one newline at the end', async () => {
    const path = await file(' pw \n\n', 0o600);
    expect(await resolver().resolve('c', { kind: 'file', path })).toBe(' pw \n');
  });

  it('is found relative to the configuration and through a link', async () => {
    await symlink(await file('pw', 0o400), join(folder, 'link'));
    expect(await resolver().resolve('c', { kind: 'file', path: 'link' })).toBe('pw');
  });

  it.each([0o640, 0o604, 0o660, 0o601])('of mode %o is refused', async (mode) => {
    const path = await file('hunter2', mode);
    const failing = resolver().resolve('c', { kind: 'file', path });
    await expect(failing).rejects.toMatchObject({ code: 'secret-file-mode' });
    await expect(failing).rejects.not.toThrow(/hunter2/);
  });

  it('of another user is refused', async () => {
    const path = await file('pw', 0o600);
    const other = (await stat(path)).uid + 1;
    await expect(resolver({ uid: other }).resolve('c', { kind: 'file', path })).rejects.toMatchObject({
      code: 'secret-file-mode',
    });
  });

  it('that is a folder or a pipe is refused at once', async () => {
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', ['-m', '600', pipe]);
    for (const path of [folder, pipe]) {
      await expect(resolver().resolve('c', { kind: 'file', path })).rejects.toMatchObject({ code: 'secret-file-mode' });
    }
  });

  it('that is not there is missing', async () => {
    await expect(resolver().resolve('c', { kind: 'file', path: 'none' })).rejects.toMatchObject({
      code: 'secret-missing',
      message: expect.stringContaining(join(folder, 'none')) as string,
    });
  });
});

describe('ask', () => {
  it('asks once, also when several servers need it at the same time', async () => {
    const asked: string[] = [];
    const from = resolver({
      ask: (what) => {
        asked.push(what);
        return Promise.resolve('pw');
      },
    });
    expect(from.needsPerson('c', { kind: 'ask' })).toBe(true);
    expect(await Promise.all([1, 2, 3].map(() => from.resolve('c', { kind: 'ask' })))).toEqual(['pw', 'pw', 'pw']);
    await from.resolve('c', { kind: 'ask' }, 'replication');
    expect(asked).toEqual(['password of cluster c', 'replication password of cluster c']);
    expect(from.needsPerson('c', { kind: 'ask' })).toBe(false);
  });

  it('asks again after a failed attempt and after forgetting', async () => {
    let answers = 0;
    const from = resolver({
      ask: () => (answers++ === 0 ? Promise.reject(new Error('closed')) : Promise.resolve(`pw${String(answers)}`)),
    });
    await expect(from.resolve('c', { kind: 'ask' })).rejects.toThrow('closed');
    expect(await from.resolve('c', { kind: 'ask' })).toBe('pw2');
    from.forget('c');
    expect(await from.resolve('c', { kind: 'ask' })).toBe('pw3');
  });

  it('says what to do when there is nobody, and takes what was provided', async () => {
    const from = resolver();
    await expect(from.resolve('c', { kind: 'ask' })).rejects.toMatchObject({ code: 'secret-missing' });
    from.provide('c', 'pw');
    expect(await from.resolve('c', { kind: 'ask' })).toBe('pw');
  });
});

describe('secret', () => {
  it('comes from the store', async () => {
    const store = new FileSecretStore(join(folder, 'data', 'secrets.json'), uid);
    await store.set('shop', 'pw');
    await store.set('__proto__', 'odd');
    const from = resolver({ secrets: store });
    expect(await from.resolve('c', { kind: 'secret', name: 'shop' })).toBe('pw');
    await store.remove('shop');
    await expect(from.resolve('c', { kind: 'secret', name: 'shop' })).rejects.toMatchObject({ code: 'secret-missing' });
  });

  it('is kept in a file for the owner alone, and refused when others can read it', async () => {
    const path = join(folder, 'secrets.json');
    const store = new FileSecretStore(path, uid);
    await Promise.all(['a', 'b', 'c'].map((name) => store.set(name, `pw-${name}`)));
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await store.get('b')).toBe('pw-b');
    await chmod(path, 0o644);
    await expect(store.get('b')).rejects.toMatchObject({ code: 'secret-file-mode' });
  });

  it('in a damaged store is not repeated', async () => {
    const path = join(folder, 'secrets.json');
    await writeFile(path, '{"hunter2', { mode: 0o600 });
    const failing = new FileSecretStore(path, uid).get('x');
    await expect(failing).rejects.toMatchObject({ code: 'secret-missing' });
    await expect(failing).rejects.not.toThrow(/hunter2/);
  });
});
