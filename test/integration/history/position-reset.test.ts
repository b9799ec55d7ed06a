import { afterAll, beforeAll, expect, test } from 'vitest';
import { flavours, type Flavour } from '../../../shared/domain/flavour.ts';
import { startEngine, type TestEngine } from '../../kit/engine.ts';
import { describeOn } from '../../kit/families.ts';
import type { TestServer } from '../../kit/test-server.ts';
import { startTopology, type Topology } from '../../kit/topology.ts';
import { resetOn, Watching } from './watching.ts';

for (const family of flavours) {
  const says = wordsOf(family);

  await describeOn(family, 'a bare CHANGE MASTER by a plain client, file and offset', () => {
    let topology: Topology;
    let engine: TestEngine;
    let watching: Watching;
    let seen: TestServer;
    let unseen: TestServer;

    beforeAll(async () => {
      topology = await startTopology({ family, positions: 'file', replicas: 2 });
      [seen, unseen] = topology.replicas as [TestServer, TestServer];
      for (let at = 0; at < 3; at += 1) {
        await topology.source.query('FLUSH BINARY LOGS');
        await topology.source.query("UPDATE app.counters SET n = n + 1 WHERE name = 'writes'");
      }
      await topology.settle();
      engine = await startEngine(topology, { configuration: 'poll_interval: 500ms\nsample_interval: 1s' });
      watching = new Watching(engine.engine);
      await watching.until(
        'every server',
        ({ servers }) => servers.length === 3 && servers.every((s) => s.reason === null),
      );
    });
    afterAll(async () => {
      await watching.end();
      await engine.stop();
      await topology.stop();
    });

    /** Where the plain client sees the channel. */
    const executed = async (server: TestServer): Promise<{ file: string; offset: number }> => {
      const [row = {}] = await server.query(says.status);
      return { file: String(row[says.file]), offset: Number(row[says.offset]) };
    };

    test('is told within two polls, with the record of the place where it was seen to stop', async () => {
      await seen.query(says.stop);
      const stoppedAt = await executed(seen);
      await watching.twoPolls();
      const records = watching.records(seen.address, 'thread-stopped');
      expect(records).toHaveLength(1);
      expect(records[0]?.channels[0]).toMatchObject({ io: 'no', sql: 'no', executed: stoppedAt });
      expect(records[0]?.before?.channels[0]).toMatchObject({ io: 'yes', sql: 'yes' });

      const look = await whileHeldBack(seen, async () => {
        await seen.query(says.change);
        await seen.query(says.start);
        return watching.twoPolls();
      });
      expect(resetOn(look, seen.address)?.details).toMatchObject({
        proof: 'stopped-record',
        record: records[0]?.id,
        was: stoppedAt,
      });
      expect(resetOn(look, seen.address)?.severity).toBe('critical');
    });

    test('names a lower bound where the stop was not seen', async () => {
      await watching.twoPolls(); // so that the next one is a whole interval away
      const before = await executed(unseen);
      const look = await whileHeldBack(unseen, async () => {
        await Promise.all([says.stop, says.change, says.start].map((sql) => unseen.query(sql)));
        return watching.twoPolls();
      });
      const { details } = resetOn(look, unseen.address) ?? {};
      expect(details).toMatchObject({ proof: 'running-record', was: before });
      const [record] = watching.records(unseen.address, 'position-backwards');
      expect(details?.record).toBe(record?.id);
      expect(record?.before?.channels[0]?.executed).toEqual(before);
    });

    test('stays when the replica has caught up, and when Signalbox was started again', async () => {
      await watching.twoPolls();
      await watching.end();
      const look = await engine.engine.topology('test', AbortSignal.timeout(20_000));
      expect(resetOn(look, seen.address)).toBeDefined();
      watching = new Watching(engine.engine);
      expect(resetOn(await watching.twoPolls(), unseen.address)).toBeDefined();
      expect(watching.records(unseen.address, 'position-backwards')).toHaveLength(1);
      expect(engine.engine.verifyJournal().ok).toBe(true);
    });
  });

  if (family === 'mysql56') continue; // its GTIDs are not part of what is supported

  await describeOn(family, 'a bare CHANGE MASTER by a plain client, GTID', () => {
    test('is harmless and no finding', async () => {
      await using topology = await startTopology({ family, positions: 'gtid', replicas: 1 });
      const [replica] = topology.replicas as [TestServer];
      await topology.source.query('FLUSH BINARY LOGS');
      await topology.settle();
      const engine = await startEngine(topology, { configuration: 'poll_interval: 500ms' });
      const watching = new Watching(engine.engine);
      await watching.until('the replica', ({ servers }) => servers.length === 2);
      for (const sql of [says.stop, says.change]) await replica.query(sql);
      const stopped = await watching.twoPolls();
      await replica.query(says.start);
      const look = await watching.twoPolls();
      await watching.end();
      await engine.stop();
      expect(stopped.findings.map(({ code }) => code)).toEqual(['replication-stopped']);
      expect(look.findings).toEqual([]);
    });
  });
}

/** Keeps the applier from going through the logs faster than two polls: a table that it needs is locked. */
async function whileHeldBack<T>(server: TestServer, work: () => Promise<T>): Promise<T> {
  const session = await server.connect({ user: 'root', socketPath: server.spec.socket });
  try {
    await session.query('LOCK TABLES app.counters READ');
    return await work();
  } finally {
    await session.end();
  }
}

function wordsOf(family: Flavour) {
  return family === 'mysql'
    ? {
        stop: 'STOP REPLICA',
        start: 'START REPLICA',
        change: "CHANGE REPLICATION SOURCE TO SOURCE_HOST='127.0.0.1'",
        status: 'SHOW REPLICA STATUS',
        file: 'Relay_Source_Log_File',
        offset: 'Exec_Source_Log_Pos',
      }
    : {
        stop: 'STOP SLAVE',
        start: 'START SLAVE',
        change: "CHANGE MASTER TO MASTER_HOST='127.0.0.1'",
        status: 'SHOW SLAVE STATUS',
        file: 'Relay_Master_Log_File',
        offset: 'Exec_Master_Log_Pos',
      };
}
