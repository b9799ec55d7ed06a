import { containsGtidSet, formatGtidSet, parseGtidSet, subtractGtidSets } from '../domain/gtid/mysql-gtid-set.ts';
import { factOf } from '../domain/facts.ts';
import type { ServerId } from '../domain/server.ts';
import { defineGuard } from './define.ts';
import { block, needsOf, pass } from './guard.ts';

/** Every server must speak GTID in the way the plan needs. `positioning` is how the replicas ask today. */
export const gtidMode = defineGuard<{
  server: ServerId;
  positioning: 'file' | 'auto-position' | 'slave_pos' | 'current_pos';
}>({
  code: 'gtid-mode',
  about: ({ server }) => server,
  needs: ({ server }) => needsOf(server, 'status', 'identity'),
  unknown: 'block',
  check: ({ server, positioning }, facts) => {
    const gtid = factOf(facts.get(server), 'status')?.gtid;
    if (gtid?.kind === 'mariadb') return pass(`${server} numbers its transactions (domain ${String(gtid.domainId)}).`);
    if (positioning === 'file') {
      return block(
        `The {replicas} follow by file and offset; on MySQL this is not supported yet (gtid_mode is ${gtid?.kind === 'mysql' ? gtid.mode : 'not there'} on ${server}).`,
        'Turn GTIDs on (gtid_mode=ON, enforce_gtid_consistency=ON) and give the {replicas} auto-position first.',
      );
    }
    return gtid?.kind === 'mysql' && gtid.mode === 'ON'
      ? pass(`${server} has gtid_mode=ON.`)
      : block(
          `${server} has gtid_mode=${gtid?.kind === 'mysql' ? gtid.mode : 'none'}, but the {replicas} follow by GTID.`,
          'Set gtid_mode=ON on every server, or leave this one behind.',
        );
  },
});

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
