import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { keepWindowState, readWindowState, usualState } from './window-state.ts';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signalbox-window-'));
  path = join(folder, 'window.json');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const display = { x: 0, y: 0, width: 1920, height: 1080 };
const state = { place: { x: 100, y: 50 }, width: 1000, height: 700, maximized: true };

it('comes back as it was kept', async () => {
  await keepWindowState(path, state);
  expect(readWindowState(path, [display])).toEqual(state);
});

it('comes back where it can be reached when its display is gone', async () => {
  const second = { x: 1920, y: 0, width: 1920, height: 1080 };
  const there = { ...state, place: { x: 2500, y: 10 } };
  await keepWindowState(path, there);
  expect(readWindowState(path, [display, second])).toEqual(there);
  expect(readWindowState(path, [display])).toEqual({ ...there, place: null });
});

it.each(['', '{', '[]', JSON.stringify({ ...state, width: 1e9 }), JSON.stringify({ ...state, place: 'here' })])(
  'is the usual one where %j is kept',
  async (text) => {
    await writeFile(path, text);
    expect(readWindowState(path, [display])).toEqual(usualState);
  },
);

it('is the usual one the first time', () => {
  expect(readWindowState(path, [display])).toEqual(usualState);
});
