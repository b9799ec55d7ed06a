import type { ServerId } from '../../domain/server.ts';
import { channelOf } from '../../guards/channels.ts';
import { asPlanned, type PlannedServer } from '../../guards/proofs/as-planned.ts';
import type { GuardRef } from '../../guards/ref.ts';
import { statusOf, type SwitchoverInput } from './input.ts';

/** A server as the plan found it; `channel` is null for one that follows nobody. */
export function asFound(input: SwitchoverInput, server: ServerId, channel: string | null): PlannedServer {
  const source = channel === null ? undefined : channelOf(input.facts, server, channel)?.source;
  const follows =
    channel === null || source === undefined ? null : { channel, source: `${source.host}:${String(source.port)}` };
  return { server, readOnly: statusOf(input, server).readOnly, follows };
}

/**
 * Right before writes are stopped: the source is still as it was found, and the candidate, closed, still follows it.
 * While a question was open, or a lock was lost, somebody may have switched over by hand.
 */
export function rolesHold(input: SwitchoverInput): GuardRef {
  const { source, shape } = input;
  const candidate = { ...asFound(input, shape.candidate, shape.channel), readOnly: true };
  return asPlanned.ref({ servers: [asFound(input, source, shape.pair?.channel ?? null), candidate] });
}
