import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startEngine, type TestEngine } from '../../../kit/engine.ts';
import { describeOn } from '../../../kit/families.ts';
import { snapshot } from '../../../kit/server-snapshot.ts';
import type { TestServer } from '../../../kit/test-server.ts';
import { startTopology, type Topology } from '../../../kit/topology.ts';
import { answerOf, expectRefusal, expectUntouched, saidBy } from './refusal.ts';
import { start, stop, tamper } from './threads.ts';

const semiSync = {
  mariadb: { load: [], variable: 'rpl_semi_sync_master_enabled' },
  mysql: {
    load: ["INSTALL PLUGIN rpl_semi_sync_source SONAME 'semisync_source.so'"],
    variable: 'rpl_semi_sync_source_enabled',
  },
} as const;

for (const family of ['mariadb', 'mysql'] as const) {
  await describeOn(family, 'what the operator and this program know:', () => {
    let topology: Topology;
    let signalbox: TestEngine;
    let source: TestServer;
    let candidate: TestServer;
    let other: TestServer;
    beforeAll(async () => {
      topology = await startTopology({ family, positions: 'gtid', replicas: 2 });
      [source, candidate, other] = topology.servers as [TestServer, TestServer, TestServer];
      signalbox = await startEngine(topology);
    });
    afterAll(async () => {
      await signalbox.stop();
      await topology.stop();
    });

    /** Asks an engine that is set up in another way, and closes it. */
    async function withEngine(request: Parameters<typeof startEngine>[1], use: (engine: TestEngine) => Promise<void>) {
      const engine = await startEngine(topology, request);
      await use(engine).finally(() => engine.stop());
    }

    test('refused: a candidate that is never to be promoted', async () => {
      const rules = `servers: { '${candidate.address}': { promotion: never } }`;
      await withEngine({ configuration: rules }, async (engine) => {
        const ask = () => engine.switchover(candidate.address);
        const result = await expectRefusal(topology, ask, ['promotion-never s2']);
        expect(answerOf(result, 'promotion-never', candidate).message).toContain('never promote');
      });
    });

    test('warned of: a candidate in another site, set up in another way', async () => {
      const rules = `servers: { '${source.address}': { site: west }, '${candidate.address}': { site: east } }`;
      await candidate.query('SET GLOBAL max_connections = 50');
      await withEngine({ configuration: rules }, async (engine) => {
        const preview = await expectUntouched(topology.servers, () => engine.preview(candidate.address));
        expect(saidBy(topology, preview.guards, 'warn')).toEqual(
          expect.arrayContaining(['other-site s2', 'configuration-drift s2']),
        );
        expect(answerOf(preview, 'configuration-drift', candidate).message).toContain('max_connections 100 → 50');
        expect(preview.runnable).toBe(true);
      });
      await candidate.query('SET GLOBAL max_connections = 100');
    });

    test('refused: more acknowledgements than the servers could give, or nobody to wait for them', async () => {
      const { load, variable } = semiSync[family];
      await tamper(source, ...load, `SET GLOBAL ${variable} = ON`);
      const ask = () => signalbox.switchover(candidate.address);
      if (family === 'mysql') {
        const result = await expectRefusal(topology, ask, [
          'semi-sync-plugin-missing s2',
          'semi-sync-acknowledgers s2',
        ]);
        expect(answerOf(result, 'semi-sync-plugin-missing', candidate).cure).toContain('INSTALL PLUGIN');
      } else {
        const preview = await expectUntouched(topology.servers, () => signalbox.preview(candidate.address));
        expect(saidBy(topology, preview.guards, 'warn')).toContain('semi-sync-acknowledgers s2');
      }
      await source.query(`SET GLOBAL ${variable} = OFF`);
    });

    test('refused: a journal that cannot be written', async () => {
      await withEngine({}, async (engine) => {
        await rm(join(engine.directory, 'data'), { recursive: true, force: true });
        await writeFile(join(engine.directory, 'data'), 'not a directory');
        const ask = () => engine.switchover(candidate.address);
        const result = await expectRefusal(topology, ask, ['journal-unwritable']);
        expect(answerOf(result, 'journal-unwritable', null).cure).toContain('data directory');
      });
    });

    describe('refused: a plan that was made before', () => {
      test('a replica stopped', async () => {
        const { planId } = await signalbox.preview(candidate.address);
        await stop(other);
        const result = await expectRefusal(topology, () => signalbox.run(planId ?? ''), ['replication-not-running s3']);
        expect(result.error).toMatchObject({ code: 'refused-by-guard', details: { guard: 'replication-not-running' } });
        await start(other);
      });

      test('a server was opened', async () => {
        const { planId } = await signalbox.preview(candidate.address);
        await other.query('SET GLOBAL read_only = OFF');
        const result = await expectRefusal(topology, () => signalbox.run(planId ?? ''), []);
        expect(result.error).toMatchObject({ code: 'plan-outdated', details: { differences: [other.address] } });
        await other.query(`SET GLOBAL ${family === 'mysql' ? 'super_read_only' : 'read_only'} = ON`);
      });

      test('an event was made', async () => {
        const { planId } = await signalbox.preview(candidate.address);
        await source.query(
          "CREATE DEFINER = 'app'@'%' EVENT app.tick ON SCHEDULE EVERY 1 HOUR DO REPLACE INTO app.marks VALUES ('tick', 'x')",
        );
        await topology.settle();
        const result = await expectRefusal(topology, () => signalbox.run(planId ?? ''), []);
        expect(result.error).toMatchObject({ code: 'plan-outdated', details: { differences: ['events'] } });
      });
    });

    test('enabled events change hands unlogged, with their definer', async () => {
      const marks = await Promise.all(topology.servers.map(gtidsOf));
      expect(await signalbox.switchover(candidate.address)).toMatchObject({ outcome: 'done', leftBehind: [] });
      const events = await Promise.all(topology.servers.map(async (server) => (await snapshot(server)).events));
      const off = family === 'mysql' ? 'REPLICA_SIDE_DISABLED by app@%' : 'SLAVESIDE_DISABLED by app@%';
      expect(events.map((event) => event['app.tick'])).toEqual([off, 'ENABLED by app@%', off]);
      expect(await Promise.all(topology.servers.map(gtidsOf))).toEqual(marks);
      const schedulers = await Promise.all(topology.servers.map((server) => server.value('SELECT @@event_scheduler')));
      expect(schedulers).toEqual(['ON', 'ON', 'ON']);
    });

    /** Every transaction a server knows of, by whom: unlogged changes don't move it. */
    function gtidsOf(server: TestServer): Promise<string | number | null> {
      return server.value(family === 'mysql' ? 'SELECT @@gtid_executed' : 'SELECT @@gtid_current_pos');
    }
  });
}
