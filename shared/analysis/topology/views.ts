import type { ChannelFacts } from '../../domain/channel.ts';
import { serverRules, type ClusterConfiguration } from '../../domain/configuration.ts';
import type { ErrorCode } from '../../domain/error-codes.ts';
import {
  factOf,
  readingOf,
  type FactsByServer,
  type GtidFacts,
  type ServerFacts,
  type StatusFacts,
} from '../../domain/facts.ts';
import { shortVersion, type ServerId } from '../../domain/server.ts';
import type { ChannelView, Role, ServerView } from '../../domain/topology.ts';
import { resolveSource } from './addresses.ts';
import { lagOf, type PositionSample } from './lag.ts';
import { rolesOf } from './roles.ts';

/** Why a server can't be read. */
export interface Unreachable {
  readonly code: ErrorCode;
  readonly message: string;
}

export interface ViewsInput {
  readonly cluster: ClusterConfiguration;
  /** Of every server; of one that can't be read, what was last seen of it (no readings when never). */
  readonly facts: FactsByServer;
  readonly unreachable: ReadonlyMap<ServerId, Unreachable>;
  /** Servers whose last reading is too old to rely on. */
  readonly stale: ReadonlySet<ServerId>;
  /** Samples of the sources' positions. */
  readonly history: ReadonlyMap<ServerId, readonly PositionSample[]>;
}

/** Servers as they are shown: sources first, then by address, so that the order holds between polls. */
export function serverViews(input: ViewsInput): readonly ServerView[] {
  const roles = rolesOf(
    [...input.facts.values()].map((server) => ({
      id: server.server,
      answers: !input.unreachable.has(server.server),
      writable: writableOf(factOf(server, 'status')),
      sources: (factOf(server, 'status')?.channels ?? []).map((channel) =>
        resolveSource(input.facts, server.server, channel),
      ),
    })),
  );
  return [...input.facts.values()]
    .map((server) => viewOf(server, roles.get(server.server) ?? 'standalone', input))
    .sort((a, b) => rank[a.role] - rank[b.role] || compareAddresses(a.id, b.id));
}

const rank: Record<Role, number> = { source: 0, standalone: 1, intermediate: 2, replica: 2, unreachable: 2 };

function compareAddresses(a: ServerId, b: ServerId): number {
  return a.localeCompare(b, 'en', { numeric: true });
}

function viewOf(server: ServerFacts, role: Role, input: ViewsInput): ServerView {
  const status = factOf(server, 'status');
  const unreachable = input.unreachable.get(server.server) ?? null;
  const rules = serverRules(input.cluster, server.server, server.aliases);
  return {
    id: server.server,
    address: server.server,
    aliases: server.aliases,
    label: rules.label,
    ...identityView(server),
    role,
    reason: unreachable,
    readAt: status === undefined ? null : (readingOf(server, 'status')?.readAt ?? null),
    stale: input.stale.has(server.server),
    uptimeS: status?.uptimeS ?? null,
    writable: unreachable === null ? writableOf(status) : null,
    superReadOnly: status?.superReadOnly ?? null,
    position: status === undefined ? null : positionView(status),
    channels: (status?.channels ?? []).map((channel) => channelView(channel, server, input)),
    promotion: rules.promotion,
    site: rules.site,
  };
}

function identityView(server: ServerFacts): Pick<ServerView, 'hostname' | 'family' | 'version' | 'serverId' | 'uuid'> {
  const identity = factOf(server, 'identity');
  return {
    hostname: identity?.hostname ?? null,
    family: identity?.version.family ?? null,
    version: identity === undefined ? null : shortVersion(identity.version),
    serverId: identity?.serverId ?? null,
    uuid: identity?.uuid ?? null,
  };
}

/** super_read_only implies read_only; offline_mode drops ordinary accounts. */
function writableOf(status: StatusFacts | undefined): boolean | null {
  return status === undefined ? null : !status.readOnly && status.offlineMode !== true;
}

function positionView(status: StatusFacts): ServerView['position'] {
  return {
    file: status.position?.file ?? null,
    offset: status.position?.offset ?? null,
    gtid: ownGtid(status.gtid),
  };
}

/** What a server has, as its own GTID position; null where GTIDs are not used. */
export function ownGtid(gtid: GtidFacts): string | null {
  switch (gtid.kind) {
    case 'mysql':
      return gtid.executed === '' ? null : gtid.executed;
    case 'mariadb':
      return gtid.currentPos === '' ? null : gtid.currentPos;
    case 'none':
      return null;
  }
}

function channelView(channel: ChannelFacts, server: ServerFacts, input: ViewsInput): ChannelView {
  const source = resolveSource(input.facts, server.server, channel);
  const status = factOf(server, 'status');
  return {
    name: channel.name,
    source,
    io: channel.io,
    sql: channel.sql,
    executed: channel.executed,
    received: channel.received,
    gtid: channel.receivedGtid,
    positioning: channel.positioning,
    lag: input.unreachable.has(server.server)
      ? { seconds: null, kind: 'unknown' }
      : lagOf({
          channel,
          readAt: readingOf(server, 'status')?.readAt ?? 0,
          gtid: status === undefined ? null : ownGtid(status.gtid),
          history: input.history.get(source) ?? [],
        }),
    delayS: channel.delayS,
    error: errorView(channel),
    filters: channel.filters,
  };
}

function errorView(channel: ChannelFacts): ChannelView['error'] {
  if (channel.ioError !== null) return { ...channel.ioError, thread: 'io' };
  return channel.sqlError === null ? null : { ...channel.sqlError, thread: 'sql' };
}
