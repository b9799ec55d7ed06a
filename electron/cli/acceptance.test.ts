import { describe, expect, it } from 'vitest';
import { parseAcceptance } from './acceptance.ts';

describe('an acceptance', () => {
  it.each([
    ['lag=fine', { code: 'lag', server: null, reason: 'fine' }],
    ['lag@DB1=a = b', { code: 'lag', server: 'db1:3306', reason: 'a = b' }],
    ['other-site@[::1]:3307= agreed ', { code: 'other-site', server: '[::1]:3307', reason: 'agreed' }],
  ])('%s', (text, acceptance) => {
    expect(parseAcceptance(text)).toEqual(acceptance);
  });

  it.each(['lag', 'lag=', 'lag= ', '=reason', '@db1=reason', 'Lag Limit=x'])('is not %j', (text) => {
    expect(() => parseAcceptance(text)).toThrow(expect.objectContaining({ code: 'bad-usage' }));
  });
});
