import {
  addressNamedBy,
  hintOf,
  resolveAddress,
  resolveSource,
  type ServerHint,
} from '../../../shared/analysis/topology/addresses.ts';
import { factOf, type ConnectedReplica, type FactsByServer, type ServerFacts } from '../../../shared/domain/facts.ts';
import type { ServerId } from '../../../shared/domain/server.ts';

/** An address at which a server may be, and what is known of that server. */
export interface Candidate {
  readonly address: ServerId;
  readonly hint: ServerHint | null;
  /** Its port is guessed: when nothing is there, nothing is missing. */
  readonly guess: boolean;
}

/** Addresses that a server's facts name and that belong to no known server: its sources, its replicas. */
export function candidatesOf(facts: FactsByServer, server: ServerFacts): readonly Candidate[] {
  const upward = (factOf(server, 'status')?.channels ?? [])
    .filter((channel) => !facts.has(resolveSource(facts, server.server, channel)))
    .map((channel) => ({
      address: addressNamedBy(server.server, channel.source),
      hint: channel.io === 'yes' ? hintOf(channel) : null,
      guess: false,
    }));
  const downward = (factOf(server, 'replicas') ?? []).flatMap((replica) => replicaCandidate(server, replica));
  return [...upward, ...downward].filter(({ address }) => resolveAddress(facts, address) === undefined);
}

/** Where only the processlist shows a replica, its port is taken to be its source's. */
function replicaCandidate(source: ServerFacts, replica: ConnectedReplica): readonly Candidate[] {
  const port = replica.port ?? factOf(source, 'identity')?.port;
  if (port === undefined) return [];
  const address = addressNamedBy(source.server, { host: replica.host, port });
  const hint = { uuid: replica.uuid, serverId: replica.serverId, port };
  return [{ address, hint, guess: replica.port === null }];
}
