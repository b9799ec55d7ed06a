import { factOf } from '../domain/facts.ts';
import { shortVersion, type ServerId, type Version } from '../domain/server.ts';
import { defineGuard } from './define.ts';
import { block, needsOf, pass } from './guard.ts';

/** Compared by release series: a replica may be newer than its source, not older (dev.mysql.com “Replication Compatibility”). */
function isOlderSeries(version: Version, than: Version): boolean {
  return version.major !== than.major ? version.major < than.major : version.minor < than.minor;
}

export const canFollow = defineGuard<{ follower: ServerId; candidate: ServerId; part: 'source' | 'replica' }>({
  code: 'versions',
  about: ({ follower }) => follower,
  needs: ({ follower, candidate }) => [...needsOf(follower, 'identity'), ...needsOf(candidate, 'identity')],
  unknown: 'block',
  check: ({ follower, candidate, part }, facts) => {
    const a = factOf(facts.get(follower), 'identity')?.version;
    const b = factOf(facts.get(candidate), 'identity')?.version;
    if (a === undefined || b === undefined) return block('A version is not known.', 'Check again.');
    const leave = part === 'replica' ? ` Or leave ${follower} behind.` : '';
    if (a.family !== b.family)
      return block(
        `${follower} is ${a.family}, ${candidate} is ${b.family}: they can't follow each other.`,
        `Choose another candidate.${leave}`,
      );
    return isOlderSeries(a, b)
      ? block(
          `${follower} (${shortVersion(a)}) is older than ${candidate} (${shortVersion(b)}) and can't follow it.`,
          `Upgrade it first, or choose another candidate.${leave}`,
        )
      : pass(`${follower} (${shortVersion(a)}) can follow ${candidate} (${shortVersion(b)}).`);
  },
});

export const distinctIds = defineGuard<{ servers: readonly ServerId[] }>({
  code: 'duplicate-server-id',
  about: () => null,
  needs: ({ servers }) => servers.flatMap((server) => needsOf(server, 'identity')),
  unknown: 'block',
  check: ({ servers }, facts) => {
    const seen = new Map<string, ServerId>();
    for (const server of servers) {
      const identity = factOf(facts.get(server), 'identity');
      for (const key of [
        `server_id ${String(identity?.serverId)}`,
        ...(identity?.uuid ? [`server_uuid ${identity.uuid}`] : []),
      ]) {
        const other = seen.get(key);
        if (other !== undefined)
          return block(
            `${other} and ${server} both have ${key}.`,
            'Give one a new server_id (for a cloned data directory also remove auto.cnf) and restart it.',
          );
        seen.set(key, server);
      }
    }
    return pass(`All ${String(servers.length)} servers have ids of their own.`);
  },
});
