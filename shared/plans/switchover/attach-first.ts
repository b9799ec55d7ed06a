import { channelOf } from '../../guards/channels.ts';
import { channelStopped, pointsAt } from '../../guards/proofs/channel.ts';
import { appliedNothing } from '../../guards/proofs/repoint.ts';
import { nothingToUndo, read, statements, undoBy, value } from '../nodes.ts';
import type { PlanNode, Undo } from '../plan.ts';
import { continuationOf, type SwitchoverInput } from './input.ts';
import type { Follower } from './shape.ts';
import { timings } from './timings.ts';

/** How a follower that is re-pointed before the line goes back to where exactly it was. */
export interface WayBack {
  /** Where it stood in the old source's log when it was stopped. */
  readonly read: PlanNode;
  readonly stopped: Undo;
  readonly pointed: Undo;
  readonly started: Undo;
}

/**
 * `stopped`: what undoes its stop. `at`: the value with its place in the candidate's log, by file and offset: it goes
 * back only while it has applied nothing from there.
 */
export function wayBackOf(
  input: SwitchoverInput,
  { server, channel, positioning }: Follower,
  at: string,
  stopped: Undo,
): WayBack {
  const stood = `stood:${server}`;
  return {
    read: read({
      id: stood,
      server,
      title: `Read where ${server} stopped`,
      why: 'Here it goes on if this is undone.',
      read: 'stop-point',
      channel,
      stable: true,
      once: true,
      into: stood,
      before: [channelStopped.ref({ server, channel })],
      withinMs: timings.small,
    }),
    stopped,
    pointed: pointedBack(input, { server, channel, positioning }, stood, at),
    started: undoBy(
      `${server} stops again`,
      statements('control', [input.commands(server).stopReplica(channel)]),
      channelStopped.ref({ server, channel }),
      { withinMs: timings.stopFollower },
    ),
  };
}

function pointedBack(
  input: SwitchoverInput,
  { server, channel, positioning }: Follower,
  stood: string,
  at: string,
): Undo {
  const found = channelOf(input.facts, server, channel);
  if (found === undefined) return nothingToUndo('it had no such channel');
  const { host, port } = found.source;
  const sql = input.commands(server).repoint({
    channel,
    to: found.source,
    continuation:
      positioning === 'current_pos' ? { kind: 'mariadb-gtid', use: positioning } : continuationOf(positioning),
    credentials: null,
    transport: null,
  });
  const binds = { file: value(stood, 'file'), offset: value(stood, 'offset') };
  return undoBy(
    `Point ${server} at ${input.source} again, where it stopped`,
    statements('control', [sql], binds),
    pointsAt.ref({ server, channel, host, port }),
    {
      withinMs: timings.undo,
      provided:
        positioning === 'file' ? [appliedNothing.ref({ server, channel, at: value(at), before: value(stood) })] : [],
    },
  );
}
