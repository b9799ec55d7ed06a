import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { headerBytes } from './decode/header.ts';
import type { BinlogEvent } from './event.ts';
import { captured, capturedNames, eventsIn } from './testing/captured.ts';
import type { Transaction } from './transaction.ts';
import { transactionsOf } from './transactions.ts';

async function transactionsIn(events: readonly BinlogEvent[]): Promise<Transaction[]> {
  const all: Transaction[] = [];
  const source = (async function* () {
    yield await Promise.resolve(events);
  })();
  for await (const batch of transactionsOf(source)) all.push(...batch);
  return all;
}

/** What the capture wrote after its DDL, as rows. */
const asRows = [
  ['kinds insert 2'],
  ['kinds insert 1'],
  ['kinds update 2', 'marks insert 1', 'kinds delete 1'],
  ['entries insert 1'],
  ['marks insert 1'],
];

describe.each(capturedNames)('%s', (name) => {
  const bytes = captured(name);

  test('holds what was written, in as many transactions', async () => {
    const transactions = await transactionsIn(await eventsIn(bytes));
    expect(transactions.every(({ complete, incident, serverId }) => complete && !incident && serverId === 1)).toBe(
      true,
    );
    const tables = transactions.map((each) =>
      each.tables.map(({ table, change, rows }) => `${table} ${change} ${String(rows)}`),
    );
    const [ddl, ...rest] = tables;
    expect(ddl).toEqual([]);
    const ends = name.startsWith('mysql56') ? [[]] : [[], []]; // XA COMMIT, which 5.6 does not log; DROP
    if (name.endsWith('statement'))
      expect(transactions.map(({ statements }) => statements).slice(0, 6)).toEqual([1, 1, 1, 3, 1, 1]);
    else expect(rest).toEqual([...asRows, ...ends]);
  });

  test('transactions follow each other without a gap, but for what stands between them', async () => {
    const events = await eventsIn(bytes);
    expect(events.map(({ position }) => position.offset)).toEqual([4, ...events.slice(0, -1).map(({ end }) => end)]);
    expect(events.at(-1)?.end).toBe(bytes.length);
    for (const { start, end } of await transactionsIn(events)) expect(start.offset).toBeLessThan(end.offset);
  });

  test('wherever it is cut into chunks, it gives the same events', async () => {
    const whole = await eventsIn(bytes);
    for (const size of [1, 2, 3, 5, 18, 19, 20, 64, 1000]) {
      const at = Array.from({ length: Math.floor(bytes.length / size) }, (_value, index) => (index + 1) * size);
      expect(await eventsIn(bytes, at)).toEqual(whole);
    }
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(bytes.length), { maxLength: 8 }), async (at) => {
        expect(await eventsIn(bytes, at)).toEqual(whole);
      }),
      { numRuns: 50 },
    );
  });

  test('cut off anywhere, it gives the events that are whole, and the last transaction as unfinished', async () => {
    const whole = await eventsIn(bytes);
    const all = await transactionsIn(whole);
    for (const end of whole.map((event) => event.end - 1).filter((to) => to > 4)) {
      const events = await eventsIn(bytes.subarray(0, end));
      expect(events).toEqual(whole.slice(0, events.length));
      expect(events.length).toBe(whole.findIndex((event) => event.end > end));
      const transactions = await transactionsIn(events);
      const complete = transactions.filter((each) => each.complete);
      expect(complete).toEqual(all.slice(0, complete.length));
    }
  });
});

test('GTIDs of every kind are read', async () => {
  const gtids = async (name: string) => (await transactionsIn(await eventsIn(captured(name)))).map(({ gtid }) => gtid);
  expect(await gtids('mariadb-gtid-crc32-row')).toEqual([7, 8, 9, 10, 11, 12, 13, 14].map((n) => `0-1-${String(n)}`));
  const mysql = await gtids('mysql-gtid-crc32-row');
  expect(mysql.map((gtid) => gtid?.replace(/^[0-9a-f-]{36}:/, ''))).toEqual([
    '7',
    ...[1, 2, 3, 4, 5, 6, 7].map((n) => `tag:${String(n)}`),
  ]);
  expect(new Set(await gtids('mysql-payload'))).toEqual(new Set([null]));
});

test('settings and variables of statements are kept apart', async () => {
  const events = await eventsIn(captured('mysql56-none-statement'));
  const variable = events.find(({ body }) => body.kind === 'user-var');
  expect(variable?.body).toMatchObject({ name: 'variable' });
  const statement = events.find(({ body }) => body.kind === 'query' && body.sql.startsWith('INSERT INTO app.entries'));
  expect(statement?.body).toMatchObject({ database: '', errorCode: 0 });
});

test('what is no log is said to be none', async () => {
  await expect(eventsIn(Buffer.from('-- MySQL dump'))).rejects.toMatchObject({ code: 'binlog-unreadable' });
  await expect(eventsIn(Buffer.from([0xfe, 0x62]))).rejects.toMatchObject({ code: 'binlog-unreadable' });
});

test.each(capturedNames.filter((name) => !name.includes('none')))('a flipped bit in %s is noticed', async (name) => {
  const bytes = captured(name);
  const whole = await eventsIn(bytes);
  await fc.assert(
    fc.asyncProperty(
      fc.nat(whole.length - 1),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.nat(7),
      async (index, part, bit) => {
        const event = whole[index];
        if (event === undefined) return;
        const at =
          event.position.offset +
          headerBytes +
          Math.floor(part * (event.end - event.position.offset - headerBytes - 1));
        const broken = Buffer.from(bytes);
        broken.writeUInt8(broken.readUInt8(at) ^ (1 << bit), at);
        await expect(eventsIn(broken)).rejects.toMatchObject({ code: 'binlog-damaged' });
      },
    ),
    { numRuns: 60 },
  );
});

test.each(capturedNames.filter((name) => !name.includes('none')))(
  'a changed version in the format description of %s does not switch checksums off',
  async (name) => {
    const bytes = Buffer.from(captured(name));
    bytes.write('1.0.0', 4 + headerBytes + 2, 'latin1');
    await expect(eventsIn(bytes)).rejects.toMatchObject({ code: 'binlog-damaged' });
  },
);
