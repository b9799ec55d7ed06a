import type { ErrorCode } from '../../../../shared/domain/error-codes.ts';
import type { Finding, FindingCode } from '../../../../shared/domain/finding.ts';
import type { ServerId } from '../../../../shared/domain/server.ts';
import type { ServerView } from '../../../../shared/domain/topology.ts';
import type { BinlogPosition } from '../../../../shared/domain/position.ts';
import { healthOf, shortVersion, type Health } from '../../../ui/topology/health.ts';

export interface Badge {
  readonly tone: 'ok' | 'warn' | 'bad' | 'neutral';
  readonly text: string;
}

/** A server as its card shows it. Texts may hold `{source}` words. */
export interface Card {
  readonly id: ServerId;
  readonly name: string;
  readonly role: string;
  readonly isSource: boolean;
  /** Below the name: the address, or what else is known of it where the name is the address. */
  readonly address: string;
  readonly version: string | null;
  /** What the position is: of its own binary log, or executed of its source’s. */
  readonly position: { readonly kind: 'binlog' | 'executed'; readonly at: BinlogPosition | null } | null;
  readonly access: 'writable' | 'read-only' | null;
  readonly health: Health;
  readonly badges: readonly Badge[];
}

const roles: Record<ServerView['role'], string> = {
  source: '{Source}',
  replica: '{Replica}',
  intermediate: '{Replica} + {source}',
  standalone: 'Standalone',
  unreachable: 'Unreachable',
};

/** Short words for why a server can't be read, where there are better ones than “unreachable”. */
const reasons: Partial<Record<ErrorCode, string>> = {
  'server-access-denied': 'access denied',
  'server-timeout': 'does not answer',
  'server-not-mysql': 'not a MySQL port',
  'server-tls': 'TLS failed',
  'secret-missing': 'no password',
};

/** Short words for findings; null for those that the card already shows in another way. */
const findingBadges: Record<FindingCode, string | null> = {
  'master-dead': '{source} dead',
  'server-unreachable': null,
  'server-stale': null,
  'position-reset': 'position lost',
  'replication-stopped': 'stopped',
  'replication-connecting': 'connecting',
  'replica-lagging': 'behind',
  'no-writable-master': 'no writes possible',
  'two-writable-servers': 'two writable',
  'writable-slave': 'writable {replica}',
  'follows-nobody': 'follows nobody',
  'errant-transactions': 'own transactions',
  'duplicate-server-id': 'same server_id',
  'binlog-off': 'binlog off',
  'log-replica-updates-off': 'does not log updates',
};

/** The card of a server with the cluster's findings on it, worst first as they come. */
export function cardOf(server: ServerView, name: string, findings: readonly Finding[]): Card {
  return {
    id: server.id,
    name,
    role: roles[server.role],
    isSource: server.role === 'source',
    address: name === server.address ? identityOf(server) : server.address,
    version: server.version === null ? null : shortVersion(server.version),
    position: positionOf(server),
    access: server.writable === null ? null : server.writable ? 'writable' : 'read-only',
    health: healthOf(server),
    badges: [...stateBadges(server), ...findingBadgesOf(server.id, findings), ...ruleBadges(server)],
  };
}

function identityOf(server: ServerView): string {
  if (server.hostname !== null) return server.hostname;
  return server.serverId === null ? '' : `server_id ${server.serverId}`;
}

function positionOf(server: ServerView): Card['position'] {
  const [channel] = server.channels;
  if (channel !== undefined) return { kind: 'executed', at: channel.executed };
  if (server.position === null) return null;
  const { file, offset } = server.position;
  return { kind: 'binlog', at: file === null || offset === null ? null : { file, offset } };
}

function stateBadges(server: ServerView): readonly Badge[] {
  if (server.role === 'unreachable') return reasonBadges(server);
  return server.stale ? [{ tone: 'warn', text: 'stale' }] : [];
}

/** Why it is unreachable, where that says more than its role does. */
function reasonBadges(server: ServerView): readonly Badge[] {
  const text = server.reason === null ? undefined : reasons[server.reason.code];
  return text === undefined ? [] : [{ tone: 'bad', text }];
}

function findingBadgesOf(server: ServerId, findings: readonly Finding[]): readonly Badge[] {
  return findings
    .filter((finding) => finding.server === server || (finding.server === null && finding.servers.includes(server)))
    .flatMap((finding) => {
      const text = findingBadges[finding.code];
      const tone = finding.severity === 'critical' ? 'bad' : finding.severity === 'warning' ? 'warn' : 'neutral';
      return text === null ? [] : [{ tone, text } as const];
    });
}

function ruleBadges(server: ServerView): readonly Badge[] {
  const site: readonly Badge[] = server.site === null ? [] : [{ tone: 'neutral', text: server.site }];
  switch (server.promotion) {
    case 'prefer':
      return [{ tone: 'neutral', text: 'preferred' }, ...site];
    case 'never':
      return [{ tone: 'neutral', text: 'never promote' }, ...site];
    case 'neutral':
      return site;
  }
}

const badgeRoom = 26; // characters beside “read-only”, each badge's frame counted as three
const frame = 3;

/** The badges that a card has room for, the worst at least, and how many are left out. */
export function fittingBadges(badges: readonly Badge[]): { readonly shown: readonly Badge[]; readonly left: number } {
  let room = badgeRoom;
  const shown = badges.filter((badge, index) => {
    room -= badge.text.length + frame;
    return index === 0 || room >= 0;
  });
  return { shown, left: badges.length - shown.length };
}
