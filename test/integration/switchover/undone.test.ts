import type { Connection } from 'mysql2/promise';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { OperationEvent } from '../../../shared/plans/operation-event.ts';
import type { OperationResult } from '../../../shared/plans/outcome.ts';
import { assertAcknowledgedWritesExist } from '../../kit/acknowledged-writes.ts';
import { ContinuousWriter } from '../../kit/continuous-writer.ts';
import { startEngine, type TestEngine } from '../../kit/engine.ts';
import { describeOn } from '../../kit/families.ts';
import { differences, snapshot, type ServerSnapshot } from '../../kit/server-snapshot.ts';
import { assertTablesEqual } from '../../kit/table-contents.ts';
import type { TestServer } from '../../kit/test-server.ts';
import { startTopology, type Topology } from '../../kit/topology.ts';
import { waitFor } from '../../kit/wait-for.ts';
import { writableOverlaps } from '../../kit/writable-overlap.ts';
import { WriteProber } from '../../kit/write-prober.ts';

const variants = [
  { family: 'mariadb', positions: 'gtid' },
  { family: 'mariadb', positions: 'file' },
  { family: 'mysql', positions: 'gtid' },
  { family: 'mysql', positions: 'file' },
  { family: 'mysql56', positions: 'file' },
] as const;

// By file and offset only the drain differs; MySQL 5.6 closes in its own way.
for (const { family, positions } of variants) {
  const inFull = positions === 'gtid' || family === 'mysql56';
  await describeOn(family, `a switchover that fails by ${positions}`, () => {
    let topology: Topology;
    let signalbox: TestEngine;
    let before: readonly ServerSnapshot[];
    let writer: ContinuousWriter;
    let prober: WriteProber;
    const opened: Connection[] = [];

    beforeAll(async () => {
      topology = await startTopology({ family, positions, replicas: 2 });
      signalbox = await startEngine(topology, { configuration: 'ask_to_move_application: true' });
    });
    afterAll(async () => {
      await signalbox.stop();
      await topology.stop();
    });
    beforeEach(async () => {
      await topology.source.query('DELETE FROM app.entries');
      await topology.source.query('UPDATE app.counters SET n = 0');
      await topology.settle();
      before = await Promise.all(topology.servers.map(snapshot));
      writer = new ContinuousWriter(topology.servers);
      prober = new WriteProber(topology.servers);
      await prober.start();
      await writer.start();
    });
    afterEach(() => {
      for (const connection of opened.splice(0)) connection.destroy();
    });

    const candidate = (): TestServer => topology.replicas[0] ?? topology.source;

    /** Holds a lock as root, on a connection of its own. */
    async function hold(server: TestServer, sql: string): Promise<void> {
      const connection = await server.connect({ user: 'root', socketPath: server.spec.socket });
      opened.push(connection);
      await connection.query(sql);
    }

    /** Runs a switchover in which `accident` happens after the checks and before writes are stopped. */
    async function switchoverWith(accident: () => Promise<void>): Promise<OperationResult> {
      let operation = '';
      const onEvent = (event: OperationEvent): void => {
        if (event.kind === 'started') operation = event.operation;
        if (event.kind !== 'question') return;
        accident().then(
          () => signalbox.engine.answer(operation, event.step, 'go'),
          () => signalbox.engine.cancel(operation),
        );
      };
      return signalbox.switchover(candidate().address, { onEvent });
    }

    /** The writer goes on, nothing is lost, every server is as it was. */
    async function expectAsBefore(): Promise<void> {
      for (const connection of opened.splice(0)) connection.destroy();
      await writer.progress();
      const writes = await writer.stop();
      const probes = await prober.stop();
      await topology.settle();
      const after = await Promise.all(topology.servers.map(snapshot));
      expect(before.flatMap((server, index) => differences(server, after[index] as ServerSnapshot))).toEqual([]);
      expect(writableOverlaps(probes)).toEqual([]);
      await assertAcknowledgedWritesExist(writes, topology.servers);
      await assertTablesEqual(topology.servers);
    }

    test('because the candidate cannot drain is undone in bounded time', async () => {
      const startedAt = performance.now();
      const result = await switchoverWith(async () => {
        await hold(candidate(), 'LOCK TABLES app.entries READ, app.counters READ');
        await writer.progress();
      });
      expect(result).toMatchObject({
        outcome: 'undone',
        error: { code: 'step-failed', details: { step: 'drain' } },
        waysOut: [],
      });
      expect(performance.now() - startedAt).toBeLessThan(40_000);
      await expectAsBefore();
    });

    if (inFull)
      test('because closing waits behind a table lock does not close the source later', async () => {
        const { source } = topology;
        const result = await switchoverWith(() => hold(source, 'LOCK TABLES app.marks WRITE'));
        expect(result).toMatchObject({ outcome: 'undone', error: { details: {} }, waysOut: [] });
        await waitFor(
          'no statement that closes the source to be left',
          () => source.query("SELECT ID FROM information_schema.PROCESSLIST WHERE INFO LIKE 'SET GLOBAL%read_only%'"),
          (rows) => rows.length === 0,
        );
        for (const connection of opened.splice(0)) connection.destroy();
        await writer.progress();
        expect(await source.value('SELECT @@global.read_only')).toBe(0);
        await expectAsBefore();
      });

    if (inFull)
      test('because the operator stops it is undone', async () => {
        const result = await switchoverWith(() => Promise.reject(new Error('stop')));
        expect(result).toMatchObject({ outcome: 'undone', error: { code: 'cancelled' }, waysOut: [] });
        await expectAsBefore();
      });

    if (inFull)
      test('because an XA transaction is prepared is undone', async () => {
        const { source } = topology;
        const result = await switchoverWith(async () => {
          const connection = await source.connect({ user: 'root', socketPath: source.spec.socket });
          opened.push(connection);
          for (const sql of ["XA START 'a'", "UPDATE app.marks SET value = 'xa'", "XA END 'a'", "XA PREPARE 'a'"])
            await connection.query(sql);
        });
        expect(result).toMatchObject({
          outcome: 'undone',
          error: { code: 'step-failed', details: { step: family === 'mysql56' ? 'no-prepared' : 'final-position' } },
        });
        if (family === 'mysql56') for (const connection of opened.splice(0)) await connection.query("XA ROLLBACK 'a'");
        else await source.query("XA ROLLBACK 'a'");
        await expectAsBefore();
      });
  });
}
