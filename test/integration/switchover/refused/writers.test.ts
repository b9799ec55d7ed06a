import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEngine, type TestEngine } from '../../../kit/engine.ts';
import { describeOn } from '../../../kit/families.ts';
import type { TestServer } from '../../../kit/test-server.ts';
import { startTopology, type Topology } from '../../../kit/topology.ts';
import { answerOf, expectRefusal, expectUntouched, saidBy } from './refusal.ts';

for (const family of ['mariadb', 'mysql'] as const) {
  await describeOn(family, 'who else may write:', () => {
    let topology: Topology;
    let signalbox: TestEngine;
    let source: TestServer;
    let candidate: TestServer;
    let other: TestServer;
    let apart: TestServer;
    beforeAll(async () => {
      topology = await startTopology({ family, positions: 'gtid', replicas: 2, standalone: 1 });
      [source, candidate, other, apart] = topology.servers as [TestServer, TestServer, TestServer, TestServer];
      signalbox = await startEngine(topology);
    });
    afterAll(async () => {
      await signalbox.stop();
      await topology.stop();
    });

    /** MariaDB's root writes through read_only, and is named. */
    const always = family === 'mariadb' ? ['write-through-accounts s1'] : [];

    test('a second server that takes writes and follows nobody is refused', async () => {
      const both = await startEngine(topology, { seeds: [source.address, apart.address] });
      await apart.query('SET GLOBAL read_only = OFF');
      const ask = () => both.switchover(candidate.address);
      const result = await expectRefusal(topology, ask, ['two-sources s4']);
      expect(answerOf(result, 'two-sources', apart).cure).toContain('close the other');

      await apart.query('SET GLOBAL read_only = ON');
      const preview = await expectUntouched(topology.servers, () => both.preview(candidate.address));
      expect(saidBy(topology, preview.guards, 'warn')).toEqual(['two-sources s4', ...always]);
      expect(preview.runnable).toBe(true);
      await both.stop();
    });

    test('replicas that are merely writable are warned of, closed first, and closed afterwards', async () => {
      for (const server of [candidate, other]) await server.query('SET GLOBAL read_only = OFF');
      const result = await signalbox.switchover(candidate.address);
      expect(result).toMatchObject({ outcome: 'done', leftBehind: [], error: null });
      expect(saidBy(topology, result.guards, 'warn')).toEqual(['two-writers s2', 'two-writers s3', ...always]);
      const closing = result.steps.filter(({ id }) => id.startsWith('close-replica:')).map(({ server }) => server);
      expect(closing).toEqual([candidate.address, other.address]);
      const readOnly = await Promise.all(topology.servers.map((server) => server.value('SELECT @@global.read_only')));
      expect(readOnly.slice(0, 3)).toEqual([1, 0, 1]);

      expect(await signalbox.switchover(source.address)).toMatchObject({ outcome: 'done', leftBehind: [] });
      await topology.settle();
    });

    test('a replica with a write of its own that is still writable is refused', async () => {
      await other.query('SET GLOBAL read_only = OFF');
      await other.query("INSERT INTO app.marks (name, value) VALUES ('own', 'x')");
      const result = await expectRefusal(topology, () => signalbox.switchover(candidate.address), ['two-writers s3']);
      expect(answerOf(result, 'two-writers', other).message).toContain('writes of its own');
      await close(other);
    });

    test('its write, once it is closed, is only warned of', async () => {
      const preview = await expectUntouched(topology.servers, () => signalbox.preview(candidate.address));
      expect(saidBy(topology, preview.guards, 'block')).toEqual([]);
      expect(saidBy(topology, preview.guards, 'warn')).toEqual(['errant-transactions s3', ...always]);
    });

    test('a candidate with a write of its own is refused', async () => {
      await candidate.query('SET GLOBAL read_only = OFF');
      await candidate.query("INSERT INTO app.marks (name, value) VALUES ('errant', 'x')");
      await close(candidate);
      const ask = () => signalbox.switchover(candidate.address);
      const result = await expectRefusal(topology, ask, ['errant-transactions s2']);
      expect(answerOf(result, 'errant-transactions', candidate).message).toContain('does not have');
    });

    async function close(server: TestServer): Promise<void> {
      await server.query(`SET GLOBAL ${family === 'mysql' ? 'super_read_only' : 'read_only'} = ON`);
    }
  });
}
