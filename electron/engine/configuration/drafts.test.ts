import { describe, expect, it } from 'vitest';
import { clusterOf, emptyDraft, summaryOf, typedSecrets } from './drafts.ts';

const draft = emptyDraft('shop', ['DB1', 'db1:3306', 'db2:3307'], 'signalbox');

describe('a draft', () => {
  it('becomes a cluster with canonical addresses', () => {
    expect(clusterOf(draft)).toMatchObject({
      name: 'shop',
      seeds: ['db1:3306', 'db2:3307'],
      password: { kind: 'ask' },
    });
  });

  it('keeps a typed password out of the cluster', () => {
    const typed = { ...draft, password: 'typed', passwordText: 'hunter2' };
    expect(clusterOf(typed).password).toEqual({ kind: 'secret', name: 'shop/login' });
    expect([...typedSecrets(typed)]).toEqual([['shop/login', 'hunter2']]);
    expect(JSON.stringify([clusterOf(typed), summaryOf(clusterOf(typed), false)])).not.toContain('hunter2');
  });

  it('keeps the client certificate it does not carry', () => {
    const tls = { mode: 'required', caFile: null, certFile: 'c', keyFile: 'k' } as const;
    const previous = { ...clusterOf(draft), tls };
    expect(clusterOf(draft, previous).tls).toMatchObject({ certFile: 'c', keyFile: 'k' });
    expect(clusterOf({ ...draft, tlsCertFile: null }, previous).tls.certFile).toBeNull();
  });

  it('keeps the hooks it does not carry', () => {
    const hooks = [{ name: 'lb', at: 'before', command: ['/opt/lb'], timeoutMs: 30_000 }] as const;
    expect(clusterOf(draft, { ...clusterOf(draft), hooks }).hooks).toEqual(hooks);
    expect(clusterOf(draft).hooks).toEqual([]);
  });

  it.each([
    ['a plain password', { password: 'hunter2' }, 'config-plain-password'],
    ['an account in the address', { seeds: ['root:hunter2@db1'] }, 'bad-address'],
    ['a bad address', { seeds: ['db1:0'] }, 'bad-address'],
    ['a bad name', { name: ' /x ' }, 'bad-input'],
  ])('with %s is refused without repeating it', (_name, change, code) => {
    let error: unknown = null;
    try {
      clusterOf({ ...draft, ...change });
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toMatchObject({ code });
    expect(String(error)).not.toContain('hunter2');
  });
});
