import { factOf } from '../../domain/facts.ts';
import type { ServerId } from '../../domain/server.ts';
import { defineGuard } from '../define.ts';
import { block, needsOf, pass } from '../guard.ts';
import { semiSyncOf } from '../semi-sync-move.ts';

/** One role of semi-sync is on or off, and comes back so after a restart where the server keeps it (MySQL 8+). */
export const semiSyncIs = defineGuard<{
  server: ServerId;
  side: 'source' | 'replica';
  on: boolean;
  /** The variable and what is persisted of it; null: nothing is. */
  persisted: { readonly name: string; readonly value: string } | null;
}>({
  code: 'semi-sync-is',
  about: ({ server }) => server,
  needs: ({ server, persisted }) => needsOf(server, 'semiSync', ...(persisted === null ? [] : ['persisted' as const])),
  unknown: 'block',
  check: ({ server, side, on, persisted }, facts) => {
    const enabled = semiSyncOf(facts, server)?.[side]?.enabled;
    const kept = persisted === null ? null : factOf(facts.get(server), 'persisted')?.values[persisted.name];
    const role = `semi-sync as {${side}} is ${enabled === undefined ? 'not loaded' : enabled ? 'on' : 'off'} on ${server}`;
    if (enabled !== on) return block(`${role}.`, 'Switch it by hand.');
    return persisted === null || kept === persisted.value
      ? pass(`${role}.`)
      : block(`${role}, and persisted as ${kept ?? 'nothing'}.`, 'SET PERSIST it by hand.');
  },
});

/**
 * As many replicas as its commits wait for are connected to the server and have agreed to acknowledge. `by`: of these
 * it is asked, since MySQL counts one that has gone until it has something to send.
 */
export const acknowledged = defineGuard<{ server: ServerId; count: number; by: readonly ServerId[] }>({
  code: 'acknowledged',
  about: ({ server }) => server,
  needs: ({ server, by }) => [server, ...by].flatMap((each) => needsOf(each, 'semiSync')),
  unknown: 'block',
  check: ({ server, count, by }, facts) => {
    const clients = semiSyncOf(facts, server)?.source?.clients ?? 0;
    const not = by.filter((each) => semiSyncOf(facts, each)?.replica?.acknowledges !== true);
    if (clients >= count && not.length === 0)
      return pass(`${String(clients)} {replicas} acknowledge what ${server} writes.`);
    const who = not.length === 0 ? '' : `; ${not.join(', ')} ${not.length === 1 ? 'does' : 'do'} not`;
    return block(
      `${String(clients)} {replicas} acknowledge what ${server} writes, and it waits for ${String(count)}${who}.`,
      'A replica role takes effect when its IO thread connects: STOP and START it there.',
    );
  },
});
