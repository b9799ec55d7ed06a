import { expect, test } from 'vitest';
import type { ImportProgress, TableLoad } from '../../../../shared/import/import-events.ts';
import type { ImportPreview } from '../../../../shared/import/import-view.ts';
import type { ImportRunEvent } from '../../../../shared/import/running-import.ts';
import { foldImport, notYet, shareOf, tablesInSight, type ImportSight } from './run.ts';

const preview: ImportPreview = {
  importId: 'i1',
  cluster: 'shop',
  environment: 'staging',
  server: 'db2:3306',
  file: '/backup/shop.sql',
  contents: [],
  tables: 3,
  rows: 111,
  dataBytes: 1110,
  each: [
    { schema: 'shop', name: 'small', rows: 1, dataBytes: 10 },
    { schema: 'shop', name: 'large', rows: 100, dataBytes: 1000 },
    { schema: 'shop', name: 'middle', rows: 10, dataBytes: 100 },
  ],
  parallel: 2,
  keepsMarks: true,
  guards: [],
  runnable: true,
};
const started: ImportRunEvent = { kind: 'started', startedAt: 5, preview };
const table = (name: string, rows: number, state: TableLoad['state']): TableLoad => ({
  schema: 'shop',
  name,
  rows,
  bytes: rows * 10,
  state,
});
const progress = (...active: readonly TableLoad[]): ImportRunEvent => ({
  kind: 'progress',
  progress: {
    readBytes: 1,
    storedBytes: 2,
    dataBytes: 1,
    rows: 1,
    elapsedMs: 1000,
    bytesPerSecond: 1,
    rowsPerSecond: 1,
    secondsLeft: null,
    active,
    phase: 'rows',
  } satisfies ImportProgress,
});
const after = (...events: readonly ImportRunEvent[]): ImportSight => events.reduce(foldImport, notYet);
const listed = (sight: ImportSight) =>
  tablesInSight(sight).map((one) => `${one.name} ${one.state} ${String(shareOf(one))}`);

test('tables that are on their way come first, those that are there last', () => {
  const sight = after(started, progress(table('small', 1, 'loading'), table('large', 25, 'loading')), {
    kind: 'table-finished',
    table: table('small', 1, 'finished'),
  });
  expect(listed(sight)).toEqual(['large loading 0.25', 'middle waiting 0', 'small finished 1']);
});

test('a table whose keys are built has all its rows, and says how many keys', () => {
  const building = after(started, progress(table('large', 90, 'loading')), {
    kind: 'index-build',
    table: { schema: 'shop', name: 'large' },
    keys: 2,
  });
  expect(tablesInSight(building)[0]).toMatchObject({ name: 'large', state: 'keys', keys: 2, rows: 100 });
  const later = foldImport(building, progress(table('large', 100, 'keys')));
  expect(tablesInSight(later)[0]).toMatchObject({ name: 'large', state: 'keys', keys: 2 });
});

test('a table that the dump was not known to have is shown all the same, without a share', () => {
  const sight = after({ ...started, preview: { ...preview, each: [] } }, progress(table('odd', 7, 'loading')));
  expect(listed(sight)).toEqual(['odd loading null']);
});

test('being told again from the beginning repeats nothing', () => {
  const events: readonly ImportRunEvent[] = [started, { kind: 'note', text: 'said' }, progress()];
  const sight = after(...events, ...events);
  expect(sight.notes).toEqual(['said']);
  expect(sight.samples).toHaveLength(1);
});

test('statements that an earlier run has done are no news', () => {
  const skip = { offset: 1, line: 1, text: 'INSERT' };
  const sight = after(
    started,
    { kind: 'skipped', skip: { ...skip, reason: 'done-before' } },
    { kind: 'skipped', skip: { ...skip, reason: 'error' } },
  );
  expect(sight.skipped.map(({ reason }) => reason)).toEqual(['error']);
});
