import type { Duty, DutyEnd } from '../../../shared/domain/duty.ts';
import type { ServerId } from '../../../shared/domain/server.ts';
import type { ServerView } from '../../../shared/domain/topology.ts';

/** How a duty stands: by the journal, and by the server as it was seen last. */
export type Standing =
  /** The new source is not open: nothing to guard against yet. */
  | { readonly kind: 'waiting' }
  /** It does not answer. */
  | { readonly kind: 'away' }
  /** It answers and takes writes, or nobody knows: it is about to be closed. */
  | { readonly kind: 'open' }
  | { readonly kind: 'closed' }
  | { readonly kind: 'ended'; readonly end: DutyEnd };

export function standingOf({ state, ended, server }: Duty, servers: readonly ServerView[]): Standing {
  if (ended !== null) return { kind: 'ended', end: ended };
  if (state === 'waiting') return { kind: 'waiting' };
  const view = servers.find(({ id }) => id === server);
  if (view === undefined || view.role === 'unreachable') return { kind: 'away' };
  return { kind: view.writable === false ? 'closed' : 'open' };
}

const rememberedMs = 24 * 3_600_000; // ms: an end of yesterday is for the journal

/** Those of a cluster that are to be shown: the newest of each server, the ended ones for a day. `now`: epoch ms. */
export function currentDuties(duties: readonly Duty[], cluster: string, now: number): readonly Duty[] {
  const seen = new Set<ServerId>();
  return duties
    .filter((duty) => duty.cluster === cluster)
    .toSorted((a, b) => b.acceptedAt - a.acceptedAt)
    .filter(({ server }) => !seen.has(server) && seen.add(server))
    .filter(({ ended }) => ended === null || (ended.how !== 'undone' && now - ended.at < rememberedMs));
}

/** Has nobody to look at it any more: it did what it was for. */
export function isFulfilled({ ended }: Duty): boolean {
  return ended?.how === 'follows';
}
