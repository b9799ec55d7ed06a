import type { ReplicaWitness } from '../../../shared/domain/evidence.ts';
import { factOf, type FactsByServer } from '../../../shared/domain/facts.ts';
import type { ServerId } from '../../../shared/domain/server.ts';
import type { ClusterTopology } from '../../../shared/domain/topology.ts';
import { channelOf } from '../../../shared/guards/channels.ts';
import type { Noted, Silences } from './silences.ts';

/** One reading of a replica's counters. */
export interface WitnessReading {
  readonly witness: ReplicaWitness;
  readonly noted: Noted;
}

/** What every replica of `source` that answers shows now. */
export function readWitnesses(
  source: ServerId,
  topology: ClusterTopology,
  facts: FactsByServer,
  silences: Silences,
): readonly WitnessReading[] {
  return topology.servers.flatMap((view) => {
    const channel = view.channels.find((entry) => entry.source === source);
    const found = channel === undefined ? undefined : channelOf(facts, view.id, channel.name);
    if (found === undefined) return [];
    const heard = factOf(facts.get(view.id), 'heartbeats');
    const beats = heard?.channels.find((entry) => entry.channel === found.name);
    const counters = JSON.stringify([found.received, found.receivedGtid, beats?.received ?? null]);
    const noted = silences.note(view.id, found.name, counters);
    const witness: ReplicaWitness = {
      server: view.id,
      channel: found.name,
      io: found.io,
      ioError: found.ioError === null ? null : { number: found.ioError.number, message: found.ioError.message },
      received: found.received,
      heartbeats: beats?.received ?? null,
      heard: noted.heard,
      silentS: Math.max(noted.silentMs / 1000, beats?.heardAgoS ?? 0),
      heartbeatPeriodS: beats?.periodS ?? null,
      netTimeoutS: heard?.netTimeoutS ?? null,
    };
    return [{ witness, noted }];
  });
}
