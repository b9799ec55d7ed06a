import { evidenceOf } from '../../../shared/analysis/evidence/conclude.ts';
import type { ClusterConfiguration } from '../../../shared/domain/configuration.ts';
import type { DeathEvidence } from '../../../shared/domain/evidence.ts';
import type { FactGroup, FactsByServer } from '../../../shared/domain/facts.ts';
import type { ClusterTopology } from '../../../shared/domain/topology.ts';
import type { ServerId } from '../../../shared/domain/server.ts';
import { probeSource, type ProbeParts } from './probe-source.ts';
import type { Silences } from './silences.ts';
import { readWitnesses, type WitnessReading } from './witnesses.ts';

/** One look at a cluster. */
export interface Look {
  readonly topology: ClusterTopology;
  readonly facts: FactsByServer;
}

export interface EvidenceParts {
  readonly look: (cluster: ClusterConfiguration, groups: readonly FactGroup[], signal: AbortSignal) => Promise<Look>;
  readonly probe: (cluster: ClusterConfiguration) => ProbeParts;
  readonly silences: Silences;
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>;
}

export interface Gathered {
  readonly evidence: DeathEvidence;
  /** The last look, on which the rest is decided. */
  readonly look: Look;
}

/** Between two readings of a replica's counters. */
const betweenMs = 1000; // ms

/**
 * Is the source dead? Looks at it from here and from every replica; the replicas' counters are read twice, a second
 * apart, unless an earlier look is the first of the two. `first`: a look of just now.
 */
export async function gatherEvidence(
  cluster: ClusterConfiguration,
  source: ServerId,
  first: Look,
  groups: readonly FactGroup[],
  parts: EvidenceParts,
  signal: AbortSignal,
): Promise<Gathered> {
  const probing = probeSource(source, parts.probe(cluster), signal);
  const read = (look: Look): readonly WitnessReading[] =>
    readWitnesses(source, look.topology, look.facts, parts.silences);
  const once = read(first);
  const [probe, second] = await Promise.all([probing, needsSecond(once) ? again() : null]);
  const readings = second === null ? once : read(second);
  const look = second ?? first;
  const heardBefore = new Set(once.flatMap(({ witness, noted }) => (noted.heard ? [witness.server] : [])));
  const witnesses = readings.map(({ witness }) => ({
    ...witness,
    heard: witness.heard || heardBefore.has(witness.server),
  }));
  const unreachable = look.topology.servers.filter(({ id, role }) => role === 'unreachable' && id !== source);
  return {
    evidence: evidenceOf(
      probe,
      witnesses,
      unreachable.map(({ id }) => id),
    ),
    look,
  };

  async function again(): Promise<Look> {
    await parts.pause(betweenMs, signal);
    return parts.look(cluster, groups, signal);
  }
}

/** A receiver that is connected tells something only by two readings. */
function needsSecond(readings: readonly WitnessReading[]): boolean {
  return readings.some(
    ({ witness, noted }) => witness.io === 'yes' && (noted.sinceLastMs === null || noted.sinceLastMs < betweenMs),
  );
}
