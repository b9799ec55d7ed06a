import { describe, expect, test } from 'vitest';
import type { ClusterSummary } from '../../../shared/ipc/contract.ts';
import { draftOf, emptyFields, fieldsOf, missingIn } from './draft.ts';

const shop: ClusterSummary = {
  name: 'shop',
  label: 'Shop',
  environment: 'production',
  seeds: ['db1:3306', 'db2:3306'],
  user: 'signalbox',
  password: 'env:SHOP',
  tls: 'verify-ca',
  tlsCaFile: '/etc/ca.pem',
  replicationUser: 'repl',
  replicationPassword: 'file:/etc/repl',
  pollIntervalMs: 1500,
  lagLimitS: 30,
  askToMoveApplication: true,
  servers: [{ address: 'db2:3306', label: null, promotion: 'never', site: 'west' }],
  needsPassword: false,
};

test('a cluster that is edited and saved unchanged stays as it was', () => {
  const draft = draftOf(fieldsOf(shop), shop);
  const sent = { ...draft, needsPassword: false };
  expect(sent).toEqual({ ...shop, passwordText: null, replicationPasswordText: null });
});

describe('a new cluster', () => {
  const typed = { ...emptyFields, name: ' crm ', seeds: 'db1, db2:3307\n db3' };

  test('has its seeds taken apart and its name for a label', () => {
    const draft = draftOf(typed, null);
    expect(draft).toMatchObject({ name: 'crm', label: 'crm', seeds: ['db1', 'db2:3307', 'db3'], pollIntervalMs: 2000 });
  });

  test('sends a typed password apart from its reference', () => {
    const draft = draftOf({ ...typed, password: { source: 'typed', text: ' s p ' } }, null);
    expect(draft).toMatchObject({ password: 'typed', passwordText: ' s p ' });
  });

  test.each([
    ['env', 'env:X'],
    ['file', 'file:X'],
    ['ask', 'ask'],
  ] as const)('refers to a password by %s', (source, reference) => {
    const draft = draftOf({ ...typed, password: { source, text: 'X ' } }, null);
    expect(draft).toMatchObject({ password: reference, passwordText: null });
  });

  test('has no replication password without a replication user', () => {
    expect(draftOf({ ...typed, replicationPassword: { source: 'env', text: 'X' } }, null)).toMatchObject({
      replicationUser: null,
      replicationPassword: null,
    });
  });

  test('leaves out rules without an address', () => {
    const rule = { address: ' ', label: 'x', promotion: 'never', site: '' } as const;
    expect(draftOf({ ...typed, servers: [rule] }, null).servers).toEqual([]);
  });
});

test('what is missing is said by field', () => {
  expect(Object.keys(missingIn(emptyFields))).toEqual(['name', 'seeds']);
  expect(missingIn({ ...fieldsOf(shop), password: { source: 'env', text: '' } })).toHaveProperty('password');
  expect(missingIn(fieldsOf(shop))).toEqual({});
});
