import { containsGtidSet, formatGtidSet, parseGtidSet, subtractGtidSets } from '../domain/gtid/mysql-gtid-set.ts';
import { factOf, type GtidFacts } from '../domain/facts.ts';
import type { ServerId } from '../domain/server.ts';
import { defineGuard } from './define.ts';
import { block, needsOf, pass } from './guard.ts';

/**
 * Every server must speak GTID in the way the plan needs, and take what the candidate will log. `positioning` is how
 * the replicas ask today; one that asks by GTID decides.
 */
export const gtidMode = defineGuard<{
  server: ServerId;
  candidate: ServerId;
  positioning: Positioning;
}>({
  code: 'gtid-mode',
  about: ({ server }) => server,
  needs: ({ server, candidate }) => [...needsOf(server, 'status', 'identity'), ...needsOf(candidate, 'status')],
  unknown: 'block',
  check: ({ server, candidate, positioning }, facts) => {
    const gtid = factOf(facts.get(server), 'status')?.gtid;
    if (gtid?.kind === 'mariadb') return pass(`${server} numbers its transactions (domain ${String(gtid.domainId)}).`);
    const mode = modeOf(gtid);
    if (positioning === 'file') {
      const logged = modeOf(factOf(facts.get(candidate), 'status')?.gtid);
      return takes(mode, logged)
        ? pass(`The {replicas} follow by file and offset; ${server} has gtid_mode=${mode}.`)
        : block(
            `${server} has gtid_mode=${mode} and can't replicate from ${candidate}, which has gtid_mode=${logged}.`,
            'Bring both to the same gtid_mode, or leave this one behind.',
          );
    }
    return mode === 'ON'
      ? pass(`${server} has gtid_mode=ON.`)
      : block(
          `${server} has gtid_mode=${mode}, but the {replicas} follow by GTID.`,
          'Set gtid_mode=ON on every server, or leave this one behind.',
        );
  },
});

type Positioning = 'file' | 'auto-position' | 'slave_pos' | 'current_pos';

function modeOf(gtid: GtidFacts | undefined): string {
  return gtid?.kind === 'mysql' ? gtid.mode : 'none';
}

/** OFF takes no transaction with a GTID, ON none without. Source: MySQL manual, “Replication Mode Concepts”. */
function takes(mode: string, sourceMode: string): boolean {
  const numbered = sourceMode === 'ON' || sourceMode === 'ON_PERMISSIVE';
  return !(mode === 'OFF' && numbered) && !(mode === 'ON' && !numbered);
}

/** Would the candidate still have in its binary logs what this server lacks? MySQL answers by sets. */
export const needsNothingPurged = defineGuard<{ candidate: ServerId; follower: ServerId }>({
  code: 'gtids-purged',
  about: ({ follower }) => follower,
  needs: ({ candidate, follower }) => [...needsOf(candidate, 'status'), ...needsOf(follower, 'status')],
  unknown: 'block',
  check: ({ candidate, follower }, facts) => {
    const of = factOf(facts.get(candidate), 'status')?.gtid;
    const by = factOf(facts.get(follower), 'status')?.gtid;
    if (of?.kind !== 'mysql' || by?.kind !== 'mysql')
      return pass(`${follower} continues where ${candidate} is when it takes over.`);
    const purged = parseGtidSet(of.purged);
    const executed = parseGtidSet(by.executed);
    if (purged === null || executed === null)
      return block(
        `The GTID sets of ${candidate} and ${follower} could not be read.`,
        'Look at gtid_purged and gtid_executed by hand.',
      );
    return containsGtidSet(executed, purged)
      ? pass(`${candidate} still has every transaction that ${follower} may need.`)
      : block(
          `${candidate} has purged transactions that ${follower} lacks: ${formatGtidSet(subtractGtidSets(purged, executed))}.`,
          `Wait until ${follower} has them from its {source}, choose another candidate, or leave it behind and re-seed it.`,
        );
  },
});
