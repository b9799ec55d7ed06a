import { factOf, type FactsByServer, type SemiSyncFacts } from '../domain/facts.ts';
import type { ServerId } from '../domain/server.ts';
import { sourceServer } from './channels.ts';

/** Who changes places. */
export interface SemiSyncQuestion {
  readonly candidate: ServerId;
  /** The source that is to be a replica; null: it is gone, and what its replicas are set to tells of it. */
  readonly source: ServerId | null;
  readonly followers: readonly ServerId[];
}

/** How the roles of semi-synchronous replication move to a new source. */
export interface SemiSyncMove {
  /** Acknowledgements that a commit on the candidate waits for. */
  readonly count: number;
  /** Acknowledging replicas that follow the candidate as it is. */
  readonly already: readonly ServerId[];
  /** Followers that have to be attached to it first; enough of them only where `acknowledged` says so. */
  readonly first: readonly ServerId[];
  /** When enough can acknowledge: before the candidate is opened, only together with the old source, or not at all. */
  readonly acknowledged: 'before-opening' | 'with-old-source' | 'never';
}

/** null where nobody waits for acknowledgements: the roles are left as they are. */
export function semiSyncMove(question: SemiSyncQuestion, facts: FactsByServer): SemiSyncMove | null {
  if (!isUsed(question, facts)) return null;
  const { candidate, source, followers } = question;
  const count = semiSyncOf(facts, candidate)?.source?.count ?? 1;
  const already = attachedTo(question, facts);
  const able = followers.filter((server) => semiSyncOf(facts, server)?.replica?.enabled === true);
  const here = already.length + able.length;
  const withSource = here + (source !== null && hasReplicaSide(facts, source) ? 1 : 0);
  return {
    count,
    already,
    first: able.slice(0, Math.max(0, count - already.length)),
    acknowledged: here >= count ? 'before-opening' : withSource >= count ? 'with-old-source' : 'never',
  };
}

/** A server's semi-synchronous replication; undefined where it was not read. */
export function semiSyncOf(facts: FactsByServer, server: ServerId): SemiSyncFacts | undefined {
  return factOf(facts.get(server), 'semiSync');
}

/** Where the source is gone a replica that is set to acknowledge says that it waited. */
function isUsed({ candidate, source, followers }: SemiSyncQuestion, facts: FactsByServer): boolean {
  const waits = (server: ServerId): boolean => semiSyncOf(facts, server)?.source?.enabled === true;
  if (source !== null) return waits(source) || waits(candidate);
  return (
    waits(candidate) || [candidate, ...followers].some((server) => semiSyncOf(facts, server)?.replica?.enabled === true)
  );
}

function hasReplicaSide(facts: FactsByServer, server: ServerId): boolean {
  return (semiSyncOf(facts, server)?.replica ?? null) !== null;
}

function attachedTo({ candidate, source, followers }: SemiSyncQuestion, facts: FactsByServer): readonly ServerId[] {
  return [...facts.keys()].filter((server) => {
    if (server === candidate || server === source || followers.includes(server)) return false;
    if (semiSyncOf(facts, server)?.replica?.acknowledges !== true) return false;
    const channels = factOf(facts.get(server), 'status')?.channels ?? [];
    return channels.some((channel) => channel.io === 'yes' && sourceServer(facts, server, channel) === candidate);
  });
}
