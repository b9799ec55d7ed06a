import type { ServerId } from '../../domain/server.ts';
import type { ServerView } from '../../domain/topology.ts';
import { explainReplicationError } from '../replication-errors.ts';
import type { FindingDraft, SeenCluster } from './draft.ts';
import { distinct, listed } from './phrases.ts';
import { answers } from './relations.ts';

/** Servers that can't be told apart by server_id or server_uuid: by their own word, or by a replication error. */
export function identityFindings({ servers }: SeenCluster): readonly FindingDraft[] {
  const named = servers.filter(answers);
  const groups = [
    ...sharing(named, ({ serverId }) => (serverId === null ? null : `server_id ${String(serverId)}`)),
    ...sharing(named, ({ uuid }) => (uuid === null ? null : `server_uuid ${uuid}`)),
  ];
  const found = new Set(groups.flatMap(({ ids }) => ids));
  const byError = named.filter(({ id }) => !found.has(id)).flatMap(refusedAsEqual);
  return [...(groups.length === 0 ? [] : [groupFinding(groups)]), ...byError];
}

interface Group {
  readonly what: string;
  readonly ids: readonly ServerId[];
}

function sharing(servers: readonly ServerView[], identityOf: (server: ServerView) => string | null): readonly Group[] {
  const groups = new Map<string, ServerId[]>();
  for (const server of servers) {
    const what = identityOf(server);
    if (what !== null) groups.set(what, [...(groups.get(what) ?? []), server.id]);
  }
  return [...groups].filter(([, ids]) => ids.length > 1).map(([what, ids]) => ({ what, ids: distinct(ids) }));
}

const explanation =
  'Replication tells servers apart by it: changes of the one are taken for its own by the other and left out, or the two push each other off the {source}. Give each its own server_id; after copying a data directory also remove auto.cnf; then restart.';

function groupFinding(groups: readonly Group[]): FindingDraft {
  return {
    code: 'duplicate-server-id',
    severity: 'critical',
    server: null,
    servers: distinct(groups.flatMap(({ ids }) => ids)),
    message: `${groups.map(({ what, ids }) => `${listed(ids)} have the same ${what}`).join('; ')}.`,
    explanation,
  };
}

function refusedAsEqual(server: ServerView): readonly FindingDraft[] {
  const channel = server.channels.find(
    ({ error }) => error !== null && explainReplicationError(error).topic === 'same-identity',
  );
  if (channel === undefined) return [];
  return [
    {
      code: 'duplicate-server-id',
      severity: 'critical',
      server: server.id,
      servers: distinct([server.id, channel.source]),
      message: `${server.id} shares its server_id or server_uuid with another server: replication error ${String(channel.error?.number ?? 0)}.`,
      explanation,
    },
  ];
}
