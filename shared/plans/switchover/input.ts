import type { Address } from '../../domain/address.ts';
import type { ClusterConfiguration } from '../../domain/configuration.ts';
import type { ChannelFacts } from '../../domain/channel.ts';
import {
  factOf,
  type FactsByServer,
  type IdentityFacts,
  type ScheduledEvent,
  type SettingsFacts,
  type StatusFacts,
} from '../../domain/facts.ts';
import type { ServerId } from '../../domain/server.ts';
import type { Continuation, Commands, Transport } from '../../dialects/commands.ts';
import { channelOf } from '../../guards/channels.ts';
import type { HookRoles } from '../hooks.ts';
import { addressForReplicas } from './replica-address.ts';
import type { SwitchoverShape } from './shape.ts';

/** Everything a switchover plan is built from. */
export interface SwitchoverInput {
  readonly cluster: ClusterConfiguration;
  readonly shape: SwitchoverShape;
  readonly source: ServerId;
  readonly facts: FactsByServer;
  readonly commands: (server: ServerId) => Commands;
  /** Every server that answers, for the records. */
  readonly recorded: readonly ServerId[];
  /** The channel that the old source's new one is made like; left out: the candidate's own from the source. */
  readonly mirror?: Mirror;
  /** The source does not answer any more, and will follow nobody by this plan. */
  readonly gone?: true;
}

export interface Mirror {
  readonly channel: ChannelFacts;
  /** Where it is, so that its password may be read there; null: it is not any more. */
  readonly server: ServerId | null;
}

function mirrored(input: SwitchoverInput): ChannelFacts | undefined {
  return input.mirror?.channel ?? channelOf(input.facts, input.shape.candidate, input.shape.channel);
}

/** Where the password of the replication account may be kept readable; null: nowhere. */
export function passwordKept(input: SwitchoverInput): { readonly server: ServerId; readonly channel: string } | null {
  const { mirror, shape } = input;
  if (mirror === undefined) return { server: shape.candidate, channel: shape.channel };
  return mirror.server === null ? null : { server: mirror.server, channel: mirror.channel.name };
}

/** What hooks are told of the servers. */
export function hookRoles({ source, shape }: SwitchoverInput): HookRoles {
  return { oldMaster: source, newMaster: shape.candidate };
}

/** A server's status; the guards made sure that it was read. */
export function statusOf(input: SwitchoverInput, server: ServerId): StatusFacts {
  const status = factOf(input.facts.get(server), 'status');
  if (status === undefined) throw new Error(`the plan needs the status of ${server}`);
  return status;
}

export function identityOf(input: SwitchoverInput, server: ServerId): IdentityFacts {
  const identity = factOf(input.facts.get(server), 'identity');
  if (identity === undefined) throw new Error(`the plan needs the identity of ${server}`);
  return identity;
}

export function settingsOf(input: SwitchoverInput, server: ServerId): SettingsFacts | undefined {
  return factOf(input.facts.get(server), 'settings');
}

/** The source's events that change hands: enabled ones. */
export function movingEvents(input: SwitchoverInput): readonly ScheduledEvent[] {
  return (factOf(input.facts.get(input.source), 'events')?.events ?? []).filter((event) => event.status === 'enabled');
}

/**
 * Of the moving events those that exist on the candidate, with the candidate's own definer. Where the source can't be
 * asked those are meant that the candidate keeps disabled because it is a replica.
 */
export function arrivingEvents(input: SwitchoverInput): readonly ScheduledEvent[] {
  const there = factOf(input.facts.get(input.shape.candidate), 'events')?.events ?? [];
  if (factOf(input.facts.get(input.source), 'events') === undefined)
    return there.filter(({ status }) => status === 'replica-side-disabled');
  const moving = new Set(movingEvents(input).map((event) => `${event.schema}.${event.name}`));
  return there.filter((event) => moving.has(`${event.schema}.${event.name}`) && event.status !== 'enabled');
}

/** The address under which replicas will reach a server of the plan. */
export function replicaAddress(input: SwitchoverInput, server: ServerId): Address {
  return addressForReplicas(server, identityOf(input, server));
}

/** By GTID or by file and offset, as the channel does today. */
export function followBy(positioning: 'file' | 'auto-position' | 'slave_pos' | 'current_pos'): 'gtid' | 'file' {
  return positioning === 'file' ? 'file' : 'gtid';
}

/** How a re-pointed channel continues; file and offset are bound when the candidate's own position is known. */
export function continuationOf(positioning: 'file' | 'auto-position' | 'slave_pos' | 'current_pos'): Continuation {
  switch (positioning) {
    case 'file':
      return { kind: 'file', position: 'bound' };
    case 'auto-position':
      return { kind: 'auto-position' };
    case 'slave_pos':
    case 'current_pos':
      return { kind: 'mariadb-gtid' };
  }
}

/** How the candidate's own channel is transported: the old source's new channel mirrors it. */
export function transportOf(input: SwitchoverInput): Transport {
  const channel = mirrored(input);
  return {
    tls: channel?.tls.enabled ?? false,
    getPublicKey: channel?.getPublicKey ?? false,
    connectRetryS: channel?.connectRetryS ?? 60,
    retryCount: channel?.retryCount ?? null,
  };
}

/** The account for the old source's new channel. */
export function replicationUser(input: SwitchoverInput): string {
  const place = passwordKept(input);
  const kept =
    place === null
      ? undefined
      : factOf(input.facts.get(place.server), 'credentials')?.channels.find((c) => c.channel === place.channel);
  return input.cluster.replication?.user ?? kept?.user ?? mirrored(input)?.user ?? '';
}
