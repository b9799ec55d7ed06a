import { afterAll, beforeAll, expect, test } from 'vitest';

import type { Family } from '../../../shared/domain/server.ts';
import type { ClusterTopology } from '../../../shared/domain/topology.ts';
import { describeOn } from '../../kit/families.ts';
import type { TestServer } from '../../kit/test-server.ts';
import { startTopology, testAccounts, type Topology } from '../../kit/topology.ts';
import { waitFor } from '../../kit/wait-for.ts';
import { clusterOf, readerOf, viewOf } from './cluster.ts';

const families: readonly Family[] = ['mariadb', 'mysql'];

/** A watch that keeps what it saw. */
class Watch {
  readonly seen: ClusterTopology[] = [];
  readonly #end = new AbortController();
  #ended: Promise<void> = Promise.resolve();

  start(topology: Topology): this {
    const reader = readerOf({
      bounds: { connectWithinMs: 1000, statementWithinMs: 2500 },
      tiers: { replicasEveryMs: 1000, settingsEveryMs: 1000 },
    });
    const cluster = clusterOf([topology.source.address]);
    this.#ended = reader.watch(cluster, (seen) => void this.seen.push(seen), this.#end.signal);
    return this;
  }

  /** Waits for a topology in which something holds. */
  async until(what: string, holds: (topology: ClusterTopology) => boolean): Promise<ClusterTopology> {
    const last = () => Promise.resolve(this.seen.at(-1));
    const found = await waitFor(what, last, (topology) => topology !== undefined && holds(topology));
    if (found === undefined) throw new Error(what);
    return found;
  }

  async end(): Promise<void> {
    this.#end.abort();
    await this.#ended;
  }
}

for (const family of families) {
  await describeOn(family, 'polling', () => {
    let topology: Topology;
    let watch: Watch;

    beforeAll(async () => {
      topology = await startTopology({ family, positions: 'gtid', standalone: 1 });
      watch = new Watch().start(topology);
      await watch.until(
        'all servers',
        ({ servers }) => servers.length === 3 && servers.every((s) => s.reason === null),
      );
    });
    afterAll(async () => {
      await watch.end();
      await topology.stop();
    });

    const connections = (server: TestServer) =>
      server.value(`SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE USER = '${testAccounts.operate.user}'`);

    test('uses one connection a server', async () => {
      const before = watch.seen.length;
      await watch.until('three more polls', () => watch.seen.length > before + 3);
      for (const server of [topology.source, ...topology.replicas]) expect(await connections(server)).toBe(1);
    });

    test('measures the lag of a replica whose applier is held up', async () => {
      const [replica] = topology.replicas;
      if (replica === undefined) throw new Error('no replica');
      const holder = await replica.connect({ user: 'root', socketPath: replica.spec.socket });
      await holder.query('FLUSH TABLES WITH READ LOCK');
      await topology.source.query("UPDATE app.counters SET n = n + 1 WHERE name = 'writes'");
      const lagOf = (seen: ClusterTopology) => viewOf(seen, replica.address).channels[0]?.lag;
      const behind = await watch.until('a measured lag', (seen) => (lagOf(seen)?.seconds ?? 0) >= 2);
      expect(lagOf(behind)?.kind).toBe('measured');
      const other = behind.servers.find(({ id, role }) => role === 'replica' && id !== replica.address);
      expect(other?.channels[0]?.lag.seconds).toBeLessThan(2);
      await holder.query('UNLOCK TABLES');
      await holder.end();
      await watch.until('the lag to go', (seen) => lagOf(seen)?.seconds === 0);
    });

    test('does not wait for a hung server nor ask it twice, and shows it stale, then unreachable, then back', async () => {
      const [hung, other] = topology.replicas;
      if (hung === undefined || other === undefined) throw new Error('no replicas');
      hung.pause();
      const frozenAt = viewOf(await watch.until('a poll', () => true), other.address).readAt ?? 0;
      await watch.until('the hung server to be stale', (seen) => viewOf(seen, hung.address).stale);
      const gone = await watch.until(
        'the hung server to be given up',
        (seen) => viewOf(seen, hung.address).reason !== null,
      );
      expect(viewOf(gone, hung.address)).toMatchObject({ role: 'unreachable', reason: { code: 'server-timeout' } });
      expect(viewOf(gone, hung.address).channels[0]?.source).toBe(topology.source.address);
      const otherReadings = new Set(watch.seen.map((seen) => viewOf(seen, other.address).readAt ?? 0));
      expect([...otherReadings].filter((at) => at > frozenAt).length).toBeGreaterThan(4);
      hung.resume();
      await watch.until('the server to be back', (seen) => viewOf(seen, hung.address).reason === null);
      await expect.poll(() => connections(hung)).toBe(1);
    });

    test('finds a server that joins', async () => {
      const [joining] = topology.standalone;
      if (joining === undefined) throw new Error('no standalone server');
      await topology.attach(joining, topology.source);
      const grown = await watch.until('the new server', ({ servers }) => servers.length === 4);
      expect(viewOf(grown, joining.address).role).toBe('replica');
    });

    test('shows a source that dies as dead, and as a source when it is back', async () => {
      const at = topology.source.address;
      await topology.source.kill();
      const dead = await watch.until('the finding', ({ findings }) =>
        findings.some(({ code }) => code === 'master-dead'),
      );
      expect(viewOf(dead, at)).toMatchObject({ role: 'unreachable', writable: null });
      expect(viewOf(dead, at).position?.file).toMatch(/^binlog\./);
      await topology.source.start();
      const back = await watch.until('the source to be back', (seen) => viewOf(seen, at).reason === null);
      expect(viewOf(back, at).role).toBe('source');
    });

    test('ends its connections when it ends', async () => {
      await watch.end();
      for (const server of topology.servers) await expect.poll(() => connections(server)).toBe(0);
    });
  });
}
