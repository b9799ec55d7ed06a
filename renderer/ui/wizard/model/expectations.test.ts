import { expect, test } from 'vitest';
import { failoverPreview, preview } from './examples/preview.ts';
import { dutyText, expectations } from './expectations.ts';

const dead = { kind: 'dead', because: '' } as const;

test('of a failover also who keeps the old source closed, and of those left behind only that they are', () => {
  const rows = expectations(
    failoverPreview(dead, {
      expect: [{ label: 'db4:3306', text: 'left behind: a long story' }],
      leftBehind: [{ server: 'db4:3306', reason: 'a long story', wayOut: '' }],
    }),
  );
  expect(rows.map(({ label }) => label)).toEqual(['db4:3306', 'When it comes back']);
  expect(rows[0]?.text).not.toContain('story');
  expect(rows[1]?.text).toContain('24 hours');
});

test('of another kind what the plan says', () => {
  const rows = [{ label: 'Writes', text: 'blocked' }];
  expect(expectations(preview({ expect: rows }))).toEqual(rows);
});

test.for([
  [0, 'nobody keeps the old {source} closed'],
  [1, 'the old {source} is kept closed, for 1 hour from now'],
] as const)('%s hours', ([hours, text]) => {
  expect(dutyText(hours)).toBe(text);
});
