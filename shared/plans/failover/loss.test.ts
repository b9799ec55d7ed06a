import { expect, test } from 'vitest';
import type { Received } from '../../domain/received/received.ts';
import { lossBound } from './loss.ts';

const received: Received = { file: 'binlog.000002', offset: 500, gtid: null, flavour: null };
const seen = (offset: number) => ({ at: 1000, position: { file: 'binlog.000002', offset }, gtid: null });

test('never none: what came after the last look is not known', () => {
  for (const last of [null, seen(400), seen(500), seen(900)])
    expect(lossBound(last, received, false, 4000)).toMatchObject({ none: false });
});

test('what was seen and not received is certainly lost, and said', () => {
  expect(lossBound(seen(900), received, false, 4000).text).toMatch(
    /^It was seen 3 s ago with 400 bytes of its log more/,
  );
});

test('all that was seen has been received', () => {
  expect(lossBound(seen(500), received, false, 4000).text).toMatch(/^Everything up to where it was seen last, 3 s ago/);
});
