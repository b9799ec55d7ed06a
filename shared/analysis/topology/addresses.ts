import { formatAddress, parseAddress, type Address } from '../../domain/address.ts';
import type { ChannelFacts } from '../../domain/channel.ts';
import { factOf, type FactsByServer } from '../../domain/facts.ts';
import type { ServerId } from '../../domain/server.ts';

/** What tells servers apart besides their address, as another server tells it. */
export interface ServerHint {
  readonly uuid: string | null;
  readonly serverId: number | null;
  readonly port: number;
}

/** The server that an address belongs to, by id or alias. */
export function resolveAddress(facts: FactsByServer, address: ServerId): ServerId | undefined {
  if (facts.has(address)) return address;
  for (const server of facts.values()) if (server.aliases.includes(address)) return server.server;
  return undefined;
}

/**
 * An address that `owner` names, as seen from here: a loopback address means the machine that `owner` is on.
 */
export function addressNamedBy(owner: ServerId, named: Address): ServerId {
  const home = parseAddress(owner).host;
  const host = isLoopback(named.host) && !isLoopback(home) ? home : named.host;
  return formatAddress({ host, port: named.port });
}

/**
 * The one known server that a hint fits: by uuid (MySQL), else by server_id and the port it listens on (MariaDB).
 * Undefined when none or several fit: a cloned server must not be taken for its original.
 */
export function serverOfHint(facts: FactsByServer, hint: ServerHint): ServerId | undefined {
  const fitting = [...facts.values()].filter((server) => {
    const identity = factOf(server, 'identity');
    if (identity === undefined) return false;
    if (hint.uuid !== null) return identity.uuid === hint.uuid;
    return identity.uuid === null && identity.serverId === hint.serverId && identity.port === hint.port;
  });
  return fitting.length === 1 ? fitting[0]?.server : undefined;
}

/** What a channel knows of its source; uuid and server_id are from its last successful connection. */
export function hintOf(channel: ChannelFacts): ServerHint {
  return { uuid: channel.sourceUuid, serverId: channel.sourceServerId, port: channel.source.port };
}

/**
 * The server that a channel's source is: a known one where uuid, address or server_id say so, else the address it names.
 * The replica may name its source by a name that means nothing here, or another machine than there.
 */
export function resolveSource(facts: FactsByServer, owner: ServerId, channel: ChannelFacts): ServerId {
  const address = addressNamedBy(owner, channel.source);
  const byUuid = channel.sourceUuid === null ? undefined : serverOfHint(facts, hintOf(channel));
  if (byUuid !== undefined) return byUuid;
  const byAddress = resolveAddress(facts, address);
  if (byAddress !== undefined && !contradicts(facts, byAddress, channel)) return byAddress;
  return serverOfHint(facts, hintOf(channel)) ?? byAddress ?? address;
}

/** A connected channel knows its source's server_id for certain. */
function contradicts(facts: FactsByServer, server: ServerId, channel: ChannelFacts): boolean {
  const serverId = factOf(facts.get(server), 'identity')?.serverId;
  if (channel.io !== 'yes' || channel.sourceServerId === null || serverId === undefined) return false;
  return channel.sourceServerId !== serverId;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}
