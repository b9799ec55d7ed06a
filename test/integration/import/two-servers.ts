import type { Flavour } from '../../../shared/domain/flavour.ts';
import type { TestServer } from '../../kit/test-server.ts';
import { startTopology, type Topology } from '../../kit/topology.ts';
import { createLoader } from './load-into.ts';

/** One server whose databases are dumped, and one that dumps go to; both take writes. */
export interface TwoServers {
  readonly topology: Topology;
  readonly family: Flavour;
  readonly source: TestServer;
  readonly target: TestServer;
}

export async function startTwoServers(
  family: Flavour,
  more: Readonly<Record<string, string | number | true | null>> = {},
): Promise<TwoServers> {
  const open = family === 'mysql' ? { 'super-read-only': 'OFF' } : {};
  const topology = await startTopology({
    family,
    positions: family === 'mysql56' ? 'file' : 'gtid',
    replicas: 0,
    standalone: 1,
    settings: { 'read-only': 'OFF', ...open, ...more },
  });
  const [target] = topology.standalone;
  if (target === undefined) throw new Error('there is no other server');
  await createLoader(target);
  return { topology, family, source: topology.source, target };
}

/** Sends statements over one session of root. */
export async function runAll(server: TestServer, statements: readonly string[]): Promise<void> {
  const connection = await server.connect({ user: 'root', socketPath: server.spec.socket });
  try {
    for (const sql of statements) {
      await connection.query(sql).catch((error: unknown) => {
        throw new Error(`${sql.slice(0, 300)}: ${String(error)}`);
      });
    }
  } finally {
    await connection.end();
  }
}
