import { factOf, type FactsByServer } from '../../domain/facts.ts';
import * as accounts from '../../guards/accounts.ts';
import * as binlog from '../../guards/binlog.ts';
import { candidateAddress } from '../../guards/candidate.ts';
import { supportedKind } from '../../guards/cluster-kind.ts';
import * as identity from '../../guards/identity.ts';
import { oneWriter } from '../../guards/writers.ts';
import { privilegesOn } from '../../guards/privileges.ts';
import { factsFresh } from '../../guards/reachability.ts';
import type { GuardRef } from '../../guards/ref.ts';
import { gtidLineage, neededStillThere } from '../../guards/repoint-gtid.ts';
import * as repoint from '../../guards/repoint.ts';
import { workersClosed } from '../../guards/workers.ts';
import type { WantedContinuation } from '../change-master-view.ts';
import type { Decision } from './continuation.ts';
import type { Evidence } from './evidence.ts';
import { drains, hasAllReceived } from './input.ts';
import { answers, type ChangeMasterShape } from './shape.ts';

const freshWithinMs = 5000; // ms, rulebook section 3

/** Every question that is asked before a channel is pointed elsewhere, in the order in which people read them. */
export function changeMasterGuards(
  shape: ChangeMasterShape,
  wanted: WantedContinuation,
  decision: Decision,
  facts: FactsByServer,
  evidence: Evidence,
): readonly GuardRef[] {
  const { replica, channel, to, above } = shape;
  const presence = [
    repoint.targetReachable.ref({ server: replica }),
    repoint.targetReachable.ref({ server: to }),
    repoint.noLoop.ref({ replica, to, above }),
  ];
  if (!answers(facts, to) || !answers(facts, replica) || replica === to) return presence;
  return [
    ...presence,
    repoint.channelStands.ref({ server: replica, channel: channel.name }),
    workersClosed.ref({ server: replica, channel: channel.name }),
    repoint.notWentBack.ref({ server: replica, channel: channel.name, recorded: evidence.recorded }),
    ...(wanted.kind === 'position'
      ? [
          repoint.coordinatesBelong.ref({
            server: replica,
            channel: channel.name,
            typed: { file: wanted.file, offset: wanted.offset },
          }),
        ]
      : []),
    continuation(shape, decision),
    ...gtidGuards(shape, decision, evidence),
    repoint.receivedElsewhere.ref({
      server: replica,
      channel: channel.name,
      drained: drains(shape, facts),
      because: hasAllReceived(shape, facts),
    }),
    repoint.channelPeculiar.ref({ server: replica, channel: channel.name }),
    ...meeting(shape, decision),
    ...onTarget(shape, facts),
    privilegesOn.ref({ server: replica, part: 'channel', events: false }),
    ...[replica, to].flatMap((server) => [
      supportedKind.ref({ server }),
      factsFresh.ref({ server, limitMs: freshWithinMs }),
    ]),
  ];
}

function continuation({ replica }: ChangeMasterShape, decision: Decision): GuardRef {
  return repoint.continuationProved.ref(
    decision.kind === 'proved'
      ? { server: replica, verdict: 'pass', message: `${replica} goes on ${decision.because}.`, cure: null }
      : { server: replica, verdict: 'block', message: decision.because, cure: decision.needed },
  );
}

/** The other one that is paused for a moment: said, and changed by the plan as well. */
function meeting({ through, to, source, relation }: ChangeMasterShape, decision: Decision): readonly GuardRef[] {
  if (decision.kind !== 'proved' || decision.goesOn.kind !== 'value' || through === null) return [];
  return [
    repoint.pausesApplier.ref({ server: through.server }),
    privilegesOn.ref({ server: through.server, part: 'channel', events: false }),
    ...(relation === 'sibling' ? [oneWriter.ref({ server: to, source, closable: false })] : []),
  ];
}

function gtidGuards(shape: ChangeMasterShape, decision: Decision, evidence: Evidence): readonly GuardRef[] {
  if (decision.kind !== 'proved' || decision.goesOn.kind !== 'gtid') return [];
  const { replica, to, source, above } = shape;
  const others = [...new Set([source, ...above])].filter((server) => server !== to && server !== replica);
  return [
    gtidLineage.ref({ replica, to, others }),
    neededStillThere.ref({ replica, to, firstGtid: evidence.firstGtid }),
  ];
}

function onTarget(shape: ChangeMasterShape, facts: FactsByServer): readonly GuardRef[] {
  const { replica, to, channel, address, relation, source, sourceAnswers } = shape;
  const inbound = factOf(facts.get(to), 'status')?.channels.length ?? 0;
  const user = channel.user ?? '';
  return [
    candidateAddress.ref({ candidate: to, ...address, sourceHosts: [channel.source.host] }),
    binlog.candidateBinlog.ref({ candidate: to }),
    ...(inbound > 0 ? [binlog.candidateLogsUpdates.ref({ candidate: to })] : []),
    identity.canFollow.ref({ follower: replica, candidate: to, part: 'source' }),
    identity.distinctIds.ref({ servers: [replica, to] }),
    ...(relation === 'same' || user === ''
      ? []
      : [
          sourceAnswers
            ? accounts.replicationAccount.ref({ candidate: to, source, user })
            : repoint.accountThere.ref({ server: to, user }),
        ]),
  ];
}
