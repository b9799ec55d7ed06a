import { resolveSource } from '../analysis/topology/addresses.ts';
import type { ChannelFacts } from '../domain/channel.ts';
import { factOf, type FactsByServer } from '../domain/facts.ts';
import type { ServerId } from '../domain/server.ts';

/** The named inbound channel of a replica, from its last status. */
export function channelOf(facts: FactsByServer, server: ServerId, channel: string): ChannelFacts | undefined {
  return factOf(facts.get(server), 'status')?.channels.find((entry) => entry.name === channel);
}

/** Why a channel does not run, in words; null when it does. */
export function whyStopped(channel: ChannelFacts): string | null {
  const error = channel.ioError ?? channel.sqlError;
  const threads = `IO ${channel.io}, SQL ${channel.sql}`;
  if (error !== null) return `${threads}; error ${String(error.number)}: ${error.message}`;
  return channel.io === 'yes' && channel.sql === 'yes' ? null : threads;
}

/** The server that a channel's source is, where it is among those that were read; else the address it names. */
export function sourceServer(facts: FactsByServer, server: ServerId, channel: ChannelFacts): ServerId {
  return resolveSource(facts, server, channel);
}
