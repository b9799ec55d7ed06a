import { factOf, type FactsByServer } from '../../domain/facts.ts';
import type { ServerId } from '../../domain/server.ts';
import { channelOf } from '../channels.ts';
import { defineGuard } from '../define.ts';
import { block, needsOf, pass } from '../guard.ts';

/** How a plan found a server. */
export interface PlannedServer {
  readonly server: ServerId;
  /** null: either way, since the operation itself has begun to change it. */
  readonly readOnly: boolean | null;
  /** Its channel and the source's `host:port` in it; null for a server without any. */
  readonly follows: { readonly channel: string; readonly source: string } | null;
  /** Further `host:port` that it may name: where the operation itself has begun to point it. */
  readonly alsoFollows?: readonly string[];
}

/**
 * Every server that the plan changes is as the plan found it. Asked once the lock is held: the facts were read before
 * it, and another operation may have ended since.
 */
export const asPlanned = defineGuard<{ servers: readonly PlannedServer[] }>({
  code: 'as-planned',
  about: () => null,
  needs: ({ servers }) => servers.flatMap(({ server }) => needsOf(server, 'status')),
  unknown: 'block',
  check: ({ servers }, facts) => {
    const changed = servers.flatMap((planned) => changesOf(planned, facts));
    return changed.length === 0
      ? pass('Every server is as it was when the plan was made.')
      : block(`Changed since the plan was made: ${changed.join('; ')}.`, 'Check again: the plan is built anew.');
  },
});

function changesOf({ server, readOnly, follows, alsoFollows }: PlannedServer, facts: FactsByServer): readonly string[] {
  const status = factOf(facts.get(server), 'status');
  if (status === undefined) return [`${server} can’t be read`];
  const opened =
    readOnly === null || status.readOnly === readOnly
      ? []
      : [`${server} is ${readOnly ? 'writable' : 'read-only'} now`];
  const first = status.channels[0];
  const channel = follows === null ? first : channelOf(facts, server, follows.channel);
  const source = channel === undefined ? null : `${channel.source.host}:${String(channel.source.port)}`;
  return source === (follows?.source ?? null) || (source !== null && alsoFollows?.includes(source) === true)
    ? opened
    : [...opened, `${server} follows ${source ?? 'nobody'} now, not ${follows?.source ?? 'nobody'}`];
}
