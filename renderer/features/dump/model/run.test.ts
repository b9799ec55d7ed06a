import { expect, it, test } from 'vitest';
import type { DumpPreview, DumpProgress } from '../../../../shared/domain/dump.ts';
import type { DumpRunEvent } from '../../../../shared/domain/running-dump.ts';
import { applierText, foldDump, notYet, shareOf, type DumpSight } from './run.ts';

const preview: DumpPreview = {
  cluster: 'shop',
  environment: 'staging',
  server: 'db2:3306',
  out: '/backup/shop.sql.gz',
  compression: 'gzip',
  program: { file: 'mysqldump', version: '9.7.4' },
  arguments: [],
  databases: ['shop'],
  tables: 4,
  dataBytes: 1000,
  ownPosition: 'stillness',
  stopped: 'snapshot',
  statements: [],
  needsConsent: true,
  refusals: [],
  warnings: [],
};
const started = (bend: Partial<DumpPreview> = {}): DumpRunEvent => ({
  kind: 'started',
  startedAt: 5,
  preview: { ...preview, ...bend },
});
const progress = (phase: DumpProgress['phase'], tables = 0): DumpRunEvent => ({
  kind: 'progress',
  progress: { phase, bytes: 1, tables, table: null },
  elapsedMs: 1000,
  bytesPerSecond: 1,
});
const after = (...events: readonly DumpRunEvent[]): DumpSight => events.reduce(foldDump, notYet);

test.each<[DumpPreview['stopped'], DumpProgress['phase'], string | undefined]>([
  ['snapshot', 'stopping', 'stopped'],
  ['snapshot', 'snapshot', 'stopped'],
  ['snapshot', 'dumping', 'runs again'],
  ['whole', 'dumping', 'stopped'],
  ['whole', 'finishing', 'runs again'],
  ['no', 'dumping', undefined],
])('stopped for “%s”, in the phase %s the SQL thread is said to be %s', (stopped, phase, said) => {
  expect(applierText(after(started({ stopped }), progress(phase)))?.value).toBe(said);
});

it('counts the tables before the one at hand as done, never more than there are', () => {
  expect(shareOf(after(started(), progress('dumping', 1)))).toBe(0);
  expect(shareOf(after(started(), progress('dumping', 3)))).toBe(0.5);
  expect(shareOf(after(started(), progress('dumping', 9)))).toBe(1);
  expect(shareOf(after(started({ tables: null }), progress('dumping', 3)))).toBeNull();
});

it('being told again from the beginning repeats nothing', () => {
  const events = [started(), progress('dumping', 1), { kind: 'stopping' } as const];
  const sight = after(...events, ...events.slice(0, 2));
  expect(sight).toMatchObject({ stopping: false, startedAt: 5 });
  expect(sight.samples).toHaveLength(1);
});
