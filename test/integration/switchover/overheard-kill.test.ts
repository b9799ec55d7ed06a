import type { Connection } from 'mysql2/promise';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createConnector } from '../../../electron/engine/connections/connector.ts';
import type { Connector, Session } from '../../../electron/engine/connections/session.ts';
import { startEngine, type TestEngine } from '../../kit/engine.ts';
import { describeOn } from '../../kit/families.ts';
import type { TestServer } from '../../kit/test-server.ts';
import { startTopology, testAccounts, type Topology } from '../../kit/topology.ts';

/** As a server whose threads are all about to read their next statement: each overhears its first KILL. */
class OverhearingConnector implements Connector {
  readonly overheard = new Set<string>();
  readonly #connector = createConnector();

  async open(...call: Parameters<Connector['open']>): Promise<Session> {
    const session = await this.#connector.open(...call);
    return {
      server: session.server,
      connectionId: session.connectionId,
      get closed() {
        return session.closed;
      },
      query: (sql, options) => {
        const isFirst = sql.startsWith('KILL ') && !this.overheard.has(sql);
        if (isFirst) this.overheard.add(sql);
        return isFirst ? Promise.resolve([]) : session.query(sql, options);
      },
      close: () => session.close(),
    };
  }
}

for (const family of ['mariadb', 'mysql56'] as const) {
  await describeOn(family, 'sessions that overhear a KILL', () => {
    let topology: Topology;
    let signalbox: TestEngine;
    let connection: Connection;
    const connector = new OverhearingConnector();

    beforeEach(async () => {
      topology = await startTopology({ family, positions: 'file', replicas: 1 });
      signalbox = await startEngine(topology, { parts: { connector } });
      const { user, password } = testAccounts.application;
      connection = await topology.source.connect({ user, password });
    });
    afterEach(async () => {
      connection.destroy();
      await signalbox.stop();
      await topology.stop();
    });

    test('are killed again until they are gone', async () => {
      const [, candidate] = topology.servers as readonly [TestServer, TestServer];
      const result = await signalbox.switchover(candidate.address);
      expect(connector.overheard.size).toBeGreaterThan(0);
      expect(result).toMatchObject({ outcome: 'done', error: null });
      expect(result.writeBlockedMs).toBeLessThan(5000);
      await expect(connection.query('SELECT 1')).rejects.toThrow();
    });
  });
}
