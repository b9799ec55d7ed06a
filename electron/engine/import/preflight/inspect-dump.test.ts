import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { openDump } from '../sources/open-dump.ts';
import { inspectDump } from './inspect-dump.ts';
import { exampleDump, exampleTable } from './testing/model-of.ts';

function opened(text: string, signal?: AbortSignal) {
  const stream = Readable.from(text.match(/.{1,5000}/gs)?.map((part) => Buffer.from(part)) ?? [], {
    objectMode: false,
  });
  return openDump({ kind: 'stream', stream, name: 'standard input' }, signal === undefined ? {} : { signal });
}

test('one pass finds what is in it and tells how far it is', async () => {
  const text = exampleDump({ body: `${exampleTable('orders')}\n${'INSERT INTO `orders` VALUES (3);\n'.repeat(5000)}` });
  const read: number[] = [];
  const model = await inspectDump(await opened(text), { onProgress: (bytes) => read.push(bytes) });
  expect(model.tables).toMatchObject([{ schema: 'shop', name: 'orders', rows: 5002 }]);
  expect(model.completeness.kind).toBe('complete');
  expect(read.at(-1)).toBe(text.length);
  expect(read).toEqual(read.toSorted((a, b) => a - b));
});

test('a dump that ends inside a string is refused with its place', async () => {
  const inspecting = inspectDump(await opened("USE a;\nINSERT INTO t VALUES ('x"));
  await expect(inspecting).rejects.toMatchObject({ code: 'dump-truncated', details: { line: 2 } });
});

test('it is cancelled between two chunks', async () => {
  const cancel = new AbortController();
  const source = await opened(exampleDump({ body: exampleTable('orders').repeat(500) }));
  const inspecting = inspectDump(source, { signal: cancel.signal, onProgress: () => cancel.abort() });
  await expect(inspecting).rejects.toMatchObject({ code: 'cancelled' });
});

test('other work goes on in the meantime', async () => {
  const text = exampleDump({ body: 'INSERT INTO `orders` VALUES (3);\n'.repeat(60_000) });
  let turns = 0;
  const timer = setInterval(() => (turns += 1), 5);
  await inspectDump(await opened(text));
  clearInterval(timer);
  expect(turns).toBeGreaterThan(0);
});
