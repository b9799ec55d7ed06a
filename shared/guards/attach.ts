import { factOf } from '../domain/facts.ts';
import { formatPosition, type BinlogPosition } from '../domain/position.ts';
import type { ServerId } from '../domain/server.ts';
import { defineGuard } from './define.ts';
import { block, needsOf, pass, warn } from './guard.ts';
import type { VerdictKind } from './verdict.ts';

/** Where it begins, and who says so. The decision is made from what was asked for and what the dump says; this says it. */
export const startKnown = defineGuard<{
  server: ServerId;
  verdict: VerdictKind;
  message: string;
  cure: string | null;
}>({
  code: 'start-known',
  about: ({ server }) => server,
  needs: () => [],
  unknown: 'block',
  check: ({ verdict, message, cure }) => ({ verdict, message, cure }),
});

/** File and offset mean something in one server's log only: is it that of the server that is to be followed? */
export const coordinatesOfSource = defineGuard<{
  to: ServerId;
  /** GTIDs are the same in every log. */
  byGtid: boolean;
  /** Whose they are, where that was found among the servers that were read. */
  owner: ServerId | null;
  /** Whose they are by name, where that server was not found; null: they don't say. */
  named: string | null;
}>({
  code: 'coordinates-of-source',
  about: ({ to }) => to,
  needs: () => [],
  unknown: 'block',
  check: ({ to, byGtid, owner, named }) => {
    if (owner === to) return pass(`The coordinates are of the log of ${to}.`);
    if (byGtid) return pass('GTIDs are the same in every log: they say themselves which transactions they mean.');
    if (owner !== null)
      return block(
        `The coordinates count in the log of ${owner}, not in that of ${to}.`,
        `Let it follow ${owner}, or take the other pair of the dump (--pair).`,
      );
    return warn(
      named === null
        ? `Whose log these coordinates count in is not said; that it is ${to} can’t be proved.`
        : `The coordinates are of ${named}; whether that is ${to} can’t be told from here.`,
      `Make sure that it is ${to}: in another log the same place means other transactions.`,
    );
  },
});

type PlaceKind = 'boundary' | 'inside-transaction' | 'inside-event' | 'past-end' | 'no-such-file' | 'unread';

/** Is the coordinate the border of a transaction in a log that the source still has? */
export const startInLog = defineGuard<{ to: ServerId; position: BinlogPosition; kind: PlaceKind; text: string }>({
  code: 'start-in-log',
  about: ({ to }) => to,
  needs: ({ to, kind }) => (kind === 'unread' ? needsOf(to, 'binlogs') : []),
  unknown: 'warn',
  check: ({ to, position, kind, text }, facts) => {
    switch (kind) {
      case 'boundary':
        return pass(`In the log of ${to} it is ${text}.`);
      case 'inside-transaction':
      case 'inside-event':
        return block(
          `In the log of ${to}, ${text}.`,
          'These are not the coordinates of a dump of this server: look at both again.',
        );
      case 'past-end':
      case 'no-such-file':
        return block(
          `In the log of ${to}, ${text}.`,
          'It was purged, or this is another log: choose a server that still has it, or import a newer dump.',
        );
      case 'unread': {
        const file = factOf(facts.get(to), 'binlogs')?.files.find(({ name }) => name === position.file);
        return file !== undefined && file.bytes >= position.offset
          ? warn(
              `${to} has ${formatPosition(position)}, but whether a transaction begins there can’t be told: ${text}.`,
              'If none does, nothing is applied and the plan is undone.',
            )
          : block(
              `${to} has no ${formatPosition(position)} (any more).`,
              'It was purged, or this is another log: import a newer dump.',
            );
      }
    }
  },
});

/** What closing means for those that are connected: from then on they only read. */
export const writersOfReplica = defineGuard<{ server: ServerId }>({
  code: 'replica-has-writers',
  about: ({ server }) => server,
  needs: ({ server }) => needsOf(server, 'status', 'sessions'),
  unknown: 'warn',
  check: ({ server }, facts) => {
    if (factOf(facts.get(server), 'status')?.readOnly === true) return pass(`${server} is read-only.`);
    const clients = (factOf(facts.get(server), 'sessions')?.sessions ?? []).filter(({ kind }) => kind === 'client');
    const who = [...new Set(clients.map(({ user }) => `‘${user}’`))].join(', ');
    return clients.length === 0
      ? pass(`${server} takes writes now, and nobody is connected; the plan closes it.`)
      : warn(
          `${server} takes writes now, and ${String(clients.length)} ${clients.length === 1 ? 'session is' : 'sessions are'} connected (${who}); the plan closes it.`,
          'From then on what they write is refused. Make sure that no application writes there.',
        );
  },
});

/** Events that run on a replica write what its source writes too, and their definers may pass read_only. */
export const eventsOfReplica = defineGuard<{ server: ServerId }>({
  code: 'replica-runs-events',
  about: ({ server }) => server,
  needs: ({ server }) => needsOf(server, 'events', 'status'),
  unknown: 'warn',
  check: ({ server }, facts) => {
    const events = (factOf(facts.get(server), 'events')?.events ?? []).filter(({ status }) => status === 'enabled');
    if (events.length === 0) return pass(`${server} has no enabled scheduled events.`);
    const named = events.map(({ schema, name }) => `${schema}.${name}`).join(', ');
    const on = factOf(facts.get(server), 'status')?.eventScheduler.toUpperCase() === 'ON';
    return warn(
      `${server} has enabled scheduled events (${named})${on ? ', and its event scheduler runs' : '; its event scheduler is off'}.`,
      'On a {replica} they would do again what comes from its {source}: ALTER EVENT … DISABLE ON SLAVE, unlogged, unless they are meant for this server.',
    );
  },
});

/** Somebody must be able to log in at the source as the new channel does; the password is proved by connecting. */
export const attachAccount = defineGuard<{
  to: ServerId;
  user: string;
  /** The configuration names it, with its password. */
  configured: boolean;
  /** Where else the password is kept readable. */
  kept: { readonly server: ServerId; readonly channel: string } | null;
}>({
  code: 'attach-account',
  about: ({ to }) => to,
  needs: ({ to, configured, kept }) => [
    ...needsOf(to, 'accounts'),
    ...(configured || kept === null ? [] : needsOf(kept.server, 'credentials')),
  ],
  unknown: 'warn',
  check: ({ to, user, configured, kept }, facts) => {
    const readable =
      kept !== null &&
      (factOf(facts.get(kept.server), 'credentials')?.channels ?? []).some(
        (entry) => entry.channel === kept.channel && entry.readable,
      );
    if (user === '' || (!configured && !readable))
      return block(
        'No replication account with a password is known.',
        'Name it in the cluster: replication: { user, password: file:… }.',
      );
    const has = (factOf(facts.get(to), 'accounts')?.accounts ?? []).some(
      (account) => account.user === user && account.replicationReplica && !account.locked,
    );
    return has
      ? pass(`${to} has an account ‘${user}’ for replication; that it works is proved before anything is applied.`)
      : block(
          `${to} has no usable account ‘${user}’ with REPLICATION SLAVE.`,
          'Create it there, or name another one in the cluster’s configuration.',
        );
  },
});

/** Dropping a log takes it from everybody who reads it. */
export const ownLogDropped = defineGuard<{ server: ServerId }>({
  code: 'own-log-dropped',
  about: ({ server }) => server,
  needs: ({ server }) => needsOf(server, 'replicas'),
  unknown: 'block',
  check: ({ server }, facts) => {
    const replicas = factOf(facts.get(server), 'replicas') ?? [];
    return replicas.length > 0
      ? block(
          `${String(replicas.length)} {replicas} read the log of ${server}: without it they could not go on.`,
          'Point them elsewhere first, or leave its log alone.',
        )
      : warn(
          `${server} drops its own binary log, and with it the GTIDs of what it wrote itself; its data stays as it is.`,
          'What is in that log can’t be replayed afterwards. Right for a server that was just filled from a dump.',
        );
  },
});

/** What the source leaves out of its log no replica of it gets. */
export const sourceLeavesOut = defineGuard<{ to: ServerId }>({
  code: 'source-leaves-out',
  about: ({ to }) => to,
  needs: ({ to }) => needsOf(to, 'settings'),
  unknown: 'warn',
  check: ({ to }, facts) => {
    const filters = factOf(facts.get(to), 'settings')?.binlogFilters ?? [];
    return filters.length === 0
      ? pass(`${to} leaves no database out of its binary log.`)
      : warn(
          `${to} leaves databases out of its binary log (${filters.join(', ')}): its {replicas} get no changes of them.`,
          'What the dump has of these stays as it is. Drop them on the {replica}, or take the filters off.',
        );
  },
});

/** A server that logs statements only can’t log the rows that it applies: error 1726 at the first one. */
export const logsWhatItGets = defineGuard<{ server: ServerId; to: ServerId }>({
  code: 'replica-logs-statements',
  about: ({ server }) => server,
  needs: ({ server, to }) => [...needsOf(server, 'settings'), ...needsOf(to, 'settings')],
  unknown: 'warn',
  check: ({ server, to }, facts) => {
    const [here, there] = [server, to].map((id) => factOf(facts.get(id), 'settings'));
    const logs = here?.logBin === true && here.logReplicaUpdates;
    if (!logs) return pass(`${server} does not log what it gets from its {source}: nothing can follow it.`);
    return here.binlogFormat === 'STATEMENT' && there?.binlogFormat !== 'STATEMENT'
      ? warn(
          `${server} logs what it applies as statements, and ${to} writes ${there?.binlogFormat ?? ''}: its applier stops at the first rows (error 1726).`,
          `SET GLOBAL binlog_format = '${there?.binlogFormat ?? 'ROW'}' on ${server}, and in its configuration.`,
        )
      : pass(`${server} can log what it gets from ${to} (${here.binlogFormat}).`);
  },
});
