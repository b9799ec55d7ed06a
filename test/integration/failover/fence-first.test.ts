import { afterAll, beforeAll, expect, test } from 'vitest';
import type { GuardResult } from '../../../shared/guards/verdict.ts';
import { missingWrites, storedWrites } from '../../kit/acknowledged-writes.ts';
import { ContinuousWriter } from '../../kit/continuous-writer.ts';
import type { OperationResult } from '../../../shared/plans/outcome.ts';
import { startEngine, type TestEngine } from '../../kit/engine.ts';
import { describeOn } from '../../kit/families.ts';
import { startTopology, type Topology } from '../../kit/topology.ts';
import type { TestServer } from '../../kit/test-server.ts';
import { waitFor } from '../../kit/wait-for.ts';
import { writableOverlaps } from '../../kit/writable-overlap.ts';
import { WriteProber } from '../../kit/write-prober.ts';

for (const family of ['mariadb', 'mysql'] as const) {
  await describeOn(family, 'a master that answers and can’t be closed', () => {
    let topology: Topology;
    let signalbox: TestEngine;
    beforeAll(async () => {
      topology = await startTopology({ family, positions: 'gtid', replicas: 2 });
      signalbox = await startEngine(topology, {
        seeds: topology.servers.map(({ address }) => address),
        configuration: `hooks:\n  power: { at: fence, command: ['${process.execPath}', '-e', '${program()}'] }`,
      });
    });
    afterAll(async () => {
      await signalbox.stop();
      await topology.stop();
    });

    test('is fenced first where the operator says so, and replaced only once it can’t be reached', async () => {
      const usual = await signalbox.previewFailover();
      expect(gone(usual.guards)).toMatchObject({ verdict: 'block' });
      expect(gone(usual.guards).cure).toContain('--fence');
      const asked = await signalbox.previewFailover({ fence: true });
      expect(gone(asked.guards)).toMatchObject({ verdict: 'loss' });
      expect(asked.steps.findIndex(({ id }) => id === 'hook-fence:power')).toBeLessThan(
        asked.steps.findIndex(({ id }) => id.startsWith('stop-receiver:')),
      );
      const writer = new ContinuousWriter(topology.servers);
      const prober = new WriteProber(topology.servers);
      await prober.start();
      await writer.start();
      await writer.progress(20);
      const fenced = await signalbox.failover({ fence: true });
      // It went on writing until it was fenced: where another slave got more of that, the plan is undone and made anew.
      const result = fenced.outcome === 'undone' ? await again() : fenced;
      expect(result.guards.filter(({ verdict }) => verdict === 'block')).toEqual([]);
      expect(result).toMatchObject({ outcome: 'done', error: null, leftBehind: [] });
      await writer.progress();
      const [writes, probes] = [await writer.stop(), await prober.stop()];
      expect(writableOverlaps(probes)).toEqual([]);
      const next = await openServer();
      const problems = missingWrites(writes, await storedWrites(next));
      expect(problems.filter((problem) => !/is gone|increments/.test(problem))).toEqual([]);
      expect(topology.source.pid === null || !isRunning(topology.source.pid)).toBe(true);
    });

    async function openServer(): Promise<TestServer> {
      for (const server of topology.replicas)
        if ((await server.value('SELECT @@global.read_only')) === 0) return server;
      throw new Error('no server is open');
    }

    async function again(): Promise<OperationResult> {
      await waitFor(
        'the evidence',
        () => signalbox.previewFailover(),
        ({ evidence }) => evidence?.conclusion.kind === 'dead',
      );
      return signalbox.failover();
    }

    /** Takes the master off by its process, as a power switch would. */
    function program(): string {
      return `process.kill(${String(topology.source.pid)}, "SIGKILL")`;
    }
  });
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function gone(guards: readonly GuardResult[]): GuardResult {
  const found = guards.find(({ code }) => code === 'source-not-gone');
  if (found === undefined) throw new Error('nobody asked whether it is gone');
  return found;
}
