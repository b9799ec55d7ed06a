import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEngine, type TestEngine } from '../../../kit/engine.ts';
import { describeOn } from '../../../kit/families.ts';
import type { TestServer } from '../../../kit/test-server.ts';
import { startTopology, type Topology } from '../../../kit/topology.ts';
import { answerOf, expectRefusal } from './refusal.ts';

for (const family of ['mariadb', 'mysql'] as const) {
  await describeOn(family, 'a switchover is refused when', () => {
    let topology: Topology;
    let signalbox: TestEngine;
    let source: TestServer;
    let candidate: TestServer;
    let other: TestServer;
    beforeAll(async () => {
      topology = await startTopology({ family, positions: 'gtid', replicas: 2 });
      [source, candidate, other] = topology.servers as [TestServer, TestServer, TestServer];
      signalbox = await startEngine(topology, { seeds: topology.servers.map(({ address }) => address) });
    });
    afterAll(async () => {
      await signalbox.stop();
      await topology.stop();
    });

    const refuse = (...blocks: readonly string[]) =>
      expectRefusal(topology, () => signalbox.switchover(candidate.address), blocks);

    test('two servers have the same server_id', async () => {
      await other.query('SET GLOBAL server_id = 2');
      const result = await refuse('duplicate-server-id');
      const { message } = answerOf(result, 'duplicate-server-id', null);
      for (const server of [candidate, other]) expect(message).toContain(server.address);
      await other.query('SET GLOBAL server_id = 3');
    });

    if (family === 'mysql') {
      test.each(['source', 'candidate', 'other'] as const)('the gtid_mode of the %s is not ON', async (which) => {
        const server = { source, candidate, other }[which];
        await server.query('SET GLOBAL gtid_mode = ON_PERMISSIVE');
        const result = await refuse(`gtid-mode ${server.name}`);
        expect(answerOf(result, 'gtid-mode', server).message).toContain('gtid_mode=ON_PERMISSIVE');
        await server.query('SET GLOBAL gtid_mode = ON');
      });

      test('the candidate has purged what another replica has not applied yet', async () => {
        const holder = await other.connect({ user: 'root', socketPath: other.spec.socket });
        await holder.query('LOCK TABLES app.marks READ');
        await source.query("REPLACE INTO app.marks VALUES ('purged', 'x')");
        await topology.settle([candidate]);
        await candidate.query('FLUSH LOCAL BINARY LOGS');
        const logs = await candidate.query('SHOW BINARY LOGS');
        await candidate.query(`PURGE BINARY LOGS TO '${String(logs.at(-1)?.['Log_name'])}'`);
        const result = await refuse('gtids-purged s3');
        expect(answerOf(result, 'gtids-purged', other).message).toMatch(/lacks: [0-9a-f-]{36}:\d+/);
        await holder.end();
        await topology.settle();
      });
    }
  });
}

await describeOn('mysql', 'a switchover by file and offset is refused', () => {
  let topology: Topology;
  let signalbox: TestEngine;
  beforeAll(async () => {
    topology = await startTopology({ family: 'mysql', positions: 'file', replicas: 1 });
    signalbox = await startEngine(topology);
  });
  afterAll(async () => {
    await signalbox.stop();
    await topology.stop();
  });

  test('when the old source could not take what the candidate will log', async () => {
    const [candidate] = topology.replicas as [TestServer];
    for (const mode of ['OFF_PERMISSIVE', 'ON_PERMISSIVE']) await candidate.query(`SET GLOBAL gtid_mode = ${mode}`);
    const ask = () => signalbox.switchover(candidate.address);
    const result = await expectRefusal(topology, ask, ['gtid-mode s1']);
    expect(answerOf(result, 'gtid-mode', topology.source).message).toContain('gtid_mode=OFF and can');
    await candidate.query('SET GLOBAL gtid_mode = OFF_PERMISSIVE');
    expect((await signalbox.preview(candidate.address)).runnable).toBe(true);
  });
});
