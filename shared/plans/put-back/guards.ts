import type { FactsByServer } from '../../domain/facts.ts';
import { supportedKind } from '../../guards/cluster-kind.ts';
import { canFollow, distinctIds } from '../../guards/identity.ts';
import { privilegesOn } from '../../guards/privileges.ts';
import * as putBack from '../../guards/put-back.ts';
import { factsFresh } from '../../guards/reachability.ts';
import type { GuardRef } from '../../guards/ref.ts';
import { gtidLineage, neededStillThere } from '../../guards/repoint-gtid.ts';
import { channelPeculiar, targetReachable } from '../../guards/repoint.ts';
import { answers } from '../change-master/shape.ts';
import type { PlaceEvidence } from './evidence.ts';
import type { PutBackShape } from './input.ts';
import type { StopPointDecision } from './stop-point.ts';

const freshWithinMs = 5000; // ms, rulebook section 3

export interface PutBackAnswers {
  readonly decision: StopPointDecision;
  readonly place: PlaceEvidence;
  /** MariaDB: what the oldest log of the source begins after. */
  readonly firstGtid: string | null;
}

/** Every question that is asked before a channel is put back, in the order in which people read them. */
export function putBackGuards(
  shape: PutBackShape,
  facts: FactsByServer,
  { decision, place, firstGtid }: PutBackAnswers,
): readonly GuardRef[] {
  const { replica, source, channel, recorded, sameSource, restore, record } = shape;
  const presence = [targetReachable.ref({ server: replica }), targetReachable.ref({ server: source })];
  if (!answers(facts, replica) || !answers(facts, source)) return presence;
  return [
    ...presence,
    putBack.namesRecordedSource.ref({
      server: replica,
      channel: channel.name,
      recorded: `${recorded.source.host}:${String(recorded.source.port)}`,
      restored: restore.source,
      same: sameSource,
    }),
    putBack.nothingAppliedAgain.ref({
      server: replica,
      because: decision.kind === 'refused' && decision.appliedAgain ? decision.because : null,
    }),
    ...(decision.kind === 'refused' && decision.appliedAgain
      ? []
      : [stopPoint(shape, decision, place), ...placeGuards(shape, decision, place, firstGtid)]),
    channelPeculiar.ref({ server: replica, channel: channel.name }),
    putBack.filtersAsRecorded.ref({
      server: replica,
      channel: channel.name,
      recorded: recorded.filters,
      wanted: restore.filters,
    }),
    putBack.opensReplica.ref({ server: replica, opens: restore.readOnly && !record.readOnly }),
    canFollow.ref({ follower: replica, candidate: source, part: 'source' }),
    distinctIds.ref({ servers: [replica, source] }),
    privilegesOn.ref({ server: replica, part: 'channel', events: false }),
    ...[replica, source].flatMap((server) => [
      supportedKind.ref({ server }),
      factsFresh.ref({ server, limitMs: freshWithinMs }),
    ]),
  ];
}

function stopPoint({ replica, recorded }: PutBackShape, decision: StopPointDecision, place: PlaceEvidence): GuardRef {
  return putBack.stopPointProved.ref({
    server: replica,
    proved: decision.kind === 'proved',
    because: decision.because,
    tried: decision.kind === 'refused' ? decision.tried : [],
    lowerBound: recorded.executed.file === '' ? null : recorded.executed,
    above: place.between?.transactions ?? null,
  });
}

function placeGuards(
  { replica, source }: PutBackShape,
  decision: StopPointDecision,
  { place }: PlaceEvidence,
  firstGtid: string | null,
): readonly GuardRef[] {
  if (decision.kind === 'refused') return [];
  if (decision.goesOn.kind === 'gtid')
    return [
      gtidLineage.ref({ replica, to: source, others: [] }),
      neededStillThere.ref({ replica, to: source, firstGtid }),
    ];
  return [
    putBack.placeIsBoundary.ref({
      server: source,
      boundary: place?.kind === 'boundary',
      text: place?.text ?? 'it was not read',
    }),
  ];
}
