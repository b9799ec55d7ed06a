import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEngine, type TestEngine } from '../../../kit/engine.ts';
import { describeOn } from '../../../kit/families.ts';
import { snapshot } from '../../../kit/server-snapshot.ts';
import type { TestServer } from '../../../kit/test-server.ts';
import { startTopology, type Topology } from '../../../kit/topology.ts';
import { waitFor } from '../../../kit/wait-for.ts';
import { answerOf, expectRefusal } from './refusal.ts';
import { delay, start, stop, tamper } from './threads.ts';

for (const family of ['mariadb', 'mysql'] as const) {
  await describeOn(family, 'a switchover is refused when', () => {
    let topology: Topology;
    let signalbox: TestEngine;
    let source: TestServer;
    let candidate: TestServer;
    let other: TestServer;
    let apart: TestServer;
    beforeAll(async () => {
      topology = await startTopology({ family, positions: 'gtid', replicas: 2, standalone: 1 });
      [source, candidate, other, apart] = topology.servers as [TestServer, TestServer, TestServer, TestServer];
      signalbox = await startEngine(topology, {
        seeds: [source.address, apart.address],
        configuration: 'lag_limit: 1s',
      });
    });
    afterAll(async () => {
      await signalbox.stop();
      await topology.stop();
    });

    const refuse = (blocks: readonly string[], to = candidate) =>
      expectRefusal(topology, () => signalbox.switchover(to.address), blocks);

    test('the candidate is the source itself', async () => {
      const result = await refuse(['candidate-not-direct-replica s1'], source);
      expect(answerOf(result, 'candidate-not-direct-replica', source).message).toContain('is the {source} already');
    });

    test('the candidate replicates from nobody', async () => {
      const result = await refuse(['candidate-not-direct-replica s4'], apart);
      expect(answerOf(result, 'candidate-not-direct-replica', apart).message).toContain('replicates from nobody');
    });

    test('the candidate is a replica of a replica', async () => {
      await topology.attach(apart, other);
      await topology.settle([apart]);
      const result = await refuse(['candidate-not-direct-replica s4'], apart);
      expect(answerOf(result, 'candidate-not-direct-replica', apart).message).toContain('itself a {replica}');
    });

    test.each(['IO_THREAD', 'SQL_THREAD'] as const)('the %s of the candidate is stopped', async (thread) => {
      await stop(candidate, thread);
      // Until its workers' next checkpoint MySQL still tells a lag.
      await waitFor('the lag to be unknown', secondsBehind, (seconds) => seconds === null);
      const result = await refuse(['candidate-behind s2', 'replication-not-running s2']);
      const [io, sql] = thread === 'IO_THREAD' ? ['no', 'yes'] : ['yes', 'no'];
      expect(answerOf(result, 'replication-not-running', candidate).message).toContain(`IO ${io}, SQL ${sql}`);
      await start(candidate);
    });

    test.each([
      {
        number: 1062,
        before: [],
        broken: "REPLACE INTO app.marks VALUES ('row', 'here')",
        write: "INSERT INTO app.marks VALUES ('row', 'there')",
      },
      {
        number: 1032,
        before: ["REPLACE INTO app.marks VALUES ('row', 'here')"],
        broken: "DELETE FROM app.marks WHERE name = 'row'",
        write: "UPDATE app.marks SET value = 'there' WHERE name = 'row'",
      },
    ])('the candidate stopped with error $number', async ({ number, before, broken, write }) => {
      for (const sql of before) await source.query(sql);
      await topology.settle();
      await tamper(candidate, broken);
      await source.query(write);
      await waitFor(
        'the SQL thread to stop',
        () => snapshot(candidate),
        ({ channels }) => channels[0]?.sql === 'No',
      );
      const result = await refuse(['candidate-behind s2', 'replication-not-running s2']);
      expect(answerOf(result, 'replication-not-running', candidate).message).toContain(`error ${String(number)}`);
      // the accident taken back, the change is applied as it was meant
      await tamper(
        candidate,
        number === 1062 ? "DELETE FROM app.marks WHERE name = 'row'" : "INSERT INTO app.marks VALUES ('row', 'here')",
      );
      await start(candidate);
      await source.query("DELETE FROM app.marks WHERE name = 'row'");
      await topology.settle();
    });

    test('the candidate is delayed on purpose', async () => {
      await delay(candidate, family, 3600);
      const result = await refuse(['candidate-delayed s2']);
      expect(answerOf(result, 'candidate-delayed', candidate).message).toContain('3600 s behind on purpose');
      await delay(candidate, family, 0);
    });

    test('the candidate is further behind than the limit', async () => {
      const holder = await candidate.connect({ user: 'root', socketPath: candidate.spec.socket });
      await holder.query('LOCK TABLES app.marks READ');
      await source.query("REPLACE INTO app.marks VALUES ('row', 'late')");
      await waitFor('the lag to grow', secondsBehind, (seconds) => Number(seconds) >= 3);
      const result = await refuse(['candidate-behind s2']);
      const { message, cure } = answerOf(result, 'candidate-behind', candidate);
      expect(message).toContain('over the limit of 1 s');
      expect(cure).toContain('lag_limit');
      await holder.end();
      await topology.settle();
    });

    test('another replica does not replicate; not when it is left behind by name', async () => {
      await stop(other);
      const result = await refuse(['replication-not-running s3']);
      expect(answerOf(result, 'replication-not-running', other).cure).toContain(`--leave-behind ${other.address}`);
      const preview = await signalbox.preview(candidate.address, { leaveBehind: [other.address] });
      expect(preview.runnable).toBe(true);
      await start(other);
    });

    async function secondsBehind(): Promise<string | number | null> {
      const [row] = await candidate.query(family === 'mysql' ? 'SHOW REPLICA STATUS' : 'SHOW SLAVE STATUS');
      return row?.['Seconds_Behind_Source'] ?? row?.['Seconds_Behind_Master'] ?? null;
    }
  });
}
