import type { ServerId } from '../../domain/server.ts';
import { readOnlyOn } from '../../guards/proofs/read-only.ts';
import { change, leaveBehind, nothingToUndo, statements, parallel } from '../nodes.ts';
import type { ChangeNode, PlanNode } from '../plan.ts';
import { statusOf, type SwitchoverInput } from './input.ts';
import { wayBack } from './left-behind.ts';
import { timings } from './timings.ts';

/**
 * The other replicas, right before the new source is opened: one that was restarted in the meantime has read_only from
 * its files and may be open. One that can't be closed is left behind.
 */
export function othersStayClosed(input: SwitchoverInput): readonly PlanNode[] {
  const { candidate, followers } = input.shape;
  if (followers.length === 0) return [];
  return [
    parallel(
      'others-closed',
      'No other server takes writes',
      followers.map(({ server, positioning }) =>
        leaveBehind(`closed:${server}`, server, `${server} is closed`, wayBack(server, candidate, positioning), [
          keepClosed(input, server, 'keep-closed'),
        ]),
      ),
    ),
  ];
}

/**
 * A replica that was restarted open just when the new source was opened: closed before anything else is done with it.
 * One that does not answer now is closed when it follows.
 */
export function closedFirst(input: SwitchoverInput, server: ServerId): PlanNode {
  const wayOut = `Make sure that ${server} is read-only: ${input.shape.candidate} takes the writes.`;
  return leaveBehind(`closed-first:${server}`, null, `${server} is closed`, wayOut, [
    keepClosed(input, server, 'closed-first'),
  ]);
}

/** Closes a server that must not take writes, if it does; so there is nothing to undo. */
export function keepClosed(input: SwitchoverInput, server: ServerId, id: string): ChangeNode {
  const { readOnly, superReadOnly } = statusOf(input, server);
  const commands = input.commands(server);
  const closing = readOnly ? commands.open({ readOnly, superReadOnly }) : commands.close();
  return change({
    id: `${id}:${server}`,
    server,
    title: `${server} is read-only; it is closed if it was opened meanwhile`,
    why: 'No second server may take writes; a restarted one has read_only from its files.',
    run: statements('work', [`SET SESSION lock_wait_timeout = ${String(timings.lockWaitS)}`, ...closing]),
    proof: readOnlyOn.ref({ server }),
    unlessProved: true,
    withinMs: timings.keepClosed,
    undo: nothingToUndo('it was closed before'),
  });
}
