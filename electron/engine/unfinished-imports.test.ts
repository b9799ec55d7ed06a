import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { JournalledProgram } from '../../shared/domain/journal.ts';
import { saveState, type ImportState } from './import-state.ts';
import { UnfinishedImports } from './unfinished-imports.ts';

let folder: string;
let imports: UnfinishedImports;
const living: JournalledProgram = { pid: 1, startedAt: 1, boot: 'b' };
const gone: JournalledProgram = { pid: 2, startedAt: 1, boot: 'b' };
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signalbox-imports-'));
  imports = new UnfinishedImports(folder, { self: () => living, isRunning: ({ pid }) => pid === living.pid });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const state = (id: string, more: Partial<ImportState> = {}): ImportState => ({
  schema: 1,
  id,
  cluster: 'shop',
  server: 'db2:3306',
  file: { path: '/backup/shop.sql', size: 1, changedAt: 1 },
  database: null,
  logged: true,
  keepsMarks: true,
  startedAt: Number(id),
  outcome: 'stopped',
  program: gone,
  ...more,
});

it('lists what can be gone on with, oldest first, and tells what runs from what was cut off', async () => {
  await saveState(folder, state('5', { outcome: 'running', program: living }));
  await saveState(folder, state('4', { outcome: 'running' }));
  await saveState(folder, state('3', { outcome: 'done' }));
  await saveState(folder, state('2', { outcome: 'cancelled', cluster: 'blog' }));
  await saveState(folder, state('1', { keepsMarks: false }));
  await saveState(folder, state('0', { file: null }));
  await writeFile(join(folder, 'x.json'), '{');
  const listed = async (cluster: string | null) =>
    (await imports.list(cluster)).map(({ importId, state: stands }) => `${importId} ${stands}`);
  expect(await listed(null)).toEqual(['2 cancelled', '4 cut-off', '5 running']);
  expect(await listed('shop')).toEqual(['4 cut-off', '5 running']);
});

it('forgets what nobody goes on with', async () => {
  await saveState(folder, state('1'));
  await imports.forget('1');
  expect(await imports.list(null)).toEqual([]);
  await expect(imports.forget('1')).rejects.toMatchObject({ code: 'bad-usage' });
  await expect(imports.forget('../1')).rejects.toMatchObject({ code: 'bad-usage' });
});

it('forgets nothing that is still to be set back', async () => {
  const settings = [{ name: 'sync_binlog', before: '1', during: '0' }] as const;
  await saveState(folder, state('1', { settings }));
  await expect(imports.forget('1')).rejects.toThrow('import-settings restore');
  await saveState(folder, state('1', { settings: [] }));
  await imports.forget('1');
  expect(await imports.list(null)).toEqual([]);
});

it('is empty where nothing was ever imported', async () => {
  await rm(folder, { recursive: true });
  expect(await imports.list(null)).toEqual([]);
});
