import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import type { BinlogEvent } from '../../../electron/engine/binlog/event.ts';
import { readFileEvents } from '../../../electron/engine/binlog/read-file.ts';
import { readServerEvents, type EventBatches } from '../../../electron/engine/binlog/read-server.ts';
import { transactionsOf } from '../../../electron/engine/binlog/transactions.ts';
import type { Flavour } from '../../../shared/domain/flavour.ts';
import { describeOn } from '../../kit/families.ts';
import type { TestServer } from '../../kit/test-server.ts';
import { startTopology, type Topology } from '../../kit/topology.ts';
import { waitFor } from '../../kit/wait-for.ts';
import { readable } from './reading.ts';

const families: readonly Flavour[] = ['mariadb', 'mysql', 'mysql56'];
const start = { file: 'binlog.000001', offset: 4 };

async function contents(events: EventBatches): Promise<string[]> {
  const all: string[] = [];
  for await (const batch of transactionsOf(events, { spansFiles: true })) {
    all.push(...batch.map(({ fingerprint }) => fingerprint.content));
  }
  return all;
}

/** Reads on until it fails, and gives the failure. */
async function failureOf(events: EventBatches): Promise<unknown> {
  try {
    for await (const batch of events) expect(batch.length).toBeGreaterThan(0);
    return null;
  } catch (error) {
    return error;
  }
}

/** Threads that send the log, by connection id. */
async function senders(server: TestServer): Promise<number[]> {
  const rows = await server.query("SELECT id FROM information_schema.processlist WHERE command LIKE 'Binlog Dump%'");
  return rows.map((row) => Number(Object.values(row)[0]));
}

for (const family of families) {
  await describeOn(family, 'reading logs', () => {
    let topology: Topology;
    let source: TestServer;
    beforeAll(async () => {
      topology = await startTopology({
        family,
        positions: 'file',
        replicas: 1,
        settings: { 'max-allowed-packet': '64M' },
      });
      source = topology.source;
      await source.query('CREATE TABLE app.large (id INT PRIMARY KEY, content LONGBLOB) ENGINE=InnoDB');
      for (let id = 0; id < 24; id += 1) {
        await source.query(`INSERT INTO app.large VALUES (${String(id)}, REPEAT(RAND(), 40000))`);
      }
      await topology.settle();
    });
    afterAll(() => topology.stop());

    test('a relay log has the same transactions as the log it was made from', async () => {
      await topology.server('s2').query(family === 'mysql' ? 'STOP REPLICA SQL_THREAD' : 'STOP SLAVE SQL_THREAD');
      await source.query("REPLACE INTO app.marks VALUES ('relay', 'a')");
      await source.query('ALTER TABLE app.marks COMMENT = "b"');
      const data = join(topology.server('s2').spec.directory, 'data');
      const relayed = async () => {
        const files = (await readdir(data)).filter((file) => /relay.*\.\d{6}$/.test(file)).sort();
        const all: string[] = [];
        for (const file of files) all.push(...(await contents(readFileEvents(join(data, file)))));
        return all;
      };
      const logged = await contents(readServerEvents(readable(source), { from: start, until: null }));
      const seen = await waitFor('the relay log to have it', relayed, (all) => all.at(-1) === logged.at(-1));
      expect(seen).toEqual(logged.slice(-seen.length));
      expect(seen.length).toBeGreaterThan(1);
      await topology.server('s2').query(family === 'mysql' ? 'START REPLICA SQL_THREAD' : 'START SLAVE SQL_THREAD');
    });

    test('an event of more than 16 MB comes whole', async () => {
      await source.query('CREATE TABLE app.huge (content LONGBLOB) ENGINE=MyISAM'); // InnoDB’s log is too small on 5.6
      await source.query("INSERT INTO app.huge VALUES (REPEAT('x', 20000000))");
      let largest = 0;
      for await (const batch of readServerEvents(readable(source), { from: start, until: null })) {
        for (const { position, end } of batch) largest = Math.max(largest, end - position.offset);
      }
      expect(largest).toBeGreaterThan(20_000_000);
    });

    test('whoever replicates keeps its thread, however often the log is read', async () => {
      const before = await senders(source);
      expect(before.length).toBe(1);
      const reads = Array.from({ length: 4 }, () =>
        contents(readServerEvents(readable(source), { from: start, until: null })),
      );
      const [first, ...others] = await Promise.all(reads);
      for (const other of others) expect(other).toEqual(first);
      await waitFor(
        'the readers to be gone',
        () => senders(source),
        (ids) => ids.length === 1,
      );
      expect(await senders(source)).toEqual(before);
    });

    test('who reads slowly lets the server wait, and who stops ends its thread', async () => {
      const events = readServerEvents(readable(source), { from: start, until: null });
      const first: readonly BinlogEvent[] = (await events.next()).value ?? [];
      expect((first.at(-1)?.end ?? 0) - (first[0]?.position.offset ?? 0)).toBeLessThan(8_000_000);
      expect((await senders(source)).length).toBe(2);
      await events.return();
      await source.query("REPLACE INTO app.marks VALUES ('wake', 'a')");
      await waitFor(
        'the reader to be gone',
        () => senders(source),
        (ids) => ids.length === 1,
      );
    });

    test('a server that falls silent, or dies, is an error and no end', async () => {
      const bounds = { connectWithinMs: 10_000, statementWithinMs: 10_000, silentWithinMs: 1000 };
      const silent = readServerEvents({ ...readable(source), bounds }, { from: start, until: null });
      await silent.next();
      source.pause();
      expect(await failureOf(silent)).toMatchObject({ code: 'server-timeout' });
      source.resume();
      const dying = readServerEvents(readable(source), { from: start, until: null });
      await dying.next();
      await source.kill();
      expect(await failureOf(dying)).toMatchObject({ code: 'server-connection-lost' });
    });
  });
}
