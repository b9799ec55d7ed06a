import type { ChannelFacts } from '../../domain/channel.ts';
import { factOf, type FactsByServer } from '../../domain/facts.ts';
import type { ServerId } from '../../domain/server.ts';
import { sourceServer } from '../../guards/channels.ts';

/** A channel and the server that has it. */
export interface Following {
  readonly server: ServerId;
  readonly channel: ChannelFacts;
}

/** The channels by which servers follow `source` already. */
export function followersOf(facts: FactsByServer, source: ServerId): readonly Following[] {
  return [...facts.keys()].flatMap((server) =>
    channelsOf(facts, server)
      .filter((channel) => sourceServer(facts, server, channel) === source)
      .map((channel) => ({ server, channel })),
  );
}

/** The channels of one server. */
export function channelsOf(facts: FactsByServer, server: ServerId): readonly ChannelFacts[] {
  return factOf(facts.get(server), 'status')?.channels ?? [];
}
