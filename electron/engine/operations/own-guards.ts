import type { ClusterConfiguration } from '../../../shared/domain/configuration.ts';
import { SignalboxError } from '../../../shared/domain/errors.ts';
import type { GuardResult } from '../../../shared/guards/verdict.ts';
import { journalledState } from '../../../shared/plans/journalled-state.ts';
import type { Journal } from '../journal/journal.ts';

/** What this program knows itself, of any kind of plan: is the journal writable, does an operation run? */
export function journalGuards(journal: Journal, cluster: string): readonly GuardResult[] {
  const writable = writableGuard(journal);
  return writable.verdict === 'block' ? [writable] : [writable, operationGuard(journal, cluster)];
}

/** Is there a durable place for what is done? */
export function writableGuard(journal: Journal): GuardResult {
  const about = { code: 'journal-unwritable', server: null, accepted: null };
  try {
    journal.assertWritable();
    return { ...about, verdict: 'pass', message: 'The journal can be written.', cure: null };
  } catch (error) {
    if (!(error instanceof SignalboxError)) throw error;
    return {
      ...about,
      verdict: 'block',
      message: `The journal can't be written: ${error.message}`,
      cure: 'Make room or rights in the data directory; nothing is changed without a record.',
    };
  }
}

function operationGuard(journal: Journal, cluster: string): GuardResult {
  const about = { code: 'operation-in-progress', server: null, accepted: null };
  const [other] = journal.unfinishedOperations(cluster);
  return other === undefined
    ? { ...about, verdict: 'pass', message: 'No other operation of this cluster is unfinished.', cure: null }
    : {
        ...about,
        verdict: 'block',
        message: `Operation ${other.id} (${other.title}) is not finished.`,
        cure: `Wait until it ends. If its program was killed, look at it (signalbox operations show ${other.id}), then take one way out: signalbox operations resume, undo or hand-over ${other.id}.`,
      };
}

/** A new channel needs the replication password: a missing one is found now, not after the line. */
export async function passwordGuards(
  cluster: ClusterConfiguration,
  passwordOf: (cluster: ClusterConfiguration) => Promise<string | null>,
): Promise<readonly GuardResult[]> {
  if (cluster.replication === null) return [];
  const about = { code: 'replication-password', server: null, accepted: null };
  try {
    await passwordOf(cluster);
    return [{ ...about, verdict: 'pass', message: 'The replication password can be read.', cure: null }];
  } catch (error) {
    if (!(error instanceof SignalboxError)) throw error;
    const cure = 'Put it where the configuration refers to (replication.password), then check again.';
    return [{ ...about, verdict: 'block', message: `The replication password is missing: ${error.message}`, cure }];
  }
}

/**
 * A failover does not wait for an operation that was cut off: the source dying in the middle of one is exactly when it
 * is needed. It is closed and its sessions are ended first. One that has opened its new source is continued instead.
 */
export function adoptableGuard(journal: Journal, cluster: string): GuardResult {
  const about = { code: 'operation-in-progress', server: null, accepted: null };
  const [other] = journal.unfinishedOperations(cluster);
  if (other === undefined)
    return { ...about, verdict: 'pass', message: 'No other operation of this cluster is unfinished.', cure: null };
  const named = `Operation ${other.id} (${other.title})`;
  if (journal.isLiving(other.id))
    return {
      ...about,
      verdict: 'block',
      message: `${named} is still being run by its program.`,
      cure: 'Wait until it has ended (it undoes itself within its bounds), or stop it there.',
    };
  if (journalledState(journal.operation(other.id)).line === 'past')
    return {
      ...about,
      verdict: 'block',
      message: `${named} was cut off after it had opened its new {source}.`,
      cure: `Continue it: signalbox operations resume ${other.id}. What is gone is then left behind.`,
    };
  return {
    ...about,
    verdict: 'warn',
    message: `${named} was cut off and is superseded: this plan starts from how the servers are now.`,
    cure: 'Look at what it had begun: signalbox operations show ' + other.id + '.',
  };
}

const repeatedWithinMs = 600_000; // ms, rulebook section 3
const longestFailoverMs = 24 * 3_600_000; // ms that one may have run

/** A second failover soon after the first is rarely what is wanted: somebody has to have looked at that one. */
export function recentFailoverGuard(journal: Journal, cluster: string, now: number): GuardResult {
  const about = { code: 'repeated-failover', server: null, accepted: null };
  const recent = journal
    .operationsSince(cluster, now - longestFailoverMs)
    .find(
      ({ kind, outcome, endedAt }) =>
        kind === 'failover' && outcome === 'done' && endedAt !== null && now - endedAt < repeatedWithinMs,
    );
  if (recent === undefined || isAcknowledged(journal, recent.id))
    return { ...about, verdict: 'pass', message: 'There was no other failover in the last 10 minutes.', cure: null };
  return {
    ...about,
    verdict: 'block',
    message: `Failover ${recent.id} (${recent.title}) ended less than 10 minutes ago, and nobody has acknowledged it.`,
    cure: `Find out why the new {source} is gone too, then acknowledge it with a note: signalbox incidents acknowledge ${recent.id} --note TEXT.`,
  };
}

function isAcknowledged(journal: Journal, operation: string): boolean {
  return journal.operation(operation).entries.some(({ entry }) => entry.kind === 'remark' && entry.acknowledged);
}
