import { channelStopped } from '../../guards/proofs/channel.ts';
import { progressReset } from '../../guards/proofs/repoint.ts';
import type { GuardRef } from '../../guards/ref.ts';
import { change, statements } from '../nodes.ts';
import type { PlanNode } from '../plan.ts';
import { backWhereItStood, nothingSince } from './back.ts';
import type { RepointInput } from './repoint-input.ts';
import { timings } from './timings.ts';

/**
 * RESET without ALL, for a place that was proved without the channel's own word: it drops coordinates, relay logs and
 * the workers' notes, all of which the change that follows replaces.
 */
export function resetStep(input: RepointInput, before: readonly GuardRef[]): PlanNode {
  const { replica, channel, commands } = input;
  const { host, port } = channel.source;
  return change({
    id: 'reset-progress',
    server: replica,
    title: `${replica} drops the coordinates that it stopped with, and what its workers noted`,
    why: 'After an error or a kill MySQL refuses to change a channel of several workers (1802). Source, account, encryption and filters stay; where its data stands was proved without these notes, and its {source} still has everything from there on.',
    before: [channelStopped.ref({ server: replica, channel: channel.name }), nothingSince(input), ...before],
    run: statements('work', [commands.resetProgress(channel.name)]),
    proof: progressReset.ref({ server: replica, channel: channel.name, host, port }),
    withinMs: timings.small,
    undo: backWhereItStood(input),
  });
}
