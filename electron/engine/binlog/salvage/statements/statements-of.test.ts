import { expect, test } from 'vitest';

import { parseVersion } from '../../../../../shared/domain/server.ts';
import { headerBytes, readHeader } from '../../decode/header.ts';
import { EventDecoder } from '../../decode/event-decoder.ts';
import type { BinlogEvent, RowsBody } from '../../event.ts';
import { capturedNames } from '../../testing/captured.ts';
import { capturedTail } from '../../testing/tail.ts';
import type { TailTransaction } from '../tail-transaction.ts';
import { RowsStatements } from './rows-statements.ts';
import { statementsOf } from './statements-of.ts';
import type { ApplyTarget } from './tail-statement.ts';

const versions = { mariadb: '10.11.18-MariaDB', mysql: '9.7.4', mysql56: '5.6.24' };

function target(name: string, changes: Partial<ApplyTarget> = {}): ApplyTarget {
  const family = name.startsWith('mariadb') ? 'mariadb' : name.startsWith('mysql56') ? 'mysql56' : 'mysql';
  const collations = new Map([[45, { collation: 'utf8mb4_general_ci', charset: 'utf8mb4' }]]);
  return { version: parseVersion(versions[family]), maxAllowedPacket: 2 ** 22, collations, ...changes };
}

function textsOf(transaction: TailTransaction, name: string): string[] {
  return [...statementsOf(transaction, target(name))].map(({ sql }) => String(sql));
}

/** The events of BINLOG statements, read as a server would. */
function eventsOf(statements: readonly string[]): BinlogEvent[] {
  const decoder = new EventDecoder();
  const events: BinlogEvent[] = [];
  for (const base64 of statements.flatMap((sql) => /^BINLOG '(.*)'$/.exec(sql)?.[1] ?? [])) {
    let bytes = Buffer.from(base64, 'base64');
    while (bytes.length > headerBytes) {
      const { size } = readHeader(bytes);
      events.push(decoder.decode(bytes.subarray(0, size), { file: 'binlog', offset: 0 }));
      bytes = bytes.subarray(size);
    }
    expect(bytes.length).toBe(0);
  }
  return events;
}

test.each(capturedNames.filter((name) => !name.includes('statement')))(
  '%s: BINLOG statements hold the same rows, plain and without checksums',
  async (name) => {
    for (const transaction of await capturedTail(name)) {
      const events = eventsOf(textsOf(transaction, name));
      expect(events[0]?.body).toMatchObject({ kind: 'format', checksum: 'none' });
      const rows = (all: readonly { readonly body: BinlogEvent['body'] }[]) =>
        all.flatMap(({ body }) =>
          body.kind === 'rows' ? [[body.table?.table, body.change, body.rows.toString('hex'), body.endsStatement]] : [],
        );
      expect(rows(events)).toEqual(rows(transaction.events));
      expect(events.every(({ typeCode }) => typeCode < 160)).toBe(true);
    }
  },
);

test('GTIDs are kept, and transactions begun and ended as each family does', async () => {
  const shown = async (name: string, index: number) => {
    const all = await capturedTail(name);
    const transaction = all[index];
    if (transaction === undefined) throw new Error('no such transaction');
    return textsOf(transaction, name).map((sql) =>
      sql
        .replace(/^BINLOG .*/, 'BINLOG')
        .replace(/^SET @@session\.timestamp.*/, 'CONTEXT')
        .replace(/[0-9a-f-]{36}/, 'UUID'),
    );
  };
  expect(await shown('mariadb-gtid-crc32-row', 1)).toEqual([
    'BINLOG',
    'SET @@session.gtid_domain_id=0, @@session.server_id=1, @@session.gtid_seq_no=8',
    'START TRANSACTION',
    'BINLOG',
    'COMMIT',
  ]);
  expect(await shown('mysql-gtid-crc32-row', 1)).toEqual([
    'BINLOG',
    "SET @@session.gtid_next='UUID:tag:1'",
    'CONTEXT',
    'BEGIN',
    'BINLOG',
    'COMMIT',
  ]);
  expect((await shown('mysql-payload', 1)).slice(0, 3)).toEqual([
    'BINLOG',
    "SET @@session.gtid_next='ANONYMOUS'",
    'CONTEXT',
  ]);
  expect((await shown('mysql56-crc32-row', 1)).slice(0, 3)).toEqual(['BINLOG', 'CONTEXT', 'BEGIN']);
  const xa = (await capturedTail('mariadb-gtid-crc32-row')).filter(({ summary }) => summary.xa !== null);
  expect(xa.map(({ summary }) => summary.xa)).toEqual([
    { part: 'prepared', xid: "X'78',X'',1" },
    { part: 'ended', xid: "x'78',x'',1" },
  ]);
});

test('a statement comes with its variables and the settings of its session', async () => {
  const name = 'mysql56-none-statement';
  const insert = (await capturedTail(name)).find(({ summary }) =>
    summary.texts.some((sql) => sql.includes('@variable')),
  );
  if (insert === undefined) throw new Error('no such statement');
  const statements = textsOf(insert, name);
  expect(statements).toContain('SET @`variable` := 5');
  expect(statements.find((sql) => sql.startsWith('SET @@session.insert_id='))).toBeDefined();
  const context = statements.find((sql) => sql.startsWith('SET @@session.timestamp='));
  expect(context).toMatch(
    /^SET @@session\.timestamp=\d+\.000000, @@session\.pseudo_thread_id=\d+, @@session\.foreign_key_checks=1, @@session\.sql_auto_is_null=0, @@session\.unique_checks=1, @@session\.sql_mode=\d+, @@session\.auto_increment_increment=1, @@session\.auto_increment_offset=1, @@session\.character_set_client=\d+, @@session\.collation_connection=\d+, @@session\.collation_server=\d+, @@session\.lc_time_names=0, @@session\.collation_database=DEFAULT$/,
  );
});

async function rowsEvent(): Promise<{ map: BinlogEvent; rows: BinlogEvent; body: RowsBody }> {
  for (const { events } of await capturedTail('mysql-gtid-crc32-row')) {
    const map = events.find(({ body }) => body.kind === 'table-map');
    const rows = events.find(({ body }) => body.kind === 'rows');
    if (map !== undefined && rows?.body.kind === 'rows') {
      return { map: map as BinlogEvent, rows: rows as BinlogEvent, body: rows.body };
    }
  }
  throw new Error('no rows');
}

test('a large statement is cut between row events: each part has the maps and ends', async () => {
  const { map, rows, body } = await rowsEvent();
  const size = rows.bytes.length;
  const small = target('mysql', { maxAllowedPacket: 1024 + Math.ceil((map.bytes.length + 2.5 * size) / 3) * 4 });
  const making = new RowsStatements(small);
  making.addMap(map);
  const parts = [1, 2, 3, 4, 5].flatMap((number) => [
    ...making.addRows(rows, { ...body, endsStatement: number === 5 }),
  ]);
  const format = textsOf((await capturedTail('mysql-gtid-crc32-row'))[0] as TailTransaction, 'mysql')[0] ?? '';
  const kinds = parts.map(({ sql }) =>
    eventsOf([format, String(sql)])
      .slice(1)
      .map(({ body: each }) => (each.kind === 'rows' ? `rows${each.endsStatement ? '.' : ''}` : each.kind)),
  );
  expect(kinds).toEqual([
    ['table-map', 'rows', 'rows.'],
    ['table-map', 'rows', 'rows.'],
    ['table-map', 'rows.'],
  ]);
  expect(parts.every(({ sql }) => sql.length < small.maxAllowedPacket)).toBe(true);
});

test('one that fits in no statement is refused, and halved for MariaDB', async () => {
  const { map, rows, body } = await rowsEvent();
  const tight = { maxAllowedPacket: 1024 + Math.ceil((map.bytes.length + rows.bytes.length) * 0.8) };
  const made = (name: string) => {
    const making = new RowsStatements(target(name, tight));
    making.addMap(map);
    return [...making.addRows(rows, body)].map(({ sql }) => String(sql).replace(/'.*'/, '…'));
  };
  expect(() => made('mysql')).toThrow('max_allowed_packet');
  expect(made('mariadb')).toEqual([
    'SET @binlog_fragment_0 = …',
    'SET @binlog_fragment_1 = …',
    'BINLOG @binlog_fragment_0, @binlog_fragment_1',
  ]);
});
