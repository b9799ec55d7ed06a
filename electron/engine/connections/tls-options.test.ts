import { checkServerIdentity, type PeerCertificate } from 'node:tls';

import { expect, test } from 'vitest';

import type { TlsMode } from '../../../shared/domain/configuration.ts';
import { hostForIdentity, tlsOptions } from './tls-options.ts';

const plain = { caFile: null, certFile: null, keyFile: null };
const optionsFor = (mode: TlsMode, offered: boolean) => tlsOptions('db1:3306', { mode, ...plain }, offered);

test('off and preferred-without-offer are plain', async () => {
  expect(await optionsFor('off', true)).toBeNull();
  expect(await optionsFor('preferred', false)).toBeNull();
});

test.each(['required', 'verify-ca', 'verify-identity'] as const)('%s refuses a server without TLS', async (mode) => {
  await expect(optionsFor(mode, false)).rejects.toMatchObject({ code: 'server-tls' });
});

test('each mode verifies what it says', async () => {
  expect(await optionsFor('preferred', true)).toEqual({ rejectUnauthorized: false, verifyIdentity: false });
  expect(await optionsFor('required', true)).toEqual({ rejectUnauthorized: false, verifyIdentity: false });
  expect(await optionsFor('verify-ca', true)).toEqual({ rejectUnauthorized: true, verifyIdentity: false });
  expect(await optionsFor('verify-identity', true)).toEqual({ rejectUnauthorized: true, verifyIdentity: true });
});

test('a certificate file that can’t be read is named', async () => {
  const missing = tlsOptions('db1:3306', { mode: 'required', ...plain, caFile: '/no/such/ca.pem' }, true);
  await expect(missing).rejects.toThrow('/no/such/ca.pem');
});

test('an address is checked against the addresses in the certificate', () => {
  const certificate = { subject: { CN: 'db' }, subjectaltname: 'IP Address:10.0.0.5' } as PeerCertificate;
  expect(checkServerIdentity(hostForIdentity('10.0.0.5'), certificate)).toBeUndefined();
  expect(checkServerIdentity(hostForIdentity('10.0.0.6'), certificate)).toBeInstanceOf(Error);
  expect(hostForIdentity('db1.example.net')).toBe('db1.example.net');
});
