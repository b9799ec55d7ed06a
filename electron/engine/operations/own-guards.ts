import type { ClusterConfiguration } from '../../../shared/domain/configuration.ts';
import { SignalboxError } from '../../../shared/domain/errors.ts';
import type { GuardResult } from '../../../shared/guards/verdict.ts';
import type { Journal } from '../journal/journal.ts';

/** What this program knows itself, of any kind of plan: is the journal writable, does an operation run? */
export function journalGuards(journal: Journal, cluster: string): readonly GuardResult[] {
  const writable = writableGuard(journal);
  return writable.verdict === 'block' ? [writable] : [writable, operationGuard(journal, cluster)];
}

function writableGuard(journal: Journal): GuardResult {
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
