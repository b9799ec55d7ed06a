import { afterAll, beforeAll, expect, test } from 'vitest';

import { isBoundary, positionKind } from '../../../electron/engine/binlog/position-kind.ts';
import type { Flavour } from '../../../shared/domain/flavour.ts';
import { describeOn } from '../../kit/families.ts';
import type { TestServer } from '../../kit/test-server.ts';
import { startTopology, type Topology } from '../../kit/topology.ts';
import { waitFor } from '../../kit/wait-for.ts';
import { readable } from './reading.ts';

const families: readonly Flavour[] = ['mariadb', 'mysql', 'mysql56'];

interface Listed {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly info: string;
}

/** The log as the server itself lists it, from its start. */
async function listed(server: TestServer, file: string): Promise<Listed[]> {
  const rows = await server.query(`SHOW BINLOG EVENTS IN '${file}'`);
  return rows.map((row) => ({
    type: String(row['Event_type']),
    start: Number(row['Pos']),
    end: Number(row['End_log_pos']),
    info: String(row['Info']),
  }));
}

/**
 * Where transactions may be entered, told from the server's listing alone. A GTID event comes first; MySQL 5.6 writes
 * none without GTIDs, and begins with BEGIN, or with a statement outside of BEGIN and COMMIT.
 */
function boundaries(family: Flavour, events: readonly Listed[]): Set<number> {
  const starts = family === 'mysql56' ? withoutGtids(events) : events.filter(startsWithGtid);
  const outside = events.filter(({ type }) => /^(format|previous|gtid_list|binlog_checkpoint|rotate|stop)/i.test(type));
  return new Set([...starts, ...outside].map(({ start }) => start).concat(events.at(-1)?.end ?? 0));
}

function startsWithGtid({ type }: Listed): boolean {
  return /gtid$/i.test(type) && !/previous|list/i.test(type);
}

function withoutGtids(events: readonly Listed[]): readonly Listed[] {
  let inside = false;
  return events.filter(({ type, info }) => {
    const starts = !inside && type === 'Query';
    if (info === 'BEGIN') inside = true;
    if (info === 'COMMIT' || type === 'Xid') inside = false;
    return starts;
  });
}

async function write(server: TestServer): Promise<void> {
  await server.query('CREATE TABLE app.plain (a INT) ENGINE=MyISAM');
  await server.query('INSERT INTO app.plain VALUES (1), (2)');
  await server.query('BEGIN');
  await server.query("INSERT INTO app.marks VALUES ('a', 'b'), ('c', 'd')");
  await server.query("UPDATE app.marks SET value = 'e' WHERE name = 'a'");
  await server.query('COMMIT');
  for (const sql of ["XA START 'x'", "INSERT INTO app.marks VALUES ('x', 'y')", "XA END 'x'", "XA PREPARE 'x'"]) {
    await server.query(sql);
  }
  await server.query("XA COMMIT 'x'");
  await server.query('CREATE TABLE app.copied AS SELECT * FROM app.marks');
  await server.query('SET SESSION binlog_format = STATEMENT');
  await server.query("INSERT INTO app.entries (token, value) VALUES ('s', 1)");
  await server.query('SET SESSION binlog_format = ROW');
  await server.query('FLUSH BINARY LOGS');
  await server.query('DELETE FROM app.marks');
}

/** MariaDB notes in a new file that the files before are done with, some time after it began the file. */
async function checkpointWritten(server: TestServer): Promise<void> {
  const last = async () => (await listed(server, 'binlog.000003')).findLast(({ type }) => type === 'Binlog_checkpoint');
  await waitFor('the checkpoint of the file before', last, (event) => event?.info === 'binlog.000003');
}

for (const family of families) {
  await describeOn(family, 'what a coordinate is', () => {
    let topology: Topology;
    beforeAll(async () => {
      topology = await startTopology({ family, positions: family === 'mariadb' ? 'gtid' : 'file', replicas: 0 });
      await topology.source.query('FLUSH BINARY LOGS');
      await write(topology.source);
      if (family === 'mariadb') await checkpointWritten(topology.source);
    });
    afterAll(() => topology.stop());

    test('every start and end of an event, and the bytes beside them, are told apart', async () => {
      const { source } = topology;
      const server = readable(source);
      const file = 'binlog.000002';
      const events = await listed(source, file);
      const right = boundaries(family, events);
      const asked = new Set(events.flatMap(({ start, end }) => [start - 1, start, start + 1, end - 1, end]));
      const wrong: string[] = [];
      for (const offset of asked) {
        const kind = await positionKind(server, { file, offset });
        if (isBoundary(kind) !== right.has(offset)) wrong.push(`${String(offset)}: ${JSON.stringify(kind)}`);
      }
      expect(wrong).toEqual([]);
      expect(right.size).toBeGreaterThan(8);
    }, 120_000);

    test('a second statement and a commit are inside the transaction that started before', async () => {
      const events = await listed(topology.source, 'binlog.000002');
      const commit = events.findIndex(({ type }) => /^xid$/i.test(type));
      const inside = events[commit];
      const starts = boundaries(family, events);
      const start = events.slice(0, commit).findLast((event) => starts.has(event.start));
      const kind = await positionKind(readable(topology.source), { file: 'binlog.000002', offset: inside?.start ?? 0 });
      expect(kind).toEqual({ kind: 'inside-transaction', start: { file: 'binlog.000002', offset: start?.start } });
    });

    test('ends of files and of the log, and what lies beyond', async () => {
      const server = readable(topology.source, family === 'mysql' ? 'required' : 'off');
      const sizes = await topology.source.query('SHOW BINARY LOGS');
      const [, second, third] = sizes.map((row) => ({
        file: String(row['Log_name']),
        offset: Number(row['File_size']),
      }));
      if (second === undefined || third === undefined) throw new Error('there must be three files');
      expect(await positionKind(server, second)).toMatchObject({ kind: 'end-of-file' });
      expect(await positionKind(server, third)).toMatchObject({ kind: 'end-of-log' });
      expect(await positionKind(server, { ...third, offset: third.offset + 1 })).toMatchObject({ kind: 'past-end' });
      expect(await positionKind(server, { file: 'binlog.000099', offset: 4 })).toEqual({
        kind: 'no-such-file',
        first: 'binlog.000001',
        last: 'binlog.000003',
      });
      expect(await positionKind(server, { file: third.file, offset: 0 })).toMatchObject({ kind: 'inside-event' });
      expect(await positionKind(server, { file: third.file, offset: 4 })).toMatchObject({
        kind: 'between-transactions',
      });
    });

    test('an account without the privilege is told which', async () => {
      await topology.source.query("CREATE USER 'blind'@'%' IDENTIFIED BY 'blind-1'");
      const grant = family === 'mariadb' ? 'BINLOG MONITOR' : 'REPLICATION CLIENT';
      await topology.source.query(`GRANT ${grant} ON *.* TO 'blind'@'%'`);
      const server = readable(topology.source);
      const target = { ...server.target, user: 'blind', password: () => Promise.resolve('blind-1') };
      const asked = positionKind({ ...server, target }, { file: 'binlog.000001', offset: 4 });
      await expect(asked).rejects.toMatchObject({ code: 'binlog-access-denied' });
    });

    test('a cancelled look ends', async () => {
      const cancel = new AbortController();
      const asked = positionKind(
        readable(topology.source),
        { file: 'binlog.000001', offset: 300 },
        { signal: cancel.signal },
      );
      cancel.abort();
      await expect(asked).rejects.toMatchObject({ code: 'cancelled' });
    });
  });
}
