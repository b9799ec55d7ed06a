import { describe, expect, it } from 'vitest';
import { SignalboxError } from '../../../../shared/domain/errors.ts';
import type { JournalItem } from '../../../../shared/domain/journal.ts';
import { valueOf } from '../../../ui/loaded.ts';
import { createScriptedBridge } from '../../../ui/state/testing/scripted-bridge.ts';
import { record } from '../model/examples/record.ts';
import { idOf, pageSize } from '../model/journal-list.ts';
import { createJournalListStore } from './journal-list-store.ts';

const item = (at: number): JournalItem => ({ kind: 'record', at, record: record({ id: `r${String(at)}`, at }) });
/** Newest first, as the engine sends them. */
const items = (newest: number, count: number): JournalItem[] =>
  Array.from({ length: count }, (_, i) => item(newest - i));

function scene() {
  const bridge = createScriptedBridge();
  const list = createJournalListStore(bridge);
  return {
    bridge,
    list,
    answer: async (values: JournalItem[]) => {
      const call = await bridge.asked('journal.list');
      await call.answer(values);
      return call.input;
    },
    ids: () => (valueOf(list.getState().items) ?? []).map(idOf),
  };
}

describe('paging', () => {
  it('asks for what is before the oldest entry, to the end', async () => {
    const { list, answer, ids } = scene();
    void list.refresh();
    await answer(items(1000, pageSize));
    expect(list.getState().older).toBe('more');
    void list.loadOlder();
    const input = await answer(items(1000 - pageSize, 3));
    expect(input).toEqual({ cluster: null, limit: pageSize, before: 1000 - pageSize + 1 });
    expect(ids()).toHaveLength(pageSize + 3);
    expect(list.getState().older).toBe('end');
  });

  it('keeps the older pages when the newest is read again', async () => {
    const { list, answer, ids } = scene();
    void list.refresh();
    await answer(items(1000, pageSize));
    void list.loadOlder();
    await answer(items(1000 - pageSize, 3));
    void list.refresh();
    await answer(items(1001, pageSize));
    expect(ids()[0]).toBe('r1001');
    expect(ids()).toHaveLength(pageSize + 4);
    expect(list.getState().older).toBe('end');
  });

  it('starts over when more was written than fits a page', async () => {
    const { list, answer, ids } = scene();
    void list.refresh();
    await answer(items(1000, pageSize));
    void list.refresh();
    await answer(items(5000, pageSize));
    expect(ids()).toHaveLength(pageSize);
    expect(list.getState().older).toBe('more');
  });
});

it('does not show another cluster’s answer that comes late', async () => {
  const { bridge, list, ids } = scene();
  void list.refresh();
  const all = await bridge.asked('journal.list');
  list.showCluster('shop');
  const shop = await bridge.asked('journal.list');
  expect(shop.input.cluster).toBe('shop');
  await shop.answer([]);
  await all.answer(items(9, 2));
  expect(ids()).toEqual([]);
});

it('keeps what was there when it can’t be read again', async () => {
  const { bridge, list, answer, ids } = scene();
  void list.refresh();
  await answer(items(9, 2));
  void list.refresh();
  await (await bridge.asked('journal.list')).refuse(new SignalboxError('journal-corrupt', 'Broken.'));
  expect(list.getState().items).toMatchObject({ kind: 'failed', error: { code: 'journal-corrupt' } });
  expect(ids()).toEqual(['r9', 'r8']);
});
