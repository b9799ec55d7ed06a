import type { ServerView } from '../../domain/topology.ts';
import type { FindingDraft, SeenCluster } from './draft.ts';
import { distinct, listed } from './phrases.ts';
import { answers, leadersOf, onlyFollows, replicasOf, replicatesFrom } from './relations.ts';

/** Who takes writes: nobody, more than one, or one that should only follow; and who neither takes writes nor follows. */
export function writerFindings({ servers }: SeenCluster): readonly FindingDraft[] {
  return [...writableReplicas(servers), ...twoWritable(servers), ...noWritable(servers), ...followsNobody(servers)];
}

function isWritable(server: ServerView): boolean {
  return answers(server) && server.writable === true;
}

function writableReplicas(servers: readonly ServerView[]): readonly FindingDraft[] {
  return servers
    .filter((server) => isWritable(server) && onlyFollows(servers, server))
    .map((server) => ({
      code: 'writable-slave' as const,
      severity: 'warning' as const,
      server: server.id,
      servers: [server.id],
      message: `The {replica} ${server.id} accepts writes (read_only is off).`,
      explanation:
        'A write that ends up there is on no other server and breaks replication or a later switchover. Set read_only=1 on it (and super_read_only=1 on MySQL), and in its configuration file.',
    }));
}

/** Leaders that take writes at the same time; not those of a multi-source replica, which is built that way. */
function twoWritable(servers: readonly ServerView[]): readonly FindingDraft[] {
  const writers = leadersOf(servers).filter((server) => isWritable(server) && !server.stale);
  const inConflict = writers.filter((one) => writers.some((other) => conflict(servers, one, other)));
  if (inConflict.length === 0) return [];
  const ids = distinct(inConflict.map(({ id }) => id));
  return [
    {
      code: 'two-writable-servers',
      severity: 'critical',
      server: null,
      servers: ids,
      message: `${listed(ids)} accept writes at the same time.`,
      explanation:
        'Writes that go to both drift apart and can’t be merged by replication. Find out which one the application uses, and set read_only=1 on the other at once; then compare what it took.',
    },
  ];
}

function conflict(servers: readonly ServerView[], one: ServerView, other: ServerView): boolean {
  if (one.id === other.id) return false;
  if (replicatesFrom(one, other.id) || replicatesFrom(other, one.id)) return true;
  return !replicasOf(servers, one.id).some((replica) => replicatesFrom(replica, other.id));
}

/** Silent while anything that leads is unknown: an unreachable {source} has a finding of its own. */
function noWritable(servers: readonly ServerView[]): readonly FindingDraft[] {
  const leaders = leadersOf(servers);
  const known = leaders.every((server) => answers(server) && !server.stale && server.writable === false);
  if (leaders.length === 0 || !known) return [];
  const ids = distinct(leaders.map(({ id }) => id));
  return [
    {
      code: 'no-writable-master',
      severity: 'critical',
      server: null,
      servers: ids,
      message: `No {source} accepts writes: ${listed(ids)} ${ids.length === 1 ? 'is' : 'are'} read-only.`,
      explanation:
        'Applications get error 1290. Find out who closed it and why (a switchover that was cut off? see the journal); if nothing else was opened in its place, set read_only=0 on the {source}.',
    },
  ];
}

/** Beside a leader that takes writes, e.g. an old {source} that came back and was closed. */
function followsNobody(servers: readonly ServerView[]): readonly FindingDraft[] {
  const apart = leadersOf(servers).filter(
    (server) =>
      answers(server) &&
      !server.stale &&
      server.writable === false &&
      server.channels.length === 0 &&
      replicasOf(servers, server.id).length === 0,
  );
  if (!leadersOf(servers).some(isWritable)) return [];
  return apart.map((server) => ({
    code: 'follows-nobody' as const,
    severity: 'warning' as const,
    server: server.id,
    servers: [server.id],
    message: `${server.id} takes no writes and follows nobody.`,
    explanation:
      'What is written elsewhere does not reach it: its data stands still, and it can’t take over. If it was the {source} before, let it follow the new one, once it is proved to have nothing of its own.',
  }));
}
