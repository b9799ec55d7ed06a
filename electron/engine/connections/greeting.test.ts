import { expect, test } from 'vitest';

import { readGreeting } from './greeting.ts';

const mariadb =
  '680000000a352e352e352d31302e31312e31382d4d6172696144422d302b646562313275312d6c6f67000c000000233830266c72757700fef7080200ff81150000000000001d000000756724795930235d2b5f7b6d006d7973716c5f6e61746976655f70617373776f726400';
const mysql =
  '4b0000000a392e372e342d320021000000524a0c4b68604c4700ffffff0200ffdf15000000000000000000004b2f515b1d22760548531d390063616368696e675f736861325f70617373776f726400';

const bytes = (hex: string): Buffer => Buffer.from(hex, 'hex');

/** An error packet as servers send it before the handshake. */
function errorPacket(number: number, text: string): Buffer {
  const payload = Buffer.concat([Buffer.from([0xff, number & 0xff, number >> 8]), Buffer.from(text)]);
  return Buffer.concat([Buffer.from([payload.length, 0, 0, 0]), payload]);
}

test('reads the greeting of MariaDB 10.11 without TLS', () => {
  const version = '5.5.5-10.11.18-MariaDB-0+deb12u1-log';
  expect(readGreeting(bytes(mariadb))).toEqual({ kind: 'server', version, tls: false });
});

test('reads the greeting of MySQL 9.7 with TLS', () => {
  expect(readGreeting(bytes(mysql))).toEqual({ kind: 'server', version: '9.7.4-2', tls: true });
});

test('waits for the rest of a greeting that comes in pieces', () => {
  const whole = bytes(mysql);
  for (let length = 0; length < whole.length; length += 1) {
    expect(readGreeting(whole.subarray(0, length))).toEqual({ kind: 'incomplete' });
  }
});

test('reads an error with and without a state', () => {
  const tooMany = { kind: 'error', number: 1040, message: 'Too many connections' };
  expect(readGreeting(errorPacket(1040, 'Too many connections'))).toEqual(tooMany);
  expect(readGreeting(errorPacket(1040, '#08004Too many connections'))).toEqual(tooMany);
});

test.each([
  ['SSH', Buffer.from('SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n'), 'SSH-2.0-OpenSSH_9.2p1 Debian-2'],
  ['HTTP', Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n'), 'HTTP/1.1 400 Bad Request'],
  ['SMTP', Buffer.from('220 mail.example.net ESMTP\r\n'), '220 mail.example.net ESMTP'],
  ['X Protocol', Buffer.from([5, 0, 0, 0, 0x0b, 8, 5, 0x1a, 0]), '·'],
])('tells %s from a server at once', (_name, sent, says) => {
  expect(readGreeting(sent)).toEqual({ kind: 'foreign', says });
});
