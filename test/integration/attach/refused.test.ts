import { afterAll, beforeAll, expect, test } from 'vitest';
import { flavours } from '../../../shared/domain/flavour.ts';
import type { AttachRequest, WantedStart } from '../../../shared/plans/attach-view.ts';
import { accountStatements } from '../../../electron/engine/yard/servers/accounts.ts';
import { beginLogWith } from '../../kit/classic.ts';
import { startEngine, type TestEngine } from '../../kit/engine.ts';
import { describeOn } from '../../kit/families.ts';
import { snapshot } from '../../kit/server-snapshot.ts';
import type { TestServer } from '../../kit/test-server.ts';
import { startTopology, testAccounts, type Topology } from '../../kit/topology.ts';
import { expectUntouched } from '../switchover/refused/refusal.ts';
import { tamper } from '../switchover/refused/threads.ts';

const withinMs = 120_000; // ms: a receiver that can’t log in is given its whole time

for (const family of flavours) {
  const positions = family === 'mysql56' ? 'file' : 'gtid';
  await describeOn(family, `a server is not made a replica, by ${positions},`, () => {
    let topology: Topology;
    let signalbox: TestEngine;
    let [source, replica, fresh, filtering]: TestServer[] = [];

    beforeAll(async () => {
      const settingsOf = { s4: { 'replicate-do-db': 'shop' } };
      topology = await startTopology({ family, positions, replicas: 1, standalone: 2, settingsOf });
      [source, replica, fresh, filtering] = topology.servers;
      signalbox = await startEngine(topology);
    });
    afterAll(async () => {
      await signalbox.stop();
      await topology.stop();
    });

    /** The end of the source's log. */
    async function here(): Promise<WantedStart> {
      const { settings } = await snapshot(known(source));
      expect(settings['read_only']).toBe('0');
      const [row] = await known(source).query(family === 'mysql' ? 'SHOW BINARY LOG STATUS' : 'SHOW MASTER STATUS');
      if (positions === 'file')
        return { kind: 'position', file: String(row?.['File']), offset: Number(row?.['Position']) };
      const gtid = await known(source).value(
        `SELECT @@GLOBAL.${family === 'mariadb' ? 'gtid_binlog_pos' : 'gtid_executed'}`,
      );
      return { kind: 'gtid', gtid: String(gtid) };
    }

    /** The codes of what blocks. */
    async function blocks(server: TestServer, start: WantedStart, more: Partial<AttachRequest> = {}) {
      const ask = () => signalbox.previewAttach(server.address, known(source).address, start, more);
      const { guards, planId } = await expectUntouched(topology.servers, ask);
      const found = guards.filter(({ verdict }) => verdict === 'block');
      expect(planId === null).toBe(found.length > 0);
      expect(found.filter(({ cure }) => !cure)).toEqual([]);
      return found.map(({ code }) => code);
    }

    test('that replicates already', async () => {
      expect(await blocks(known(replica), await here(), { dropOwnLog: true })).toContain('follows-already');
    });

    test('with the server_id of its source', async () => {
      const id = await known(fresh).value('SELECT @@GLOBAL.server_id');
      await known(fresh).query(
        `SET GLOBAL server_id = ${String(await known(source).value('SELECT @@GLOBAL.server_id'))}`,
      );
      expect(await blocks(known(fresh), await here(), { dropOwnLog: true })).toEqual(['duplicate-server-id']);
      await known(fresh).query(`SET GLOBAL server_id = ${String(id)}`);
      expect(await blocks(known(fresh), await here(), { dropOwnLog: true })).toEqual([]);
    });

    test('at a place that is past the end, or in a file that is gone', { timeout: withinMs }, async () => {
      const [row] = await known(source).query(family === 'mysql' ? 'SHOW BINARY LOG STATUS' : 'SHOW MASTER STATUS');
      const file = String(row?.['File']);
      const end = Number(row?.['Position']);
      const of = (place: { file: string; offset: number }): WantedStart => ({ kind: 'position', ...place });
      expect(await blocks(known(fresh), of({ file, offset: end + 1000 }))).toContain('start-in-log');
      expect(await blocks(known(fresh), of({ file, offset: end - 1 }))).toContain('start-in-log');
      expect(await blocks(known(fresh), of({ file: 'binlog.000999', offset: 4 }))).toContain('start-in-log');
    });

    if (positions === 'gtid') {
      test('whose own log has transactions that its source does not have, unless that is dropped', async () => {
        const writes = ['CREATE DATABASE stray'];
        const opened = ['SET GLOBAL super_read_only = OFF', ...writes, 'SET GLOBAL super_read_only = ON'];
        for (const sql of family === 'mysql' ? opened : writes) await known(fresh).query(sql);
        const ask = async (dropOwnLog: boolean) => {
          const preview = await signalbox.previewAttach(known(fresh).address, known(source).address, await here(), {
            dropOwnLog,
          });
          return preview.guards.find(({ code }) => code === 'own-transactions')?.verdict;
        };
        expect(await ask(false)).toBe(family === 'mysql' ? 'block' : 'warn');
        expect(await ask(true)).toBe('pass');
      });

      test('that would need what its source has purged', async () => {
        const start = await here();
        await known(source).query('CREATE DATABASE gone');
        await topology.settle();
        await beginLogWith(known(source), ['CREATE DATABASE kept']);
        expect(await blocks(known(fresh), start, { dropOwnLog: true })).toEqual(['start-of-history']);
      });

      test('whose data has what its source never had', async () => {
        const gtid = family === 'mariadb' ? '0-77-5' : '3e11fa47-71ca-11e1-9e33-c80aa9429562:1-5';
        expect(await blocks(known(fresh), { kind: 'gtid', gtid }, { dropOwnLog: true })).toEqual(['start-of-history']);
      });
    }

    test('by an account that can’t log in at its source: it is as it was', { timeout: withinMs }, async () => {
      const changed =
        family === 'mysql56'
          ? "SET PASSWORD FOR 'repl'@'%' = PASSWORD('other')"
          : "ALTER USER 'repl'@'%' IDENTIFIED BY 'other'";
      await tamper(known(source), changed);
      const result = await expectUntouched([known(replica), known(fresh)], async () => {
        const start = await here();
        return signalbox.carryOut(
          await signalbox.previewAttach(known(fresh).address, known(source).address, start, { dropOwnLog: true }),
        );
      });
      expect(result.outcome).toBe('undone');
      expect(result.steps.find(({ state }) => state === 'failed')?.id ?? 'start-receiver').toBe('start-receiver');
      expect((await snapshot(known(fresh))).channels).toEqual([]);
      const drop = family === 'mysql56' ? "DROP USER 'repl'@'%'" : "DROP USER IF EXISTS 'repl'@'%'";
      await tamper(known(source), drop, ...accountStatements(family, testAccounts));
    });

    test('with filters in its configuration, unless they are on purpose', { timeout: withinMs }, async () => {
      const attach = async (withFilters: boolean) =>
        signalbox.carryOut(
          await signalbox.previewAttach(known(filtering).address, known(source).address, await here(), {
            dropOwnLog: true,
            withFilters,
          }),
        );
      const refused = await expectUntouched(topology.servers, () => attach(false));
      expect(refused.outcome).toBe('undone');
      expect(refused.error?.message).toContain('shop');
      expect(await attach(true)).toMatchObject({ outcome: 'done', error: null });
      const { channels, settings } = await snapshot(known(filtering));
      expect(channels).toMatchObject([{ io: 'Yes', sql: 'Yes' }]);
      expect(settings['read_only']).toBe('1');
    });
  });
}

function known(server: TestServer | undefined): TestServer {
  if (server === undefined) throw new Error('too few servers');
  return server;
}
