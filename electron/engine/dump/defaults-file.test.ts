import { readFile, stat } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { clusterDefaults, type TlsMode } from '../../../shared/domain/configuration.ts';
import { parseVersion } from '../../../shared/domain/server.ts';
import { defaultsText, writeDefaults, type Login } from './defaults-file.ts';

const login: Login = {
  program: parseVersion('9.7.4'),
  pluginFolder: null,
  address: { host: 'db1', port: 3307 },
  user: 'signalbox',
  password: 'p"a\\s # s\n',
  tls: clusterDefaults.tls,
  encrypted: true,
};

function tlsLines(mode: TlsMode, program: string, encrypted: boolean): readonly string[] {
  const tls = { mode, caFile: mode.startsWith('verify') ? '/ca.pem' : null, certFile: null, keyFile: null };
  const text = defaultsText({ ...login, program: parseVersion(program), encrypted, tls });
  return text.split('\n').filter((line) => /ssl|public-key/.test(line));
}

test('the password is escaped as an option file reads it', () => {
  expect(defaultsText(login).split('\n')).toEqual([
    '[client]',
    'protocol="tcp"',
    'host="db1"',
    'port="3307"',
    'user="signalbox"',
    'password="p\\"a\\\\s # s\\n"',
    'ssl-mode="REQUIRED"',
    '',
  ]);
});

test.each([
  ['preferred', '9.7.4', true, ['ssl-mode="REQUIRED"']],
  ['preferred', '9.7.4', false, ['ssl-mode="DISABLED"', 'get-server-public-key="1"']],
  ['off', '5.6.24', false, ['skip-ssl']],
  ['required', '9.7.4', true, ['ssl-mode="REQUIRED"']],
  ['verify-ca', '9.7.4', true, ['ssl-mode="VERIFY_CA"', 'ssl-ca="/ca.pem"']],
  ['verify-identity', '5.7.44', true, ['ssl-mode="VERIFY_IDENTITY"', 'ssl-ca="/ca.pem"']],
  ['preferred', '10.11.18-MariaDB', false, ['skip-ssl']],
  ['preferred', '10.11.18-MariaDB', true, ['ssl="1"', 'ssl-verify-server-cert="0"']],
  ['off', '10.11.18-MariaDB', false, ['skip-ssl']],
  ['verify-ca', '10.11.18-MariaDB', true, ['ssl="1"', 'ssl-ca="/ca.pem"', 'ssl-verify-server-cert="1"']],
] as const)('TLS %s for %s, own session encrypted: %s', (mode, program, encrypted, lines) => {
  expect(tlsLines(mode, program, encrypted)).toEqual(lines);
});

test('only this account can read it, and it goes', async () => {
  const defaults = await writeDefaults(login);
  const { file, folder } = defaults;
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect((await stat(folder)).mode & 0o777).toBe(0o700);
  expect(await readFile(file, 'utf8')).toBe(defaultsText(login));
  await defaults.remove();
  await expect(stat(folder)).rejects.toThrow('ENOENT');
});
