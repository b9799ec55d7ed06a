import { expect, test } from 'vitest';
import type { DumpedGtids } from '../dump/dump-model.ts';
import { dumpedGtids } from './dumped-gtids.ts';

const of = (gtids: string, more: Partial<DumpedGtids>): DumpedGtids => ({
  ...{ gtids, offset: 1, line: 1, commented: false, added: false, of: 'unknown' as const },
  ...more,
});
const comments = [
  of('its source', { commented: true, of: 'its-source' }),
  of('its own', { commented: true, of: 'dumped-server' }),
];

test.each([
  { name: 'none', found: [], chosen: null },
  { name: 'comments only', found: comments, chosen: 'its own' },
  { name: 'a statement', found: [...comments, of('run', {})], chosen: 'run' },
  { name: 'its source’s only', found: comments.slice(0, 1), chosen: 'its source' },
])('$name: $chosen', ({ found, chosen }) => {
  const none = { sources: [], gtidPurged: [], gtidSlavePos: [] };
  expect(dumpedGtids({ ...none, gtidPurged: found }, 'mysql')?.gtids ?? null).toBe(chosen);
  expect(dumpedGtids({ ...none, gtidSlavePos: found }, 'mariadb')?.gtids ?? null).toBe(chosen);
  expect(dumpedGtids({ ...none, gtidSlavePos: found }, 'mysql')).toBeNull();
});
