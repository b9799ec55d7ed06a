import { afterAll, beforeAll, expect, test } from 'vitest';
import { createConnector } from '../../../electron/engine/connections/connector.ts';
import type { Connector } from '../../../electron/engine/connections/session.ts';
import { SignalboxError } from '../../../shared/domain/errors.ts';
import type { Conclusion } from '../../../shared/domain/evidence.ts';
import type { GuardResult } from '../../../shared/guards/verdict.ts';
import { ContinuousWriter } from '../../kit/continuous-writer.ts';
import { startEngine, testCluster, type TestEngine } from '../../kit/engine.ts';
import { describeOn } from '../../kit/families.ts';
import { TcpProxy } from '../../kit/tcp-proxy.ts';
import type { TestServer } from '../../kit/test-server.ts';
import { startTopology, testAccounts, type Topology } from '../../kit/topology.ts';
import { waitFor } from '../../kit/wait-for.ts';

const heartbeatS = 2; // s, so that a silence is one after 4 s, while a connection is given up after 60 s

for (const family of ['mariadb', 'mysql'] as const) {
  await describeOn(family, 'is the master dead?', () => {
    const cut = new Set<string>();
    let topology: Topology;
    let signalbox: TestEngine;
    beforeAll(async () => {
      topology = await startTopology({ family, positions: 'gtid', replicas: 2 });
      for (const replica of topology.replicas) await change(replica, topology.source.port);
      await topology.settle();
      signalbox = await startEngine(topology, {
        seeds: topology.servers.map(({ address }) => address),
        configuration: 'poll_interval: 500ms',
        parts: { connector: withoutWayTo(cut) },
      });
    });
    afterAll(async () => {
      await signalbox.stop();
      await topology.stop();
    });

    test('it answers: a switchover is what is wanted', async () => {
      const { evidence, guards } = await signalbox.previewFailover();
      expect(evidence?.conclusion.kind).toBe('answers');
      expect(guardOf(guards, 'source-not-gone').cure).toContain('switch over');
      expect((await signalbox.failover()).outcome).toBe('refused');
    });

    test('full of connections: it lives, and failing over is refused with the cure', async () => {
      const { source } = topology;
      const { application } = testAccounts;
      await source.query('SET GLOBAL max_connections = 12');
      const account = { user: application.user, password: application.password, port: source.port };
      const held = [];
      for (let tries = 0; tries < 20; tries += 1) held.push(await source.connect(account).catch(() => null));
      const root = { user: 'root', socketPath: source.spec.socket };
      held.push(await source.connect(root).catch(() => null));
      const { evidence, guards, runnable } = await signalbox.previewFailover();
      for (const connection of held) connection?.destroy();
      await source.query('SET GLOBAL max_connections = 100');
      expect(evidence?.conclusion.kind).toBe('refuses');
      expect(guardOf(guards, 'source-not-gone')).toMatchObject({ verdict: 'block' });
      expect(runnable).toBe(false);
    });

    test('only our way to it is broken: refused while slaves hear of it, also when nobody writes', async () => {
      const writer = new ContinuousWriter(topology.servers);
      await writer.start();
      cut.add(topology.source.address);
      const busy = await signalbox.previewFailover();
      await writer.stop();
      expect(busy.evidence?.conclusion.kind).toBe('heard-by-replicas');
      expect(guardOf(busy.guards, 'source-not-gone').verdict).toBe('block');
      const seen: (Conclusion['kind'] | undefined)[] = [];
      while (seen.length < 5) seen.push((await signalbox.previewFailover()).evidence?.conclusion.kind);
      cut.clear();
      expect(seen.filter((kind) => kind !== 'too-early' && kind !== 'heard-by-replicas')).toEqual([]);
    });

    test('black-holed without a reset: recognised after two heartbeats although its slaves say Yes', async () => {
      const proxy = new TcpProxy(topology.source.port);
      const { port } = await proxy.start();
      for (const replica of topology.replicas) await change(replica, port);
      await topology.settle();
      const throughProxy = await startEngine(topology, { seeds: topology.replicas.map(({ address }) => address) });
      expect((await throughProxy.previewFailover()).evidence?.conclusion.kind).toBe('answers');
      proxy.swallow();
      const preview = await until(throughProxy, 'hangs');
      const { witnesses } = preview.evidence ?? { witnesses: [] };
      expect(witnesses.map(({ io }) => io)).toEqual(['yes', 'yes']);
      expect(witnesses.every(({ silentS }) => silentS >= 2 * heartbeatS)).toBe(true);
      expect(guardOf(preview.guards, 'source-not-gone').verdict).toBe('warn');
      await throughProxy.stop();
      await proxy.close();
      const { source } = topology;
      for (const replica of topology.replicas) await change(replica, source.port);
      await topology.settle();
    });

    // Half a minute of waiting for a server that says nothing; what is asked there does not differ by family.
    const once = family === 'mariadb' ? test : null;
    once?.('frozen: it hangs, and is replaced; when it goes on, the duty closes it', async () => {
      const { source } = topology;
      source.pause();
      const preview = await until(signalbox, 'hangs');
      expect(preview.evidence?.witnesses.every(({ silentS }) => silentS >= 2 * heartbeatS)).toBe(true);
      const result = await signalbox.failover({ dutyHours: 1 });
      expect(result.guards.filter(({ verdict }) => verdict === 'block')).toEqual([]);
      expect(result).toMatchObject({ outcome: 'done', leftBehind: [], error: null });
      const end = new AbortController();
      const watching = signalbox.engine.watch(testCluster, () => undefined, end.signal);
      source.resume();
      await waitFor(
        'the duty',
        () => source.value('SELECT @@global.read_only').catch(() => null),
        (value) => value === 1,
      );
      end.abort();
      await watching;
    });

    /** Until the evidence says so; before that it never says more than that it is too early. */
    async function until(engine: TestEngine, kind: Conclusion['kind']) {
      const seen: (Conclusion['kind'] | undefined)[] = [];
      const preview = await waitFor(
        kind,
        () => engine.previewFailover({ dutyHours: 1 }),
        ({ evidence }) => {
          seen.push(evidence?.conclusion.kind);
          return evidence?.conclusion.kind === kind;
        },
      );
      expect(seen.filter((found) => found !== kind && found !== 'too-early' && found !== 'heard-by-replicas')).toEqual(
        [],
      );
      return preview;
    }

    /** Follows the source through that port, with heartbeats as often as the tests want them. */
    async function change(replica: TestServer, port: number): Promise<void> {
      const [verb, word, prefix] =
        family === 'mysql'
          ? ['CHANGE REPLICATION SOURCE TO', 'REPLICA', 'SOURCE_']
          : ['CHANGE MASTER TO', 'SLAVE', 'MASTER_'];
      const gtid = family === 'mysql' ? 'SOURCE_AUTO_POSITION = 1' : 'MASTER_USE_GTID = slave_pos';
      const named = ["HOST = '127.0.0.1'", `PORT = ${String(port)}`, `HEARTBEAT_PERIOD = ${String(heartbeatS)}`];
      await replica.query(`STOP ${word}`);
      await replica.query(`${verb} ${[...named.map((part) => prefix + part), gtid].join(', ')}`);
      await replica.query(`START ${word}`);
    }
  });
}

/** As if the network between here and these servers were down; between the servers it works. */
function withoutWayTo(cut: ReadonlySet<string>): Connector {
  const connector = createConnector();
  return {
    open: (target, options) =>
      cut.has(target.server)
        ? Promise.reject(
            new SignalboxError('server-unreachable', `${target.server} can’t be reached: no route.`, {
              server: target.server,
              details: { reason: 'EHOSTUNREACH' },
            }),
          )
        : connector.open(target, options),
  };
}

function guardOf(guards: readonly GuardResult[], code: string): GuardResult {
  const found = guards.find((guard) => guard.code === code);
  if (found === undefined) throw new Error(`${code} was not asked: ${guards.map((guard) => guard.code).join(', ')}`);
  return found;
}
