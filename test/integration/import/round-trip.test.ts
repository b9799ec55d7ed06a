import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createConnector } from '../../../electron/engine/connections/connector.ts';
import type { ImportEvent } from '../../../electron/engine/import/load/import-events.ts';
import { loadDump } from '../../../electron/engine/import/load/load-dump.ts';
import type { LoadResult } from '../../../electron/engine/import/load/load-request.ts';
import { openDump } from '../../../electron/engine/import/sources/open-dump.ts';
import { describeOn } from '../../kit/families.ts';
import type { TestServer } from '../../kit/test-server.ts';
import { startTopology, type Topology } from '../../kit/topology.ts';
import { sampleStatements } from './sample-database.ts';
import { takeDump } from './take-dump.ts';

const usual = ['--databases', 'shop', 'we`ird — base', '--routines', '--triggers', '--events'];
const optionSets = [
  ['as usual', []],
  ['a row a statement', ['--skip-extended-insert']],
  ['columns named', ['--complete-insert', '--hex-blob']],
] as const;

for (const family of ['mariadb', 'mysql'] as const) {
  await describeOn(family, 'dump, import, dump again', () => {
    let topology: Topology;
    beforeAll(async () => {
      const open = family === 'mysql' ? { 'super-read-only': 'OFF' } : {};
      topology = await startTopology({
        family,
        positions: 'gtid',
        replicas: 0,
        standalone: 1,
        settings: { 'read-only': 'OFF', ...open },
      });
      for (const sql of sampleStatements(family)) await topology.source.query(sql);
      for (const server of topology.standalone) {
        await server.query("CREATE USER 'loader'@'%' IDENTIFIED BY 'loader'");
        await server.query("GRANT ALL PRIVILEGES ON *.* TO 'loader'@'%'");
      }
    });
    afterAll(() => topology.stop());

    for (const lanes of [1, 2, 8])
      test(`gives the same, over ${String(lanes)} connections`, async () => {
        for (const [title, options] of optionSets) {
          const before = await takeDump(topology, [...usual, ...options]);
          const target = topology.standalone[0];
          if (target === undefined) throw new Error('there is no other server');
          for (const schema of ['shop', 'we`ird — base'])
            await target.query(`DROP DATABASE IF EXISTS \`${schema.replaceAll('`', '``')}\``);
          await load(before, target, lanes);
          const after = await takeDump({ family, source: target }, [...usual, ...options]);
          expect(comparable(after), title).toEqual(comparable(before));
        }
      });
  });
}

async function load(dump: Buffer, target: TestServer, lanes: number): Promise<LoadResult> {
  const source = await openDump({ kind: 'stream', stream: Readable.from(pieces(dump)), name: 'dump' });
  const events: ImportEvent[] = [];
  return loadDump({
    id: 'test',
    source,
    open: () =>
      createConnector().openForBytes(
        {
          server: target.address,
          user: 'loader',
          password: () => Promise.resolve('loader'),
          tls: { mode: 'off', caFile: null, certFile: null, keyFile: null },
        },
        { connectWithinMs: 5000 },
      ),
    lanes,
    database: null,
    logged: true,
    keepsMarks: true,
    inOrder: false,
    skipErrors: new Set(),
    referenced: () => [],
    onSkipped: () => undefined,
    onEvent: (event) => events.push(event),
    monotonic: () => performance.now(),
    signal: new AbortController().signal,
  });
}

function* pieces(dump: Buffer): Generator<Buffer> {
  for (let at = 0; at < dump.length; at += 65_536) yield dump.subarray(at, at + 65_536);
}

/** Without what differs from run to run. */
function comparable(dump: Buffer): string[] {
  return dump
    .toString('latin1')
    .split('\n')
    .filter((line) => !/^-- |GTID_PURGED|^\/\*!50112|^'?[0-9a-f-]{36}:/.test(line));
}
