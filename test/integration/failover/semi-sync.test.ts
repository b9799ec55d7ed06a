import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OperationEvent } from '../../../shared/plans/operation-event.ts';
import { storedWrites } from '../../kit/acknowledged-writes.ts';
import { ContinuousWriter } from '../../kit/continuous-writer.ts';
import { startEngine, type TestEngine } from '../../kit/engine.ts';
import { describeOn } from '../../kit/families.ts';
import { PlainSemiSync, semiSyncOn, semiSyncSettings } from '../../kit/semi-sync.ts';
import { assertTablesEqual } from '../../kit/table-contents.ts';
import { startTopology, type Topology } from '../../kit/topology.ts';
import { waitFor } from '../../kit/wait-for.ts';
import { writableOverlaps } from '../../kit/writable-overlap.ts';
import { WriteProber } from '../../kit/write-prober.ts';

const variants = [
  { family: 'mariadb', positions: 'gtid' },
  { family: 'mariadb', positions: 'file' },
  { family: 'mysql', positions: 'gtid' },
  { family: 'mysql', positions: 'file' },
] as const;

const timeoutMs = 10_000; // ms, the servers' own: a write that nobody acknowledges waits so long

for (const { family, positions } of variants) {
  await describeOn(family, `a failover with semi-sync by ${positions}`, () => {
    let topology: Topology;
    let signalbox: TestEngine;
    let servers: readonly PlainSemiSync[];
    beforeAll(async () => {
      topology = await startTopology({ family, positions, replicas: 3, settings: semiSyncSettings(family) });
      signalbox = await startEngine(topology, { seeds: topology.servers.map(({ address }) => address) });
      servers = topology.servers.map((server) => new PlainSemiSync(server, family));
      const [first, ...others] = servers as [PlainSemiSync, ...PlainSemiSync[]];
      await semiSyncOn(first, others);
    });
    afterAll(async () => {
      await signalbox.stop();
      await topology.stop();
    });

    const roles = (some: readonly PlainSemiSync[]): Promise<string[]> =>
      Promise.all(some.map((server) => server.roles()));
    const at = (address: string | null): PlainSemiSync => {
      const found = servers.find(({ server }) => server.address === address);
      if (found === undefined) throw new Error(`no server ${String(address)}`);
      return found;
    };

    const seenDead = () =>
      waitFor(
        'the evidence',
        () => signalbox.previewFailover(),
        ({ evidence }) => evidence?.conclusion.kind === 'dead',
      );

    test('no acknowledged write is lost, none waits in vain, and the old master acknowledges when it is back', async () => {
      const [first] = servers as [PlainSemiSync];
      const writer = new ContinuousWriter(topology.servers);
      const prober = new WriteProber(topology.servers);
      await prober.start();
      await writer.start();
      await writer.progress(40);
      // A commit that nobody has acknowledged yet would be in the old master's log alone, and rightly refuse its rejoin.
      await first.server.query('FLUSH TABLES WITH READ LOCK');
      await first.server.kill();
      const preview = await seenDead();
      expect(preview.guards.filter(({ code }) => code.startsWith('semi-sync'))).toMatchObject([
        { code: 'semi-sync-roles', verdict: 'pass' },
        { code: 'semi-sync-only-copy', verdict: 'pass' },
      ]);
      const next = at(preview.candidate);
      const others = servers.filter((server) => server !== first && server !== next);

      const stop = new AbortController();
      const onEvent = (event: OperationEvent): void => {
        if (event.kind !== 'step' || event.step.state !== 'proved') return;
        if (event.step.id === `semi-sync-on:source:${next.server.address}`) stop.abort();
      };
      const undone = await signalbox.failover({ to: next.server.address, onEvent, signal: stop.signal });
      expect(undone).toMatchObject({ outcome: 'undone', waysOut: [] });
      expect(await roles([next, ...others])).toEqual(['R', 'R', 'R']);

      await seenDead(); // pointed away and back, their counters have moved
      const result = await signalbox.failover({ to: next.server.address });
      expect(result.guards.filter(({ verdict }) => verdict === 'block')).toEqual([]);
      expect(result).toMatchObject({ outcome: 'done', leftBehind: [], error: null, waysOut: [] });
      await writer.progress();
      expect(await roles([next, ...others])).toEqual(['S', 'R', 'R']);
      expect(await next.waits()).toEqual({ on: true, clients: 2 });
      const writes = await writer.stop();
      const there = writes.acknowledged.filter(({ server }) => server === next.server.address);
      expect(there.length).toBeGreaterThan(0);
      expect(Math.max(...there.map(({ sentAt, answeredAt }) => answeredAt - sentAt))).toBeLessThan(timeoutMs / 10);
      expect(writableOverlaps(await prober.stop())).toEqual([]);
      const held = new Set((await storedWrites(next.server)).entries.map(({ token }) => token));
      expect(writes.acknowledged.filter(({ token }) => !held.has(token))).toEqual([]);
      await topology.settle(
        others.map(({ server }) => server),
        next.server,
      );
      await assertTablesEqual([next, ...others].map(({ server }) => server));

      await first.server.start();
      await first.switch('source', true);
      const back = await signalbox.rejoin(first.server.address);
      expect(back.guards.filter(({ verdict }) => verdict === 'block')).toEqual([]);
      expect(back).toMatchObject({ outcome: 'done', leftBehind: [], error: null });
      expect(await roles([first, next])).toEqual(['R', 'S']);
      expect(await next.waits()).toEqual({ on: true, clients: 3 });
      expect(signalbox.engine.verifyJournal().ok).toBe(true);
    });
  });
}

for (const family of ['mariadb', 'mysql'] as const) {
  await describeOn(family, 'a failover with semi-sync and nobody left to acknowledge', () => {
    let topology: Topology;
    let signalbox: TestEngine;
    beforeAll(async () => {
      topology = await startTopology({ family, positions: 'gtid', replicas: 2, settings: semiSyncSettings(family) });
      signalbox = await startEngine(topology, { seeds: topology.servers.map(({ address }) => address) });
    });
    afterAll(async () => {
      await signalbox.stop();
      await topology.stop();
    });

    test('names the silent slave as what may hold the only copy, and opens without waiting', async () => {
      const servers = topology.servers.map((server) => new PlainSemiSync(server, family));
      const [first, second, third] = servers as [PlainSemiSync, PlainSemiSync, PlainSemiSync];
      await semiSyncOn(first, [second, third]);
      await signalbox.previewFailover(); // it has been seen, with both its slaves
      await third.server.kill();
      await first.server.kill();
      const preview = await waitFor(
        'the evidence',
        () => signalbox.previewFailover(),
        ({ evidence }) => evidence?.conclusion.kind === 'dead',
      );
      const semiSync = preview.guards.filter(({ code }) => code.startsWith('semi-sync'));
      expect(semiSync).toMatchObject([
        { code: 'semi-sync-roles', verdict: 'warn' },
        { code: 'semi-sync-only-copy', verdict: 'loss' },
      ]);
      expect(semiSync[1]?.message).toContain(third.server.address);
      const result = await signalbox.failover();
      expect(result).toMatchObject({ outcome: 'done', error: null, waysOut: [] });
      expect(await second.roles()).toBe('');
      const startedAt = performance.now();
      await second.server.query("REPLACE INTO app.marks (name, value) VALUES ('first', '1')");
      expect(performance.now() - startedAt).toBeLessThan(timeoutMs / 10);

      await first.server.start();
      await first.switch('source', true);
      const back = await signalbox.rejoin(first.server.address);
      expect(back.guards.filter(({ verdict }) => verdict === 'block')).toEqual([]);
      expect(back).toMatchObject({ outcome: 'done', error: null });
      expect([await first.roles(), await second.roles()]).toEqual(['R', 'S']);
      expect(await second.waits()).toEqual({ on: true, clients: 1 });
    });
  });
}
