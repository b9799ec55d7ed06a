import { expect, it } from 'vitest';
import { hasLoopbackHost, hasOwnOrNoOrigin, hasOwnOrigin } from './request-check.ts';

it.each(['127.0.0.1:4000', 'localhost:1', 'localhost', '[::1]:65535', 'LOCALHOST:80'])('answers %s', (host) => {
  expect(hasLoopbackHost({ host })).toBe(true);
});

it.each([
  undefined,
  '',
  'evil.example:4000',
  'localhost.evil.example:4000',
  '127.0.0.1.evil.example',
  'evil.example@127.0.0.1:4000',
  '127.0.0.1:4000:80',
  '127.0.0.2:4000',
  '0.0.0.0:4000',
  '192.168.1.5:4000',
])('does not answer %s', (host) => {
  expect(hasLoopbackHost(host === undefined ? {} : { host })).toBe(false);
});

it.each([
  ['http://127.0.0.1:4000', true],
  ['HTTP://127.0.0.1:4000', true],
  ['http://localhost:4000', false],
  ['http://127.0.0.1:4001', false],
  ['http://127.0.0.1', false],
  ['https://127.0.0.1:4000', false],
  ['https://evil.example', false],
  ['null', false],
])('a page of %s counts as ours: %s', (origin, ours) => {
  const headers = { host: '127.0.0.1:4000', origin };
  expect(hasOwnOrigin(headers)).toBe(ours);
  expect(hasOwnOrNoOrigin(headers)).toBe(ours);
});

it('takes no origin for an address that was typed, but not for a socket', () => {
  expect(hasOwnOrNoOrigin({ host: 'localhost:1' })).toBe(true);
  expect(hasOwnOrigin({ host: 'localhost:1' })).toBe(false);
  expect(hasOwnOrigin({ origin: 'http://undefined' })).toBe(false);
});
