import type { Connection } from 'mysql2';
import { expect, test } from 'vitest';

import { plainAuthPlugins } from './auth-plugins.ts';

const scramble = Buffer.alloc(20, 7);
const fastAuthOk = Buffer.from([3]);
const fullAuthWanted = Buffer.from([4]);

/** The dialogue of one login with a method, and what it complained of. */
function dialogue(method: 'caching_sha2_password' | 'sha256_password') {
  const unproven: string[] = [];
  const connection = { config: { password: 'geheim' }, stream: {} } as unknown as Connection;
  const answer = plainAuthPlugins((name) => unproven.push(name))[method]?.({ connection, command: '' });
  if (answer === undefined) throw new Error(method);
  return { answer, unproven };
}

test('a password the server has cached is proved without a key', () => {
  const { answer, unproven } = dialogue('caching_sha2_password');
  expect(answer(scramble)).toHaveLength(32);
  expect(answer(fastAuthOk)).toBeNull();
  expect(unproven).toEqual([]);
});

test('no key is asked for where nobody vouches for it', () => {
  const { answer, unproven } = dialogue('caching_sha2_password');
  expect(answer(scramble)).toHaveLength(32);
  expect(() => answer(fullAuthWanted)).toThrow('without an encrypted connection');
  expect(unproven).toEqual(['caching_sha2_password']);
});

test('sha256_password would ask at once', () => {
  const { answer, unproven } = dialogue('sha256_password');
  expect(() => answer(scramble)).toThrow('without an encrypted connection');
  expect(unproven).toEqual(['sha256_password']);
});
