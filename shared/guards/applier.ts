import { factOf } from '../domain/facts.ts';
import type { ServerId } from '../domain/server.ts';
import { defineGuard } from './define.ts';
import { needsOf, pass, warn } from './guard.ts';

/**
 * Asked of replicas that are placed by file and offset. Several workers that need not keep the order leave gaps above
 * the executed position; none are left where everything was applied, which the plan waits for, so only a crash in
 * between is dangerous. Source: MySQL manual, “Replication and Transaction Inconsistencies”.
 */
export const keepsOrder = defineGuard<{ server: ServerId }>({
  code: 'applier-order',
  about: ({ server }) => server,
  needs: ({ server }) => needsOf(server, 'settings'),
  unknown: 'warn',
  check: ({ server }, facts) => {
    const applier = factOf(facts.get(server), 'settings')?.applier ?? { workers: 0, keepsOrder: true };
    return applier.workers <= 1 || applier.keepsOrder
      ? pass(`${server} applies in the order of its {source}.`)
      : warn(
          `${server} applies with ${String(applier.workers)} workers that need not keep the order: between transactions its executed position is only a lower bound.`,
          'If this server crashes during the switch, close the gaps first: START … UNTIL SQL_AFTER_MTS_GAPS. Or let it keep the order, or apply with one worker.',
        );
  },
});
