import { factOf, readingOf } from '../../domain/facts.ts';
import type { FactsByServer } from '../../domain/facts.ts';
import { errantTransactions } from '../../domain/gtid/errant.ts';
import type { ServerGtid } from '../../domain/gtid/errant.ts';
import { parseMariadbGtids } from '../../domain/gtid/mariadb-gtid.ts';
import type { MariadbGtid } from '../../domain/gtid/mariadb-gtid.ts';
import type { ServerId } from '../../domain/server.ts';
import type { ServerView } from '../../domain/topology.ts';
import type { FindingDraft, SeenCluster } from './draft.ts';
import { distinct } from './phrases.ts';
import { answers, upstreamOf } from './relations.ts';

/**
 * Replicas that have what their sources have not. Silent where the readings can't prove it: a source read before its
 * replica (what it wrote in between would look errant), not read at all, or itself downstream of the replica.
 */
export function errantFindings(seen: SeenCluster): readonly FindingDraft[] {
  return seen.servers.filter(answers).flatMap((replica) => {
    const sources = comparableSources(seen, replica);
    const own = gtidOf(seen.facts, replica.id);
    if (sources === null || own === undefined) return [];
    const errant = errantTransactions(own, ...sources.map(({ gtid }) => gtid));
    const ids = sources.map(({ id }) => id);
    switch (errant.kind) {
      case 'errant':
        return [finding(replica.id, ids, `has transactions that its {source} does not have: ${errant.text}.`)];
      case 'unclear':
        if (knownElsewhere(seen.facts, replica.id, errant.last)) return [];
        return [
          finding(replica.id, ids, `seems to have transactions that its {source} does not have: ${errant.text}.`),
        ];
      case 'none':
      case 'unknown':
        return [];
    }
  });
}

/** The GTID states of all its sources, or null when one can't be compared. */
function comparableSources(
  seen: SeenCluster,
  replica: ServerView,
): readonly { readonly id: ServerId; readonly gtid: ServerGtid }[] | null {
  const readAt = readingOf(seen.facts.get(replica.id), 'status')?.readAt;
  const sources = distinct(replica.channels.map(({ source }) => source)).map((id) => {
    const view = seen.servers.find((server) => server.id === id);
    const gtid = gtidOf(seen.facts, id);
    const sourceReadAt = readingOf(seen.facts.get(id), 'status')?.readAt;
    if (view === undefined || !answers(view) || gtid === undefined) return null;
    if (readAt === undefined || sourceReadAt === undefined || sourceReadAt < readAt) return null;
    return upstreamOf(seen.servers, view).has(replica.id) ? null : { id, gtid };
  });
  return sources.length > 0 && sources.every((source) => source !== null) ? sources : null;
}

function gtidOf(facts: FactsByServer, server: ServerId): ServerGtid | undefined {
  const status = factOf(facts.get(server), 'status');
  const identity = factOf(facts.get(server), 'identity');
  if (status === undefined || identity === undefined) return undefined;
  const unused = status.gtid.kind === 'mysql' && status.gtid.mode.toUpperCase().startsWith('OFF');
  return unused ? undefined : { serverId: identity.serverId, gtid: status.gtid };
}

/** Has another server replicated them? Then they came through a {source} of the past and are not errant. */
function knownElsewhere(facts: FactsByServer, replica: ServerId, last: readonly MariadbGtid[]): boolean {
  const elsewhere = [...facts.keys()]
    .filter((server) => server !== replica)
    .flatMap((server) => {
      const gtid = factOf(facts.get(server), 'status')?.gtid;
      return gtid?.kind === 'mariadb' ? (parseMariadbGtids(gtid.binlogState) ?? []) : [];
    });
  return last.every((own) =>
    elsewhere.some((gtid) => gtid.domain === own.domain && gtid.server === own.server && gtid.sequence >= own.sequence),
  );
}

function finding(replica: ServerId, sources: readonly ServerId[], what: string): FindingDraft {
  return {
    code: 'errant-transactions',
    severity: 'warning',
    server: replica,
    servers: [replica, ...sources],
    message: `${replica} ${what}`,
    explanation:
      'Someone wrote to the {replica} itself. Were it promoted, the others would lack these or stop with an error. Look at them in its binary log first; then replay them on the {source}, or set the {replica} up again from a copy.',
  };
}
