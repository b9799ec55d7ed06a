import type { Commands } from '../../dialects/commands.ts';
import type { GuardRef } from '../../guards/ref.ts';
import { coordinatorEnded, type ReplicaChannel } from '../../guards/proofs/received.ts';
import { change, read, value } from '../nodes.ts';
import type { PlanNode, Undo } from '../plan.ts';
import { timings } from './timings.ts';

const noSuchThread = 1094;

/**
 * MySQL: where the source died in the middle of sending a transaction, the several workers' coordinator waits up to 60 s
 * for the rest of it before STOP is answered, but ends at once when it is killed before. Whatever it is at once everything
 * that was received whole is applied (`before`) was received in part: what was begun of it is rolled back. It must be
 * seen ended before STOP is sent, which makes it wait all the same. Source: MySQL manual, “Replication and Transaction
 * Inconsistencies”; seen on 9.7.
 */
export function endWaiting(
  { server, channel }: ReplicaChannel,
  commands: Commands,
  { before, undo }: { readonly before: readonly GuardRef[]; readonly undo: Undo },
): readonly PlanNode[] {
  const sessions = `waits:${server}`;
  return [
    read({
      id: `waits:${server}`,
      server,
      title: `Does ${server} wait for the rest of a transaction?`,
      why: 'One that was received in part never comes whole any more; STOP would wait for it, up to 60 s.',
      before,
      read: 'waits-for-rest',
      channel,
      into: sessions,
      withinMs: timings.small,
    }),
    change({
      id: `end-wait:${server}`,
      server,
      title: `${server} waits for it no longer`,
      why: 'What was begun of it is rolled back; where it waits for nothing, nothing is sent.',
      run: [
        {
          sql: commands.kill(),
          session: 'control',
          binds: {},
          each: value(sessions),
          tolerate: [noSuchThread],
        },
      ],
      proof: coordinatorEnded.ref({ server, channel, sessions: value(sessions) }),
      unlessProved: true,
      repeat: true,
      withinMs: timings.endWait,
      undo,
    }),
  ];
}
