import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FailoverPreview } from '../../../shared/plans/failover-view.ts';
import type { GuardResult } from '../../../shared/guards/verdict.ts';
import { startEngine, testCluster, type TestEngine } from '../../kit/engine.ts';
import { describeOn } from '../../kit/families.ts';
import type { TestServer } from '../../kit/test-server.ts';
import { startTopology, type Topology } from '../../kit/topology.ts';
import { waitFor } from '../../kit/wait-for.ts';

await describeOn('mysql', 'a failover that is refused, or a loss that is said', () => {
  let topology: Topology;
  let signalbox: TestEngine;
  let servers: readonly [TestServer, TestServer, TestServer, TestServer];
  beforeAll(async () => {
    topology = await startTopology({ family: 'mysql', positions: 'gtid', replicas: 3 });
    servers = topology.servers as typeof servers;
    signalbox = await startEngine(topology);
    await signalbox.engine.record(testCluster, null, 'before', AbortSignal.timeout(20_000));
    const [master, , behind, strayed] = servers;
    await behind.query('STOP REPLICA IO_THREAD');
    await strayed.query('SET GLOBAL super_read_only = OFF');
    await strayed.query("REPLACE INTO app.marks VALUES ('own', 'write')");
    await strayed.query('SET GLOBAL super_read_only = ON');
    await topology.settle([servers[1], strayed], master);
    await strayed.query('STOP REPLICA IO_THREAD');
    await topology.settle([servers[1]], master);
    await master.kill();
    await waitFor(
      'the evidence',
      () => signalbox.previewFailover(),
      ({ evidence }) => evidence?.conclusion.kind === 'dead',
    );
  });
  afterAll(async () => {
    await signalbox.stop();
    await topology.stop();
  });

  test('the slaves are known from the journal, although the only seed is what died', async () => {
    const { candidates, evidence } = await signalbox.previewFailover();
    expect(candidates.map(({ server }) => server).toSorted()).toEqual(
      servers
        .slice(1)
        .map(({ address }) => address)
        .toSorted(),
    );
    expect(evidence?.witnesses).toHaveLength(3);
  });

  test('sets that don’t nest block, until one branch is left behind by name, as a loss', async () => {
    const [, ahead, , strayed] = servers;
    const apart = await signalbox.previewFailover({ to: ahead.address });
    expect(guardOf(apart, 'gtid-sets-apart')).toMatchObject({ verdict: 'block' });
    expect(guardOf(apart, 'gtid-sets-apart').message).toContain(strayed.address);
    const chosen = await signalbox.previewFailover({ to: ahead.address, leaveBehind: [strayed.address] });
    expect(guardOf(chosen, 'gtid-sets-apart').verdict).toBe('pass');
    expect(guardOf(chosen, 'left-behind-has-more')).toMatchObject({ verdict: 'loss', server: strayed.address });
    expect(chosen.planId).not.toBeNull();
    expect(chosen.runnable).toBe(false);
  });

  test('one that wrote by itself is a loss to be accepted, not silently the most advanced', async () => {
    const preview = await signalbox.previewFailover({ to: servers[3].address });
    expect(guardOf(preview, 'candidate-own-transactions')).toMatchObject({ verdict: 'loss' });
    const usual = await signalbox.previewFailover({ to: servers[1].address });
    expect(guardOf(usual, 'candidate-own-transactions').verdict).toBe('pass');
  });

  test('one that is not the most advanced gets the rest first, and says what it lacks', async () => {
    const [, ahead, behind, strayed] = servers;
    const preview = await signalbox.previewFailover({ to: behind.address, leaveBehind: [strayed.address] });
    const guard = guardOf(preview, 'candidate-not-most-advanced');
    expect(guard.verdict).toBe('pass');
    expect(guard.message).toMatch(
      new RegExp(`${ahead.address} has \\d+ transactions? .*from the log of ${ahead.address}`),
    );
    expect(preview.steps.map(({ id }) => id)).toContain('salvage');
    expect(preview.candidates.find(({ server }) => server === behind.address)?.lacks).toMatch(/transaction/);
  });

  test('a minority that answers is a loss', async () => {
    const [, ahead, behind, strayed] = servers;
    await ahead.kill();
    await strayed.kill();
    const preview = await waitFor(
      'a minority',
      () => signalbox.previewFailover(),
      (seen) => seen.candidate === behind.address,
    );
    expect(guardOf(preview, 'minority-reachable')).toMatchObject({ verdict: 'loss' });
    expect(guardOf(preview, 'minority-reachable').message).toContain(ahead.address);
    expect(guardOf(preview, 'source-not-gone').verdict).toBe('loss');
  });
});

function guardOf({ guards }: FailoverPreview, code: string): GuardResult {
  const found = guards.find((guard) => guard.code === code);
  if (found === undefined) throw new Error(`${code} was not asked: ${guards.map((guard) => guard.code).join(', ')}`);
  return found;
}
