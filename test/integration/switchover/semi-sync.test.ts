import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { OperationEvent } from '../../../shared/plans/operation-event.ts';
import type { OperationResult } from '../../../shared/plans/outcome.ts';
import { assertAcknowledgedWritesExist } from '../../kit/acknowledged-writes.ts';
import { ContinuousWriter, type Write } from '../../kit/continuous-writer.ts';
import { startEngine, type TestEngine } from '../../kit/engine.ts';
import { describeOn } from '../../kit/families.ts';
import { PlainSemiSync, semiSyncOn, semiSyncSettings } from '../../kit/semi-sync.ts';
import { differences, snapshot, type ServerSnapshot } from '../../kit/server-snapshot.ts';
import { assertTablesEqual } from '../../kit/table-contents.ts';
import { startTopology, type Topology } from '../../kit/topology.ts';
import { underWrites } from '../../kit/under-writes.ts';
import { waitFor } from '../../kit/wait-for.ts';

const variants = [
  { family: 'mariadb', positions: 'gtid' },
  { family: 'mariadb', positions: 'file' },
  { family: 'mysql', positions: 'gtid' },
  { family: 'mysql', positions: 'file' },
  { family: 'mysql56', positions: 'file' },
] as const;

const timeoutMs = 10_000; // ms, the servers' own: a write that nobody acknowledges waits so long

for (const { family, positions } of variants) {
  await describeOn(family, `semi-sync by ${positions}`, () => {
    let topology: Topology;
    let signalbox: TestEngine;
    let servers: readonly PlainSemiSync[];
    let problem: string | null;
    beforeAll(async () => {
      topology = await startTopology({ family, positions, replicas: 2, settings: semiSyncSettings(family) });
      signalbox = await startEngine(topology);
      servers = topology.servers.map((server) => new PlainSemiSync(server, family));
      problem = (await servers[0]?.problem()) ?? null;
      const [first, second, third] = servers as readonly [PlainSemiSync, PlainSemiSync, PlainSemiSync];
      if (problem === null) await semiSyncOn(first, [second, third]);
    });
    afterAll(async () => {
      await signalbox.stop();
      await topology.stop();
    });

    beforeEach(async () => {
      await topology.source.query('DELETE FROM app.entries');
      await topology.source.query('UPDATE app.counters SET n = 0');
      await topology.settle();
    });

    const three = (): readonly [PlainSemiSync, PlainSemiSync, PlainSemiSync] =>
      servers as readonly [PlainSemiSync, PlainSemiSync, PlainSemiSync];
    const roles = (): Promise<string[]> => Promise.all(servers.map((server) => server.roles()));

    function expectDone(result: OperationResult): void {
      expect(result.guards.filter(({ verdict }) => verdict === 'block')).toEqual([]);
      expect(result).toMatchObject({ outcome: 'done', leftBehind: [], error: null, waysOut: [] });
    }

    /** No write on the new source waited for an acknowledgement that did not come. */
    function expectPrompt(writes: readonly Write[], server: PlainSemiSync): void {
      const there = writes.filter((write) => write.server === server.server.address);
      expect(there.length).toBeGreaterThan(0);
      const waited = there.map(({ sentAt, answeredAt }) => answeredAt - sentAt);
      expect(Math.max(...waited)).toBeLessThan(timeoutMs / 10);
    }

    test('a switchover that is stopped right before the opening restores every role', async (context) => {
      if (problem !== null) return context.skip(problem);
      const [, second, third] = three();
      const before = await Promise.all(topology.servers.map(snapshot));
      const stop = new AbortController();
      const attached: string[] = [];
      const onEvent = (event: OperationEvent): void => {
        if (event.kind !== 'step' || event.step.state !== 'proved') return;
        if (event.step.id.startsWith('start:')) attached.push(event.step.id);
        if (event.step.id === `semi-sync-on:source:${second.server.address}`) stop.abort();
      };
      const writer = new ContinuousWriter(topology.servers);
      await writer.start();
      const result = await signalbox.switchover(second.server.address, { onEvent, signal: stop.signal });
      expect(result).toMatchObject({ outcome: 'undone', waysOut: [] });
      expect(attached).toEqual([`start:${third.server.address}`]);
      await writer.progress();
      const writes = await writer.stop();
      await topology.settle();
      expect(await roles()).toEqual(['S', 'R', 'R']);
      expect(await three()[0].waits()).toEqual({ on: true, clients: 2 });
      const after = await Promise.all(topology.servers.map(snapshot));
      expect(before.flatMap((server, index) => differences(server, after[index] as ServerSnapshot))).toEqual([]);
      await assertAcknowledgedWritesExist(writes, topology.servers);
      await assertTablesEqual(topology.servers);
    });

    test('the roles move with the switch, there and back, and no write waits in vain', async (context) => {
      if (problem !== null) return context.skip(problem);
      const [first, second] = three();
      await underWrites(topology, [second.server], async (writer) => {
        expectDone(await signalbox.switchover(second.server.address));
        await writer.progress();
        expect(await roles()).toEqual(['R', 'S', 'R']);
        expect(await second.waits()).toEqual({ on: true, clients: 2 });
        expectPrompt(writer.log.acknowledged, second);
        expectDone(await signalbox.switchover(first.server.address));
        await writer.progress();
        expect(await roles()).toEqual(['S', 'R', 'R']);
        expect(await first.waits()).toEqual({ on: true, clients: 2 });
        expectPrompt(writer.log.acknowledged, first);
        return first.server;
      });
    });

    test('commits that nobody acknowledges hold up the closing, which is undone', async (context) => {
      if (problem !== null) return context.skip(problem);
      const [first, second, third] = three();
      for (const replica of [second, third]) {
        await replica.switch('replica', false);
        await replica.reconnect();
      }
      await waitFor(
        'nobody to acknowledge',
        () => first.waits(),
        ({ clients }) => clients === 0,
      );
      const client = await first.server.connect({ user: 'root', socketPath: first.server.spec.socket });
      const stuck = client.query("REPLACE INTO app.marks (name, value) VALUES ('stuck', '1')").catch(String);
      const result = await signalbox.switchover(second.server.address);
      expect(result.guards.filter(({ verdict }) => verdict === 'block')).toEqual([]);
      expect(result.guards.find(({ code }) => code === 'semi-sync-stuck')).toMatchObject({ verdict: 'warn' });
      expect(result).toMatchObject({ outcome: 'undone', error: { details: { step: 'close-source' } }, waysOut: [] });
      expect(await first.server.value('SELECT @@global.read_only')).toBe(0);
      expect(await roles()).toEqual(['S', '', '']);
      await first.switch('source', false);
      await stuck;
      await client.end();
      await semiSyncOn(first, [second, third]);
    });
  });
}

for (const family of ['mariadb', 'mysql'] as const) {
  await describeOn(family, 'semi-sync of two servers', () => {
    let topology: Topology;
    let signalbox: TestEngine;
    beforeAll(async () => {
      topology = await startTopology({ family, positions: 'gtid', replicas: 1, settings: semiSyncSettings(family) });
      signalbox = await startEngine(topology);
    });
    afterAll(async () => {
      await signalbox.stop();
      await topology.stop();
    });

    test('the new source waits as soon as the old one acknowledges', async () => {
      const servers = topology.servers.map((server) => new PlainSemiSync(server, family));
      const [first, second] = servers as [PlainSemiSync, PlainSemiSync];
      await semiSyncOn(first, [second]);
      await underWrites(topology, [], async (writer) => {
        const preview = await signalbox.preview(second.server.address);
        expect(preview.guards.find(({ code }) => code === 'semi-sync-acknowledgers')).toMatchObject({
          verdict: 'warn',
        });
        const result = await signalbox.carryOut(preview);
        expect(result).toMatchObject({ outcome: 'done', leftBehind: [], error: null });
        await writer.progress();
        expect([await first.roles(), await second.roles()]).toEqual(['R', 'S']);
        expect(await second.waits()).toEqual({ on: true, clients: 1 });
        const there = writer.log.acknowledged.filter(({ server }) => server === second.server.address);
        expect(there.length).toBeGreaterThan(0);
        expect(Math.max(...there.map(({ sentAt, answeredAt }) => answeredAt - sentAt))).toBeLessThan(timeoutMs / 10);
        return second.server;
      });
    });
  });
}
