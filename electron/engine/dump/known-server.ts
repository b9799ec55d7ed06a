import type { ClusterConfiguration } from '../../../shared/domain/configuration.ts';
import { SignalboxError } from '../../../shared/domain/errors.ts';
import { factOf, type IdentityFacts, type PrivilegesFacts } from '../../../shared/domain/facts.ts';
import type { SettingsFacts, StatusFacts } from '../../../shared/domain/facts.ts';
import type { ServerId } from '../../../shared/domain/server.ts';
import type { Session } from '../connections/session.ts';
import type { ClusterLook } from '../discovery/cluster-reader.ts';
import { resolveServer } from '../operations/resolve-server.ts';
import { connectWithinMs, dumpVariables, type DumpParts } from './dump-parts.ts';

/** A server that answers, and what has to be known of it before it is dumped. */
export interface KnownServer {
  readonly server: ServerId;
  readonly identity: IdentityFacts;
  readonly status: StatusFacts;
  readonly settings: SettingsFacts;
  readonly privileges: PrivilegesFacts | null;
}

/** The server by any of its names. @throws SignalboxError `bad-usage`, `no-server-answered`. */
export function knownServer(look: ClusterLook, named: string): KnownServer {
  const server = resolveServer(look.topology, named, 'bad-usage');
  const facts = look.facts.get(server);
  const [identity, status, settings] = [factOf(facts, 'identity'), factOf(facts, 'status'), factOf(facts, 'settings')];
  if (identity === undefined || status === undefined || settings === undefined) {
    const why = look.unreachable.get(server)?.message ?? 'it can’t be read.';
    throw new SignalboxError('no-server-answered', `${server} can’t be dumped: ${why}`, { server });
  }
  return { server, identity, status, settings, privileges: factOf(facts, 'privileges') ?? null };
}

/** Does something in a session of its own. @throws SignalboxError as opening it, and what `work` throws. */
export async function withSession<T>(
  parts: DumpParts,
  cluster: ClusterConfiguration,
  server: ServerId,
  signal: AbortSignal,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const session = await parts.connector.open(parts.target(cluster, server), {
    connectWithinMs,
    signal,
    variables: dumpVariables,
  });
  try {
    return await work(session);
  } finally {
    await session.close();
  }
}
