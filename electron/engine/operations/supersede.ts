import { journalledState, type LeftSession } from '../../../shared/plans/journalled-state.ts';
import type { Journal } from '../journal/journal.ts';

/**
 * Closes what was cut off in this cluster, so that a failover can begin; what its program may still have open on the
 * servers is to be ended first. Whether that may be done was asked by a guard (`operation-in-progress`).
 * @throws SignalboxError `operation-in-progress` when its program lives after all.
 */
export function supersede(cluster: string, journal: Journal): readonly LeftSession[] {
  return journal.unfinishedOperations(cluster).flatMap(({ id }) => {
    const { sessions } = journalledState(journal.operation(id));
    journal.abandonOperation(id, 'Superseded by a failover: its {source} is gone.');
    return sessions;
  });
}
