import { expect, it } from 'vitest';
import { createAccess } from './access.ts';

/** Secrets that are told apart from their first letters on. */
function numbered() {
  let last = 0;
  return () => `${String(++last).padStart(8, '0')}-secret`;
}

const cookieOf = (header: string | null): string => header?.split(';')[0] ?? '';

it('exchanges a token once for a cookie that scripts can not read and other sites do not send', () => {
  const access = createAccess(numbered());
  const token = access.issueToken();
  const header = access.redeem(token);
  expect(header).toMatch(/^signalbox_00000001=\S+; HttpOnly; SameSite=Strict; Path=\/$/);
  expect(access.admits(cookieOf(header))).toBe(true);
  expect(access.redeem(token)).toBeNull();
});

it('takes only the newest token', () => {
  const access = createAccess(numbered());
  const old = access.issueToken();
  const current = access.issueToken();
  expect(access.redeem(old)).toBeNull();
  expect(access.redeem('')).toBeNull();
  expect(access.redeem(current)).not.toBeNull();
});

it('finds its cookie among others, and admits nothing else', () => {
  const access = createAccess(numbered());
  const cookie = cookieOf(access.redeem(access.issueToken()));
  expect(access.admits(`theme=dark; ${cookie}; x=y`)).toBe(true);
  for (const wrong of [undefined, '', 'signalbox_00000001=', 'signalbox_00000001=guess', `x${cookie}`, `${cookie}x`]) {
    expect(access.admits(wrong)).toBe(false);
  }
});

it('admits no cookie of another Signalbox', () => {
  const cookie = cookieOf(createAccess(numbered()).redeem(createAccess(numbered()).issueToken()));
  expect(cookie).toBe('');
  const one = createAccess(numbered());
  const other = createAccess(() => 'other-secret');
  expect(other.admits(cookieOf(one.redeem(one.issueToken())))).toBe(false);
});

it('ends the oldest session beyond fifty', () => {
  const access = createAccess(numbered());
  const cookies = Array.from({ length: 51 }, () => cookieOf(access.redeem(access.issueToken())));
  expect(cookies.map((cookie) => access.admits(cookie))).toEqual([false, ...Array<boolean>(50).fill(true)]);
});
