import { factOf } from '../../domain/facts.ts';
import type { Json } from '../../domain/json.ts';
import type { ServerId } from '../../domain/server.ts';
import { channelOf } from '../../guards/channels.ts';
import { shapingHooks } from '../hooks.ts';
import type { SemiSyncMove } from '../../guards/semi-sync-move.ts';
import { moveOf } from './semi-sync.ts';
import { movingEvents, type SwitchoverInput } from './input.ts';

/** What shaped a plan: topology, roles and settings, not positions, lag or sessions. Equal facts give equal JSON. */
export function shapingFacts(input: SwitchoverInput): Readonly<Record<string, Json>> {
  const { source, shape } = input;
  const servers = [source, shape.candidate, ...shape.followers.map((follower) => follower.server)];
  return Object.fromEntries([
    ['source', source],
    ['candidate', shape.candidate],
    ['left behind', [...shape.leaveBehind].sort()],
    ['kept', shape.kept.map(({ server, why }) => `${server} ${why}`)],
    ['replication account', input.cluster.replication?.user ?? ''],
    ['hooks', shapingHooks(input.cluster)],
    ['events', movingEvents(input).map(({ schema, name }) => `${schema}.${name}`)],
    ...semiSyncFacts(moveOf(input)),
    ...servers.toSorted().map((server) => [server, factsOf(input, server)] as const),
  ]);
}

/** Only where it is used, so that it shapes no other plan. */
function semiSyncFacts(move: SemiSyncMove | null): readonly (readonly [string, Json])[] {
  return move === null ? [] : [['semi-sync', { ...move }]];
}

function factsOf(input: SwitchoverInput, server: ServerId): Json {
  const facts = input.facts.get(server);
  const identity = factOf(facts, 'identity');
  const status = factOf(facts, 'status');
  const channelName =
    server === input.source
      ? (input.shape.pair?.channel ?? null)
      : (input.shape.followers.find((f) => f.server === server)?.channel ?? input.shape.channel);
  const channel = channelName === null ? undefined : channelOf(input.facts, server, channelName);
  return {
    version: identity?.version.text ?? null,
    uuid: identity?.uuid ?? null,
    'server id': identity?.serverId ?? null,
    'reported address': `${identity?.reportHost ?? ''}:${String(identity?.reportPort ?? '')}`,
    'read-only': status?.readOnly ?? null,
    'super read-only': status?.superReadOnly ?? null,
    'event scheduler': status?.eventScheduler ?? null,
    persisted: { ...(factOf(facts, 'persisted')?.values ?? {}) },
    channel:
      channel === undefined
        ? null
        : `${channel.name}@${channel.source.host}:${String(channel.source.port)} by ${channel.positioning}, delay ${String(channel.delayS)}`,
  };
}
