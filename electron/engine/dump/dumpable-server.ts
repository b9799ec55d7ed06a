import type { DumpableServer } from '../../../shared/domain/dump.ts';
import { amountsIn, databasesOf } from './contents.ts';
import type { DumpParts } from './dump-parts.ts';
import { keepStoppedHolds } from './dump-plan.ts';
import { knownServer, withSession } from './known-server.ts';

/**
 * What of a server can be dumped. Changes nothing.
 * @throws SignalboxError `cluster-unknown`, `bad-usage` (server, or one without databases), `no-server-answered`.
 */
export async function dumpableServer(
  parts: DumpParts,
  { cluster: name, from }: { readonly cluster: string; readonly from: string },
  signal: AbortSignal,
): Promise<DumpableServer> {
  const cluster = await parts.cluster(name);
  const { server, status } = knownServer(await parts.look(cluster, signal), from);
  return withSession(parts, cluster, server, signal, async (session) => {
    const databases = await databasesOf(session, null);
    const amounts = await amountsIn(session, databases);
    const none = amounts === null ? { tables: null, bytes: null } : { tables: 0, bytes: 0 };
    return {
      server,
      databases: databases.map((database) => ({ name: database, ...(amounts?.get(database) ?? none) })),
      keepStoppedHolds: keepStoppedHolds(status),
    };
  });
}
