import type { Commands, Transport } from '../../dialects/commands.ts';
import type { Address } from '../../domain/address.ts';
import type { ClusterConfiguration } from '../../domain/configuration.ts';
import { factOf, type FactsByServer, type IdentityFacts, type StatusFacts } from '../../domain/facts.ts';
import type { Json } from '../../domain/json.ts';
import { parseGtidSet, subtractGtidSets, formatGtidSet } from '../../domain/gtid/mysql-gtid-set.ts';
import { atLeast, type ServerId } from '../../domain/server.ts';
import { stopPointOf, type StopPoint } from '../../guards/stop-point.ts';
import type { PlaceInLog } from '../change-master/evidence.ts';
import { followersOf, type Following } from './followers.ts';
import type { Start } from './start.ts';

/** What was found out besides facts. */
export interface AttachEvidence {
  /** What the coordinate is in the log of the server that is to be followed; null by GTID. */
  readonly place: PlaceInLog | null;
  /** MariaDB: the GTID position that the oldest binary log there begins after. */
  readonly firstGtid: string | null;
}

/** Everything that the plan is built from. */
export interface AttachInput {
  readonly cluster: ClusterConfiguration;
  readonly server: ServerId;
  readonly to: ServerId;
  /** As the new channel is to name it. */
  readonly address: Address;
  readonly start: Start;
  /** Where it begins and why, in words. */
  readonly because: string;
  readonly dropsOwnLog: boolean;
  /** It may filter, by its configuration. */
  readonly withFilters: boolean;
  readonly facts: FactsByServer;
  readonly commands: (server: ServerId) => Commands;
  /** Every server that answers, for the records. */
  readonly recorded: readonly ServerId[];
}

/** The channel of a server that has none yet. */
export const newChannel = '';

export function statusOf({ facts }: Pick<AttachInput, 'facts'>, server: ServerId): StatusFacts {
  const status = factOf(facts.get(server), 'status');
  if (status === undefined) throw new Error(`the plan needs the status of ${server}`);
  return status;
}

export function identityOf({ facts }: Pick<AttachInput, 'facts'>, server: ServerId): IdentityFacts {
  const identity = factOf(facts.get(server), 'identity');
  if (identity === undefined) throw new Error(`the plan needs the identity of ${server}`);
  return identity;
}

/** The channel that the new one is made like: of another replica of the same source, else the source's own. */
export function mirrorOf({ facts, to, server }: Pick<AttachInput, 'facts' | 'to' | 'server'>): Following | null {
  const [beside] = followersOf(facts, to).filter((following) => following.server !== server);
  if (beside !== undefined) return beside;
  const [own] = factOf(facts.get(to), 'status')?.channels ?? [];
  return own === undefined ? null : { server: to, channel: own };
}

/** The account of the new channel; '' where none is known. */
export function userOf(input: Pick<AttachInput, 'cluster' | 'facts' | 'to' | 'server'>): string {
  return input.cluster.replication?.user ?? mirrorOf(input)?.channel.user ?? '';
}

/** Where its password may be kept readable; null: nowhere. */
export function passwordKept(
  input: Pick<AttachInput, 'facts' | 'to' | 'server'>,
): { readonly server: ServerId; readonly channel: string } | null {
  const mirror = mirrorOf(input);
  return mirror === null ? null : { server: mirror.server, channel: mirror.channel.name };
}

/** Like the channel beside it. Without one and without encryption MySQL 8 needs the source's public key to log in. */
export function transportOf(input: AttachInput): Transport {
  const channel = mirrorOf(input)?.channel;
  const { version } = identityOf(input, input.server);
  return {
    tls: channel?.tls.enabled ?? false,
    getPublicKey: channel?.getPublicKey ?? (version.family === 'mysql' && atLeast(version, 8)),
    connectRetryS: channel?.connectRetryS ?? 60,
    retryCount: channel?.retryCount ?? null,
  };
}

/** How the new channel asks its source. */
export function positioningOf(input: AttachInput): 'file' | 'auto-position' | 'slave_pos' {
  if (input.start.kind === 'file') return 'file';
  return identityOf(input, input.server).version.family === 'mariadb' ? 'slave_pos' : 'auto-position';
}

/** What the server says that it holds once its own log is dropped, if it is; null without GTIDs. */
export function holdsBefore(input: AttachInput): string | null {
  const { gtid } = stopPointOf(statusOf(input, input.server), newChannel);
  return gtid !== null && input.dropsOwnLog && statusOf(input, input.server).gtid.kind === 'mysql' ? '' : gtid;
}

/** What it has to be told of the data in it; null where it says that already, or begins by file and offset. */
export function toBeTold(input: AttachInput): { readonly gtid: string; readonly added: boolean } | null {
  const { start } = input;
  const before = holdsBefore(input) ?? '';
  if (start.kind !== 'gtid' || before === start.gtid) return null;
  const isMysql = statusOf(input, input.server).gtid.kind === 'mysql';
  if (!isMysql || before === '') return { gtid: start.gtid, added: false };
  const [wanted, has] = [parseGtidSet(start.gtid), parseGtidSet(before)];
  if (wanted === null || has === null) throw new Error('the guards make sure that both sets can be read');
  return { gtid: formatGtidSet(subtractGtidSets(wanted, has)), added: true };
}

/**
 * Where its applier begins. By file and offset a MariaDB server without a GTID position takes that of the place from its
 * source as soon as it receives (seen on 10.11): then the place alone tells whether anything was applied.
 */
export function beginsAt(input: AttachInput): StopPoint {
  const { start } = input;
  return start.kind === 'file'
    ? { ...start.position, gtid: holdsNothing(input) ? null : holdsBefore(input) }
    : { file: null, offset: null, gtid: start.gtid };
}

function holdsNothing(input: AttachInput): boolean {
  return statusOf(input, input.server).gtid.kind === 'mariadb' && holdsBefore(input) === '';
}

/** What shapes the plan: who is who, settings and where it begins. Equal facts give equal JSON. */
export function attachShaping(input: AttachInput): Readonly<Record<string, Json>> {
  const { server, to, address, start, dropsOwnLog, withFilters } = input;
  return {
    server,
    to: `${to} as ${address.host}:${String(address.port)}`,
    start: start.kind === 'file' ? { ...start.position } : start.gtid,
    told: toBeTold(input)?.gtid ?? null,
    dropsOwnLog,
    withFilters,
    readOnly: statusOf(input, server).readOnly,
    account: userOf(input),
    transport: { ...transportOf(input) },
    servers: [server, to].map((id) => {
      const { version, uuid, serverId } = identityOf(input, id);
      return `${version.text} ${uuid ?? ''} ${String(serverId)}`;
    }),
  };
}
