import type { Address } from '../../domain/address.ts';
import type { ChannelFacts } from '../../domain/channel.ts';
import { factOf, readingOf, type FactsByServer } from '../../domain/facts.ts';
import type { ServerId } from '../../domain/server.ts';
import { sourceServer } from '../../guards/channels.ts';

/**
 * Where the server that is to be followed stands to the present source. `same`: it is that source. `sibling`: both
 * replicate from it. `above`: the present source replicates from it. `other`: anything else.
 */
export type Relation = 'same' | 'sibling' | 'above' | 'other';

/** Who is who when one channel is pointed elsewhere; read from facts alone. */
export interface ChangeMasterShape {
  readonly replica: ServerId;
  readonly channel: ChannelFacts;
  /** The server that the channel follows now, else the address it names. */
  readonly source: ServerId;
  readonly sourceAnswers: boolean;
  readonly to: ServerId;
  /** As the replica is to name it. */
  readonly address: Address;
  readonly relation: Relation;
  /** The channel through which `to` (sibling) or `source` (above) gets the common source's changes. */
  readonly through: { readonly server: ServerId; readonly channel: ChannelFacts } | null;
  /** Servers that `to` gets changes from, directly or not. */
  readonly above: readonly ServerId[];
}

export function readChangeMasterShape(
  facts: FactsByServer,
  replica: ServerId,
  channel: ChannelFacts,
  to: ServerId,
  address: Address,
): ChangeMasterShape {
  const source = sourceServer(facts, replica, channel);
  const through = throughOf(facts, source, to);
  return {
    replica,
    channel,
    source,
    sourceAnswers: answers(facts, source),
    to,
    address,
    relation: source === to ? 'same' : (through?.relation ?? 'other'),
    through: source === to || through === null ? null : { server: through.server, channel: through.channel },
    above: serversAbove(facts, to),
  };
}

export function answers(facts: FactsByServer, server: ServerId): boolean {
  return readingOf(facts.get(server), 'status')?.ok === true;
}

function throughOf(
  facts: FactsByServer,
  source: ServerId,
  to: ServerId,
): { readonly relation: Relation; readonly server: ServerId; readonly channel: ChannelFacts } | null {
  const under = channelFrom(facts, to, source);
  if (under !== undefined) return { relation: 'sibling', server: to, channel: under };
  const over = channelFrom(facts, source, to);
  return over === undefined ? null : { relation: 'above', server: source, channel: over };
}

/** The channel of `server` whose source is `from`. */
function channelFrom(facts: FactsByServer, server: ServerId, from: ServerId): ChannelFacts | undefined {
  const channels = factOf(facts.get(server), 'status')?.channels ?? [];
  return channels.find((channel) => sourceServer(facts, server, channel) === from);
}

/** Every server that `server` gets changes from, directly or not. */
export function serversAbove(facts: FactsByServer, server: ServerId): readonly ServerId[] {
  const found = new Set<ServerId>();
  const walk = (from: ServerId): void => {
    for (const channel of factOf(facts.get(from), 'status')?.channels ?? []) {
      const source = sourceServer(facts, from, channel);
      if (found.has(source)) continue;
      found.add(source);
      walk(source);
    }
  };
  walk(server);
  return [...found];
}
