import type { ClusterConfiguration } from '../../../shared/domain/configuration.ts';
import { factOf, type FactGroup, type ServerFacts } from '../../../shared/domain/facts.ts';
import type { ServerId } from '../../../shared/domain/server.ts';
import type { GuardResult } from '../../../shared/guards/verdict.ts';
import { journalledViews } from '../../../shared/plans/journalled-views.ts';
import type { JournalledState, LeftSession } from '../../../shared/plans/journalled-state.ts';
import type { Plan, SalvageLogs, SecretRef } from '../../../shared/plans/plan.ts';
import { planViews } from '../../../shared/plans/step-view.ts';
import type { OperationEvent } from '../../../shared/plans/operation-event.ts';
import type { LogSource } from '../binlog/binlog.ts';
import type { ByteSession, Session } from '../connections/session.ts';
import type { RunHook } from '../hooks/hook-call.ts';
import type { Journal } from '../journal/journal.ts';
import { AdministrativeDoors } from './administrative-doors.ts';
import { GuardDesk } from './guard-desk.ts';
import type { LateSession } from './late-statement.ts';
import type { OperationContext, Progress } from './operation-context.ts';
import { OperationJournal } from './operation-journal.ts';
import { OperationSessions } from './operation-sessions.ts';
import { OperationValues } from './operation-values.ts';
import type { Pace } from './pace.ts';
import type { Questions } from './questions.ts';
import { recordContent } from './record-content.ts';
import type { SourceLogs } from './repoint/source-logs.ts';
import { replicationPassword } from './replication-password.ts';
import { StepBoard } from './step-board.ts';
import { Vigil } from './vigil.ts';
import { WriteGap } from './write-gap.ts';

/** What operations need of the engine. */
export interface OperationParts {
  readonly journal: Journal;
  readonly pace: Pace;
  /** A new session on a server of the cluster, at another port than its own unless null; bounded in time. */
  readonly open: (cluster: ClusterConfiguration, server: ServerId, port: number | null) => Promise<Session>;
  /** The password of the cluster's replication account, as configured; null when none is. */
  readonly configuredReplicationPassword: (cluster: ClusterConfiguration) => Promise<string | null>;
  /** Where the end of a replica's own log stands in another server's. */
  readonly tailOf: SourceLogs['tailOf'];
  /** A session on a server of the cluster that takes statements as bytes; bounded in time. */
  readonly openForBytes: (cluster: ClusterConfiguration, server: ServerId) => Promise<ByteSession>;
  /** Where binary logs are read: a folder of files, or a server of the cluster. */
  readonly logsIn: (cluster: ClusterConfiguration, logs: SalvageLogs) => LogSource;
  /** Saves a rescue sheet durably, readable by its owner alone; returns its path. */
  readonly saveRescueSheet: (operation: string, text: string) => Promise<string>;
  readonly runHook: RunHook;
}

export interface OperationStart {
  readonly cluster: ClusterConfiguration;
  readonly plan: Plan;
  readonly guards: readonly GuardResult[];
  readonly cancel: AbortSignal;
  readonly questions: Questions;
  readonly tell: (event: OperationEvent) => void;
  /** Sessions of a cut-off operation that this one supersedes. */
  readonly superseded?: readonly LeftSession[];
}

/** `resumed`: what an earlier program left; null for an operation that begins now. */
export function contextOf(
  id: string,
  start: OperationStart,
  parts: OperationParts,
  resumed: JournalledState | null,
): OperationContext {
  const { plan, cluster } = start;
  const { pace, journal } = parts;
  const progress = progressOf(resumed, start.superseded ?? [], cluster.user, pace);
  const account = new OperationJournal(journal, id, progress);
  const doors = new AdministrativeDoors((server, port) => parts.open(cluster, server, port));
  const sessions = new OperationSessions(
    (server) => doors.open(server),
    (opened) => account.note({ kind: 'sessions', node: null, sessions: opened.map(namesOf) }),
  );
  const values = new OperationValues(resumed?.values ?? new Map());
  const desk = new GuardDesk(sessions, values, pace);
  const tell = quietly(start.tell);
  return {
    id,
    plan,
    sessions,
    values,
    desk,
    pace,
    vigil: new Vigil(pace),
    board: new StepBoard(resumed === null ? planViews(plan) : journalledViews(resumed), tell),
    gap: new WriteGap(),
    cancel: start.cancel,
    tell,
    journal: account,
    secret: (ref: SecretRef) => replicationPassword(ref, cluster, sessions, parts.configuredReplicationPassword),
    record: (servers, reason) => record(servers, reason, id, cluster.name, plan.servers, desk, journal),
    question: (step, question, choices) => start.questions.ask(step, question, choices),
    hook: parts.runHook,
    placeOf: async (replica, other, withinMs) => {
      const facts = await desk.facts(replica, ['identity']);
      const replicaServerId = factOf(facts, 'identity')?.serverId ?? 0;
      const question = { replica, replicaServerId, source: other, since: null };
      return parts.tailOf(cluster, question, AbortSignal.timeout(withinMs));
    },
    salvage: {
      open: (server) => parts.openForBytes(cluster, server),
      logs: (logs) => parts.logsIn(cluster, logs),
    },
    progress,
    standing: () => 'run',
  };
}

function namesOf({ server, connectionId }: Session): { readonly server: ServerId; readonly connectionId: number } {
  return { server, connectionId };
}

/** Every session that an earlier program had is late: it may hold a lock, or have a statement under way. */
function progressOf(
  resumed: JournalledState | null,
  superseded: readonly LeftSession[],
  user: string,
  pace: Pace,
): Progress {
  const late = new Map<ServerId, LateSession[]>();
  for (const { server, connectionId, at } of [...(resumed?.sessions ?? []), ...superseded]) {
    const sentAt = pace.monotonic() - (pace.now() - at);
    late.set(server, [...(late.get(server) ?? []), { connectionId, sentAt, user }]);
  }
  return {
    startedAt: pace.monotonic(),
    begun: [...(resumed?.begun ?? [])],
    hooks: new Map(resumed?.hooks),
    leftBehind: [],
    notes: [],
    records: { before: [], after: [] },
    late,
    locks: [],
    pastLine: false,
  };
}

/** A listener that fails must not fail the operation. */
function quietly(tell: (event: OperationEvent) => void): (event: OperationEvent) => void {
  return (event) => {
    try {
      tell(event);
    } catch {
      // The operation's own account is in the journal.
    }
  };
}

const recordGroups: readonly FactGroup[] = ['identity', 'status', 'workers'];

/** Servers that the plan changes must be written down; another one that can't be read any more is left out. */
async function record(
  servers: readonly ServerId[],
  reason: 'before-operation' | 'after-operation',
  operation: string,
  cluster: string,
  needed: readonly ServerId[],
  desk: GuardDesk,
  journal: Journal,
): Promise<readonly string[]> {
  const facts = await Promise.all(
    servers.map((server) => readOrSkip(server, reason === 'before-operation' && needed.includes(server), desk)),
  );
  const contents = facts.flatMap((read) => {
    const content = read === null ? null : recordContent(read, { cluster, reason, note: null, operation });
    return content === null ? [] : [content];
  });
  return journal.addRecords(contents).map((entry) => entry.id);
}

async function readOrSkip(server: ServerId, needed: boolean, desk: GuardDesk): Promise<ServerFacts | null> {
  if (needed) return desk.facts(server, recordGroups);
  return desk.facts(server, recordGroups).catch(() => null);
}
