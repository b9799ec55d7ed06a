import { expect, test } from 'vitest';

import { loginBroken, loginRefused, statementFailed, unreachable } from './failures.ts';

test.each([
  ['ENOTFOUND', /host name is not known/],
  ['ECONNREFUSED', /nothing listens on that port/],
  ['EHOSTUNREACH', /no route to the host/],
])('%s is an unreachable server, in words', (code, words) => {
  const error = unreachable('db1:3306', { code, message: 'raw' });
  expect(error).toMatchObject({ code: 'server-unreachable', server: 'db1:3306' });
  expect(error.message).toMatch(words);
  expect(error.message).toContain('db1:3306');
});

test.each([
  [1045, 'server-access-denied'],
  [1698, 'server-access-denied'],
  [3118, 'server-access-denied'],
  [1040, 'server-refused'],
  [1129, 'server-refused'],
  [1130, 'server-refused'],
  [1203, 'server-refused'],
  [3032, 'server-refused'],
  [3159, 'server-tls'],
])('server error %d at the login is %s', (number, code) => {
  expect(loginRefused('db1:3306', number, 'as the server says')).toMatchObject({ code, details: { number } });
});

test('an authentication method that is not spoken is named', () => {
  const message = 'Server requests authentication using unknown plugin client_ed25519. See …';
  const error = loginBroken('db1:3306', { message }, false);
  expect(error.code).toBe('server-unsupported');
  expect(error.message).toContain('client_ed25519');
});

test('a failed TLS handshake is told from a lost connection', () => {
  expect(loginBroken('a:1', { message: 'self-signed', code: 'HANDSHAKE_SSL_ERROR' }, true).code).toBe('server-tls');
  expect(loginBroken('a:1', { message: 'closed', code: 'closed' }, false).code).toBe('server-connection-lost');
});

test('a statement error has number and state, and never the part of the statement that may hold a password', () => {
  const sql = "CHANGE MASTER TO MASTER_PASSWORD='geheim' oops";
  const sqlMessage = "You have an error in your SQL syntax near ''geheim' oops' at line 1";
  const error = statementFailed('a:1', sql, { message: '', errno: 1064, sqlState: '42000', sqlMessage });
  expect(error).toMatchObject({ code: 'server-statement-failed', details: { number: 1064, sqlState: '42000' } });
  expect(JSON.stringify([error.message, error.details, error.cause])).not.toContain('geheim');
});

test.each([1053, 1927, 4031])('server error %d means that the connection is over', (errno) => {
  const failure = { message: 'over', errno, sqlState: '08S01', sqlMessage: 'over' };
  expect(statementFailed('a:1', 'SELECT 1', failure).code).toBe('server-connection-lost');
});
