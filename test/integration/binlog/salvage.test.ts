import { appendFile, copyFile, mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { serverLogs } from '../../../electron/engine/binlog/log-source.ts';
import { folderLogs } from '../../../electron/engine/binlog/salvage/folder-logs.ts';
import { provedApplied } from '../../../electron/engine/binlog/salvage/proved-applied.ts';
import { tailAfter } from '../../../electron/engine/binlog/salvage/read-tail.ts';
import { surveyTail } from '../../../electron/engine/binlog/salvage/survey-tail.ts';
import type { TailAfter } from '../../../electron/engine/binlog/salvage/tail-after.ts';
import type { Positions, Settings } from '../../../electron/engine/yard/servers/server-settings.ts';
import type { Flavour } from '../../../shared/domain/flavour.ts';
import type { BinlogPosition } from '../../../shared/domain/position.ts';
import { describeOn } from '../../kit/families.ts';
import { assertTablesEqual } from '../../kit/table-contents.ts';
import type { TestServer } from '../../kit/test-server.ts';
import { startTopology, type Topology } from '../../kit/topology.ts';
import { readable } from './reading.ts';
import { rowsOfTail, transactionsOfTail, writeLatin1, writeTail } from './salvage-writes.ts';
import { allowBinlog, apply, failureOf, gtids, has, ownEnd, stopReplica, unlogged } from './salvaging.ts';

const cases: readonly (readonly [Flavour, Positions, Settings])[] = [
  ['mariadb', 'gtid', {}],
  ['mariadb', 'file', { 'log-bin-compress': 1, 'log-bin-compress-min-len': 10 }],
  ['mysql', 'gtid', {}],
  ['mysql', 'file', { 'binlog-transaction-compression': 1 }],
  ['mysql56', 'file', {}],
];

const inAll = transactionsOfTail.rows + transactionsOfTail.ddl + transactionsOfTail.statements + 1; // and latin1

for (const [family, positions, settings] of cases) {
  const packed = Object.keys(settings).length > 0 ? ', compressed' : '';
  await describeOn(family, `the tail of a dead master, ${positions}${packed}`, () => {
    let topology: Topology;
    let master: TestServer;
    let replica: TestServer;
    let folder: string;
    let copies: string;
    let after: TailAfter;
    let since: BinlogPosition;
    let gtidsOfMaster: unknown;

    beforeAll(async () => {
      topology = await startTopology({ family, positions, replicas: 1, settings });
      [master, replica] = [topology.source, topology.server('s2')];
      folder = join(master.spec.directory, 'data');
      copies = await mkdtemp(join(tmpdir(), 'sbx-salvage-'));
      await master.query('FLUSH BINARY LOGS');
      await topology.settle();
      await stopReplica(replica, family);
      after = await has(replica, family, positions);
      await writeTail(master);
      await writeLatin1(master);
      gtidsOfMaster = await gtids(master, family);
      await master.kill();
      since = await ownEnd(replica);
    });
    afterAll(async () => {
      await topology.stop();
      await rm(copies, { recursive: true, force: true });
    });

    /** The log files alone, in a folder of their own. */
    async function copied(name: string): Promise<string> {
      const to = join(copies, name);
      await mkdir(to);
      for (const file of await readdir(folder)) {
        if (/^binlog\.(\d+|index)$/.test(file)) await copyFile(join(folder, file), join(to, file));
      }
      return to;
    }

    const last = async (of: string) =>
      join(
        of,
        (await readdir(of))
          .filter((file) => /\.\d+$/.test(file))
          .sort()
          .at(-1) ?? '',
      );

    test('is counted exactly', async () => {
      const survey = await surveyTail({ source: folderLogs(folder), after });
      expect(survey).toMatchObject({ transactions: inAll, blocked: [], unfinished: null, torn: [] });
      expect(survey.statements).toBe(transactionsOfTail.ddl + transactionsOfTail.statements + 1);
      const counted = survey.tables.map(({ schema, table, inserted, updated, deleted }) => [
        `${schema}.${table}`,
        [inserted, updated, deleted],
      ]);
      expect(Object.fromEntries(counted)).toEqual(rowsOfTail);
    });

    test('a last transaction that the crash cut off is left out, and told', async () => {
      const whole = await surveyTail({ source: folderLogs(folder), after });
      const cases: readonly (readonly [string, (path: string) => Promise<void>])[] = [
        ['cut', async (path) => truncate(path, whole.to.offset - 30)],
        [
          'zeros',
          async (path) => truncate(path, whole.to.offset - 30).then(() => appendFile(path, Buffer.alloc(9000))),
        ],
      ];
      for (const [name, tear] of cases) {
        const torn = await copied(name);
        await tear(await last(torn));
        const survey = await surveyTail({ source: folderLogs(torn), after });
        expect(survey.transactions).toBe(inAll - 1);
        expect(survey.unfinished).toMatchObject({ end: survey.torn[0]?.at });
        expect(survey.torn).toHaveLength(1);
        expect(survey.to).toEqual(survey.unfinished?.start);
      }
    });

    test('a changed byte is damage and no end', async () => {
      const damaged = await copied('damaged');
      const path = await last(damaged);
      const bytes = await readFile(path);
      const at = Math.floor(bytes.length / 2);
      bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
      await writeFile(path, bytes);
      const failure = await failureOf(surveyTail({ source: folderLogs(damaged), after }));
      expect(failure.code).toBe('binlog-damaged');
    });

    test('relay logs, a gap and older files that are missing are refused', async () => {
      const relay = join(copies, 'relay');
      await mkdir(relay);
      const data = join(replica.spec.directory, 'data');
      for (const file of (await readdir(data)).filter((each) => /^relay\.\d+$/.test(each))) {
        await copyFile(join(data, file), join(relay, file));
      }
      expect(await failureOf(surveyTail({ source: folderLogs(relay), after }))).toMatchObject({
        code: 'binlog-folder-unusable',
        message: expect.stringContaining('relay') as string,
      });
      const missing = await copied('missing');
      for (const file of ['binlog.index', 'binlog.000001', 'binlog.000002']) await rm(join(missing, file));
      await copyFile(await last(folder), join(missing, 'binlog.000009'));
      const early: TailAfter =
        after.kind === 'position'
          ? { kind: 'position', position: { file: 'binlog.000001', offset: 4 } }
          : after.kind === 'mariadb-gtids'
            ? { kind: 'mariadb-gtids', gtids: '0-1-1' }
            : { kind: 'mysql-gtids', executed: '' };
      await rm(join(missing, 'binlog.000003'), { force: true });
      expect(await failureOf(surveyTail({ source: folderLogs(missing), after: early }))).toMatchObject({
        code: 'tail-incomplete',
      });
    });

    test('what the account may not do fails, is named, and leaves nothing', async () => {
      if (family === 'mysql') {
        await replica.query('SET GLOBAL super_read_only = OFF');
        await unlogged(replica, "REVOKE BINLOG_ADMIN ON *.* FROM 'signalbox'@'%'");
        await replica.query('SET GLOBAL super_read_only = ON');
        const without = await failureOf(
          apply(replica, { transactions: tailAfter({ source: folderLogs(folder), after }) }),
        );
        expect(without).toMatchObject({ code: 'tail-apply-failed', details: { done: 0, number: 1227 } });
        await allowBinlog(replica, family);
      }
      const before = await gtids(replica, family);
      const failure = await failureOf(
        apply(replica, { transactions: tailAfter({ source: folderLogs(folder), after }) }),
      );
      expect(failure).toMatchObject({
        code: 'tail-apply-failed',
        details: { done: 0, number: 1142, remains: false },
        message: expect.stringContaining('CREATE') as string,
      });
      expect(await gtids(replica, family)).toEqual(before);
      expect(await ownEnd(replica)).toEqual(since);
    });

    test('is applied, under its own GTIDs, while the server stays read-only', async () => {
      await unlogged(replica, "GRANT ALL PRIVILEGES ON app.* TO 'signalbox'@'%'");
      const told: number[] = [];
      const applied = await apply(replica, {
        transactions: tailAfter({ source: folderLogs(folder), after }),
        onProgress: ({ done }) => void told.push(done),
      });
      expect(applied).toMatchObject({ applied: inAll, skipped: 0 });
      expect(told.at(-1)).toBe(inAll);
      expect(await replica.value('SELECT @@global.read_only')).toBe(1);
      expect(await gtids(replica, family)).toEqual(gtidsOfMaster);
    });

    test('applied again, or asked about, it is in already', async () => {
      const transactions = () => tailAfter({ source: folderLogs(folder), after });
      const proof = await provedApplied({
        target: serverLogs(readable(replica)),
        since,
        transactions: transactions(),
      });
      expect(proof).toEqual({ kind: 'proved', transactions: inAll });
      const end = await ownEnd(replica);
      const alreadyIn = positions === 'file' && family !== 'mariadb' ? { alreadyIn: inAll } : {};
      expect(await apply(replica, { transactions: transactions(), ...alreadyIn })).toMatchObject({
        applied: 0,
        skipped: inAll,
      });
      expect(await ownEnd(replica)).toEqual(end);
    });

    test('the restarted master has the same rows', async () => {
      await master.start();
      await assertTablesEqual([master, replica]);
      const survey = await surveyTail({ source: serverLogs(readable(master)), after });
      expect(survey).toMatchObject({ transactions: inAll, unfinished: null });
    });
  });
}
