import {
  addressNamedBy,
  hintOf,
  resolveAddress,
  resolveSource,
  serverOfHint,
  type ServerHint,
} from '../../../shared/analysis/topology/addresses.ts';
import type { ChannelFacts } from '../../../shared/domain/channel.ts';
import { factOf, type ConnectedReplica, type FactsByServer, type ServerFacts } from '../../../shared/domain/facts.ts';
import type { ServerId } from '../../../shared/domain/server.ts';

/** An address at which a server may be, and what is known of that server. */
export interface Candidate {
  readonly address: ServerId;
  readonly hint: ServerHint | null;
  /** The known server that it must be. */
  readonly known: ServerId | undefined;
  /** Its port is guessed: when nothing is there, nothing is missing. */
  readonly guess: boolean;
}

/** Addresses that a server's facts name and that no known server has yet: its sources, its replicas. */
export function candidatesOf(facts: FactsByServer, server: ServerFacts): readonly Candidate[] {
  const upward = (factOf(server, 'status')?.channels ?? []).map((channel) => sourceCandidate(facts, server, channel));
  const downward = (factOf(server, 'replicas') ?? []).flatMap((replica) => replicaCandidate(facts, server, replica));
  return [...upward, ...downward].filter(({ address }) => resolveAddress(facts, address) === undefined);
}

/** Only a connected channel knows for certain who answers at the address it names. */
function sourceCandidate(facts: FactsByServer, replica: ServerFacts, channel: ChannelFacts): Candidate {
  const address = addressNamedBy(replica.server, channel.source);
  const source = resolveSource(facts, replica.server, channel);
  const connected = channel.io === 'yes';
  return {
    address,
    hint: connected ? hintOf(channel) : null,
    known: connected && facts.has(source) ? source : undefined,
    guess: false,
  };
}

/** Where only the processlist shows a replica, its port is taken to be its source's. */
function replicaCandidate(facts: FactsByServer, source: ServerFacts, replica: ConnectedReplica): readonly Candidate[] {
  const port = replica.port ?? factOf(source, 'identity')?.port;
  if (port === undefined) return [];
  const address = addressNamedBy(source.server, { host: replica.host, port });
  const hint = { uuid: replica.uuid, serverId: replica.serverId, port };
  const known = hint.uuid === null ? undefined : serverOfHint(facts, hint);
  return [{ address, hint, known, guess: replica.port === null }];
}
