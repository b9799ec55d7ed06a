import { expect, test } from 'vitest';
import type { Json } from '../../../shared/domain/json.ts';
import { PauseNotes } from './pause-notes.ts';

test('a dump leaves word until all runs again; it is told once its program is gone', () => {
  const settings = new Map<string, Json>();
  const journal = {
    setting: (key: string) => settings.get(key) ?? null,
    setSetting: (key: string, value: Json) => void settings.set(key, value),
  };
  const living = new Set([1]);
  const notes = new PauseNotes(journal, {
    self: () => ({ pid: 1, startedAt: 2, boot: 'b' }),
    isRunning: ({ pid }) => living.has(pid),
  });
  const note = { server: 'db1:3306', out: '/a.sql', statements: ['START SLAVE SQL_THREAD'] };
  notes.begun('shop', note);
  notes.begun('shop', { ...note, server: 'db2:3306' });
  expect(notes.cutOff('shop')).toEqual([]);
  living.clear();
  expect(notes.cutOff('shop').map(({ server }) => server)).toEqual(['db1:3306', 'db2:3306']);
  notes.ended('shop', 'db2:3306');
  expect(notes.cutOff('shop')).toEqual([note]);
  expect(notes.cutOff('other')).toEqual([]);
});
