import { factOf, type GtidFacts } from '../domain/facts.ts';
import { formatGtidSet, parseGtidSet, subtractGtidSets } from '../domain/gtid/mysql-gtid-set.ts';
import { formatPosition, type BinlogPosition } from '../domain/position.ts';
import type { ServerId } from '../domain/server.ts';
import { defineGuard } from './define.ts';
import { loss, needsOf, pass, warn } from './guard.ts';

/** Where a server's own binary log ended. */
export interface OwnEnd {
  readonly position: BinlogPosition | null;
  /** null where it does not number its transactions. */
  readonly gtid: string | null;
}

/** The end of its own log, as a server or a record of it says. */
export function ownEndOf(from: { readonly position: BinlogPosition | null; readonly gtid: GtidFacts }): OwnEnd {
  return { position: from.position, gtid: gtidOf(from.gtid) };
}

function gtidOf(gtid: GtidFacts): string | null {
  switch (gtid.kind) {
    case 'mysql':
      return gtid.mode === 'ON' ? gtid.executed : null;
    case 'mariadb':
      return gtid.binlogPos;
    case 'none':
      return null;
  }
}

/** What somebody wrote to a server after the dump was in it is not on its source. */
export const unwrittenSince = defineGuard<{ server: ServerId; importId: string; then: OwnEnd }>({
  code: 'written-since-import',
  about: ({ server }) => server,
  needs: ({ server }) => needsOf(server, 'status'),
  unknown: 'warn',
  check: ({ server, importId, then }, facts) => {
    const status = factOf(facts.get(server), 'status');
    const now = status === undefined ? null : ownEndOf(status);
    if (now === null || now.position === null || then.position === null)
      return warn(
        `${server} has no binary log: whether it was written to since import ${importId} can’t be told.`,
        'Make sure that nobody wrote there, or import again.',
      );
    const byGtid = now.gtid !== null && then.gtid !== null;
    const same = byGtid ? now.gtid === then.gtid : formatPosition(now.position) === formatPosition(then.position);
    if (same) return pass(`${server} has logged nothing since import ${importId}.`);
    return beganAnew(now, then)
      ? warn(
          `The binary log of ${server} began anew since import ${importId}: what was written there meanwhile can’t be told.`,
          'Make sure that nobody wrote there, or import again.',
        )
      : loss(
          `${server} has logged changes since import ${importId} (${byGtid ? moreThan(now.gtid, then.gtid) : `${formatPosition(then.position)} to ${formatPosition(now.position)}`}): its {source} does not have them.`,
          'Look at them in its binary log. Accounts that were made there do no harm; rows do: import again.',
        );
  },
});

/** A log that was reset, or a restart, which begins a new file: nothing follows from that. */
function beganAnew(now: OwnEnd, then: OwnEnd): boolean {
  if (now.gtid === null || then.gtid === null) return now.position?.file !== then.position?.file;
  const [has, had] = [parseGtidSet(now.gtid), parseGtidSet(then.gtid)];
  if (has === null || had === null) return now.gtid === '';
  return subtractGtidSets(had, has).size > 0;
}

function moreThan(now: string | null, then: string | null): string {
  const [has, had] = [parseGtidSet(now ?? ''), parseGtidSet(then ?? '')];
  return has === null || had === null ? `${then ?? ''} to ${now ?? ''}` : formatGtidSet(subtractGtidSets(has, had));
}
