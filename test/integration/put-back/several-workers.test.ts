import { afterEach, beforeEach, expect, test } from 'vitest';
import type { OperationResult } from '../../../shared/plans/outcome.ts';
import type { PutBackPreview } from '../../../shared/plans/put-back-view.ts';
import { assertAcknowledgedWritesExist } from '../../kit/acknowledged-writes.ts';
import { beginLogWith, breaksAgain, PlainReplica } from '../../kit/classic.ts';
import { ContinuousWriter } from '../../kit/continuous-writer.ts';
import { startEngine, type TestEngine } from '../../kit/engine.ts';
import { describeOn } from '../../kit/families.ts';
import { assertTablesEqual } from '../../kit/table-contents.ts';
import type { TestServer } from '../../kit/test-server.ts';
import { startTopology, type Topology } from '../../kit/topology.ts';
import { waitFor } from '../../kit/wait-for.ts';

/** The replica ignores these, so that a worker gets past them without a trace in its data or log. */
const passedOver = ['UPDATE app.ignored SET n = n + 1', 'UPDATE app.ignored SET n = n - 1'];

const stumbles = Array.from({ length: 20 }, (_, index) => index + 1);

/** What the server says to any CHANGE after an error or a kill of several workers. */
const refusal = /MTA mode/;

await describeOn('mysql', 'put back where several workers were stopped by an error or a kill', () => {
  let topology: Topology;
  let signalbox: TestEngine;
  let source: TestServer;
  let replica: TestServer;
  let plain: PlainReplica;
  let writer: ContinuousWriter;
  beforeEach(async () => {
    const settings = { 'replicate-wild-ignore-table': 'app.ignored%', 'skip-replica-start': 'ON' };
    topology = await startTopology({ family: 'mysql', positions: 'file', replicas: 1, settingsOf: { s2: settings } });
    signalbox = await startEngine(topology, { seeds: topology.servers.map(({ address }) => address) });
    [source, replica] = topology.servers as readonly [TestServer, TestServer];
    plain = new PlainReplica(replica, 'mysql');
    await plain.start();
    await makeTables();
    await beginLogWith(source, [...passedOver, breaksAgain]);
    writer = new ContinuousWriter([source]);
    await writer.start();
    await writer.progress(20);
  });
  afterEach(async () => {
    await writer.stop();
    await signalbox.stop();
    await topology.stop();
  });

  test('the classic breaks behind what a worker has passed over: RESET, then put back', async () => {
    await plain.stop();
    const record = await signalbox.record(replica.address);
    await writer.progress();
    await replica.query("CHANGE REPLICATION SOURCE TO SOURCE_HOST = '127.0.0.1', SOURCE_DELAY = 1");
    await plain.start();
    await plain.broken();
    await plain.stop();
    await expect(plain.changeHostOnly()).rejects.toThrow(refusal);
    const before = await kept();
    const preview = await signalbox.previewPutBack(record);
    expect(preview).toMatchObject({ provedBy: 'record-stopped', runnable: true });
    expect(preview.steps.map(({ id }) => id)).toContain('reset-progress');
    const { operation, records } = await putBackAndCompare(preview);
    expect(await kept()).toEqual(before);
    const undo = signalbox.engine.previewUndo({ operation: operation ?? '', accept: [] }, AbortSignal.timeout(20_000));
    const taken = records.before.map((id) => signalbox.engine.journalRecord(id));
    const recordBefore = taken.find(({ server }) => server === replica.address)?.id;
    await expect(undo).rejects.toMatchObject({ code: 'way-closed', details: { recordBefore } });
  });

  test('a record of what an error stopped is a low-water mark: nothing of it is repeated', async () => {
    await breakInTheMiddle();
    const record = await signalbox.record(replica.address);
    const shown = `${await plain.status('Relay_Master_Log_File')}:${await plain.status('Exec_Master_Log_Pos')}`;
    await plain.stop();
    await replica.query('RESET REPLICA'); // as the server advises
    await plain.changeHostOnly();
    await plain.start();
    await plain.broken();
    await mend();
    const preview = await signalbox.previewPutBack(record);
    expect(preview.guards.filter((guard) => guard.verdict === 'block')).toEqual([]);
    expect(preview).toMatchObject({ provedBy: 'binlog-tail', runnable: true });
    expect(`${String(preview.position?.file)}:${String(preview.position?.offset)}`).not.toBe(shown);
    await putBackAndCompare(preview);
  });

  test('killed under writes: change master says what to do, put back does it', async () => {
    const record = await signalbox.record(replica.address);
    await writer.progress(60);
    await replica.kill();
    await replica.start();
    await expect(replica.query('CHANGE REPLICATION SOURCE TO SOURCE_DELAY = 0')).rejects.toThrow(refusal);
    const change = await signalbox.previewChangeMaster(replica.address, `localhost:${String(source.port)}`);
    const blocks = change.guards.filter(({ verdict }) => verdict === 'block').map(({ code }) => code);
    expect(blocks).toContain('workers-left-open');
    const preview = await signalbox.previewPutBack(record);
    expect(preview.guards.filter((guard) => guard.verdict === 'block')).toEqual([]);
    expect(preview.steps.map(({ id }) => id)).toContain('reset-progress');
    await putBackAndCompare(preview);
  });

  test('a gap that workers have left, whatever order they keep now: refused', async () => {
    await writer.stop();
    await topology.settle();
    await plain.stop();
    await replica.query('SET GLOBAL replica_preserve_commit_order = OFF');
    await replica.query('SET GLOBAL replica_parallel_workers = 2'); // one hangs, the other keeps the order of the rest
    await replica.query('SET GLOBAL super_read_only = OFF');
    const session = await replica.connect({ user: 'root', socketPath: replica.spec.socket });
    await session.query('BEGIN');
    await session.query('SELECT n FROM app.stumble WHERE id = 1 FOR UPDATE');
    await source.query('UPDATE app.counters SET n = n + 1'); // the first one of a start goes alone
    for (const id of stumbles) await source.query(`UPDATE app.stumble SET n = n + 1 WHERE id = ${String(id)}`);
    await plain.start();
    const others = () => replica.value('SELECT SUM(n) FROM app.stumble');
    await waitFor('all but the first to be applied', others, (sum) => Number(sum) === stumbles.length - 1);
    await replica.kill(); // order and workers are the usual ones again from its next start on
    session.destroy();
    await replica.start();
    const record = await signalbox.record(replica.address);
    await replica.query('RESET REPLICA');
    await plain.changeHostOnly();
    await plain.start();
    await plain.broken();
    const preview = await signalbox.previewPutBack(record);
    expect(preview).toMatchObject({ planId: null, runnable: false, provedBy: null });
    const blocks = preview.guards.filter(({ verdict }) => verdict === 'block');
    expect(blocks).toEqual([expect.objectContaining({ code: 'stop-point' })]);
    expect(blocks[0]?.message).toContain('its workers may not have kept the order');
  });

  test('undone after RESET, it stands where its data stands', { timeout: 120_000 }, async () => {
    await breakInTheMiddle();
    const record = await signalbox.record(replica.address);
    const preview = await signalbox.previewPutBack(record);
    expect(preview.guards.filter(({ verdict }) => verdict === 'block')).toEqual([]);
    expect(preview.steps.map(({ id }) => id)).toContain('reset-progress');
    await source.query("ALTER USER 'repl'@'%' ACCOUNT LOCK");
    const result = await signalbox.carryOut(preview);
    expect(result).toMatchObject({ outcome: 'undone' });
    const at = `${await plain.status('Relay_Master_Log_File')}:${await plain.status('Exec_Master_Log_Pos')}`;
    expect(at).toBe(`${String(preview.position?.file)}:${String(preview.position?.offset)}`);
    await source.query("ALTER USER 'repl'@'%' ACCOUNT UNLOCK");
    await mend();
    await putBackAndCompare(await signalbox.previewPutBack(record));
  });

  /** The one that the replica ignores is there too, so that both have the same tables. */
  async function makeTables(): Promise<void> {
    await replica.query('SET GLOBAL super_read_only = OFF');
    await replica.query('SET SESSION sql_log_bin = 0');
    for (const server of [source, replica]) {
      await server.query('CREATE TABLE app.ignored (id INT PRIMARY KEY, n INT NOT NULL)');
      await server.query('INSERT INTO app.ignored VALUES (1, 0)');
    }
    await replica.query('SET GLOBAL super_read_only = ON');
    await source.query('CREATE TABLE app.stumble (id INT PRIMARY KEY, n INT NOT NULL)');
    await source.query(`INSERT INTO app.stumble VALUES ${stumbles.map((id) => `(${String(id)}, 0)`).join(', ')}`);
  }

  /** A row is missing on the replica: transactions before it are committed above the executed position. */
  async function breakInTheMiddle(): Promise<void> {
    await replica.query('STOP REPLICA SQL_THREAD');
    await replica.query('SET GLOBAL super_read_only = OFF');
    await replica.query('DELETE FROM app.stumble WHERE id = 1');
    await writer.progress(10);
    await source.query('UPDATE app.stumble SET n = n + 1 WHERE id = 1');
    await replica.query('START REPLICA SQL_THREAD');
    await plain.broken();
  }

  async function mend(): Promise<void> {
    await replica.query('INSERT INTO app.stumble VALUES (1, 0)');
    await replica.query('SET GLOBAL super_read_only = ON');
  }

  /** What RESET must not take away, or what is put back. */
  async function kept() {
    const [connection] = await replica.query('SELECT * FROM performance_schema.replication_connection_configuration');
    const [applier] = await replica.query('SELECT * FROM performance_schema.replication_applier_configuration');
    return { connection, applier, filters: await plain.status('Replicate_Wild_Ignore_Table') };
  }
  async function putBackAndCompare(preview: PutBackPreview): Promise<OperationResult> {
    const result = await signalbox.carryOut(preview);
    expect(result).toMatchObject({ outcome: 'done', error: null, waysOut: [] });
    const writes = await writer.stop();
    await topology.settle();
    await assertAcknowledgedWritesExist(writes, topology.servers);
    await assertTablesEqual(topology.servers);
    return result;
  }
});
