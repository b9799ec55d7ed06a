import { drained, stillGone } from '../../guards/proofs/received.ts';
import { replicaStandsAt, unchangedSince } from '../../guards/proofs/position.ts';
import { readOnlyIs } from '../../guards/proofs/read-only.ts';
import { channelOf } from '../../guards/channels.ts';
import { change, match, nothingToUndo, read, salvage, statements, undoBy, value, wait } from '../nodes.ts';
import type { PlanNode, SalvageLogs, Undo } from '../plan.ts';
import { followBy, statusOf } from '../switchover/input.ts';
import { timings as usual } from '../switchover/timings.ts';
import { isParallel, type FailoverInput } from './input.ts';
import { timings } from './timings.ts';

/** Where the candidate's own log stands right before it is opened: after the salvage, where there is one. */
export function standsBeforeOpening({ salvage: from }: Pick<FailoverInput, 'salvage'>): 'opening' | 'takeover' {
  return from === null ? 'takeover' : 'opening';
}

/**
 * The candidate gets what it lacks before it is opened: from the dead source's binary log files, or from the log of the
 * replica that received more. Rulebook section 5, steps 3 and 5. It stays read-only.
 */
export function salvageInto(input: FailoverInput): readonly PlanNode[] {
  const { candidate } = input.shape;
  if (input.salvage === null) return [];
  return [
    ...prepareReplica(input),
    ...superReadOnlyOff(input),
    apply(input, input.salvage),
    read({
      id: 'opening-position',
      server: candidate,
      title: `Read ${candidate}'s own position again, with that applied`,
      why: 'By this an undo proves that nothing was written.',
      read: 'position',
      stable: true,
      into: 'opening',
      withinMs: usual.readPosition,
    }),
    ...countAsReplicated(input),
  ];
}

/** By file and offset the candidate is found in the other's log by its transactions, before anything is applied to it. */
function prepareReplica(input: FailoverInput): readonly PlanNode[] {
  const { salvage: from, shape } = input;
  if (from?.kind !== 'replica') return [];
  const { server, channel } = from;
  const byFile = followBy(shape.positioning) === 'file';
  return [
    wait({
      id: `drain-first:${server}`,
      server,
      title: `${server} applies everything that it received`,
      why: `What it has more is read from its own log, for ${shape.candidate}.`,
      until: drained.ref({ server, channel, parallel: isParallel(input, { server }) }),
      withinMs: timings.drain,
    }),
    read({
      id: 'reached-position',
      server,
      title: `Read how far ${server} came in the log of ${input.source}`,
      why: 'That far the new {source} comes, too.',
      read: 'stop-point',
      channel,
      stable: true,
      into: 'reached',
      withinMs: usual.readPosition,
    }),
    ...(byFile
      ? [
          match({
            id: 'match-candidate',
            server: shape.candidate,
            title: `Find where ${shape.candidate} stands in the log of ${server}`,
            why: 'What comes after that place is what it lacks.',
            in: server,
            into: 'rest-from',
            withinMs: timings.match,
          }),
        ]
      : []),
  ];
}

/** super_read_only refuses it to every account; read_only alone keeps applications out. */
function superReadOnlyOff(input: FailoverInput): readonly PlanNode[] {
  const { candidate } = input.shape;
  if (statusOf(input, candidate).superReadOnly === null) return [];
  const is = (superReadOnly: boolean) => readOnlyIs.ref({ server: candidate, readOnly: true, superReadOnly });
  return [
    change({
      id: 'super-read-only-off',
      server: candidate,
      title: `Allow Signalbox, and nobody else, to write on ${candidate}`,
      why: 'super_read_only refuses even that; read_only stays on.',
      unlessProved: true,
      run: statements('work', ['SET GLOBAL super_read_only = OFF']),
      proof: is(false),
      withinMs: usual.small,
      undo: undoBy('super_read_only on again', statements('control', ['SET GLOBAL super_read_only = ON']), is(true), {
        withinMs: timings.undo,
      }),
    }),
  ];
}

function apply(input: FailoverInput, from: NonNullable<FailoverInput['salvage']>): PlanNode {
  const { source, shape } = input;
  const { candidate, positioning } = shape;
  const byGtid = followBy(positioning) === 'gtid';
  const [logs, name]: readonly [SalvageLogs, string] =
    from.kind === 'folder'
      ? [{ kind: 'folder', folder: from.folder }, `binary log files of ${source}`]
      : [{ kind: 'server', server: from.server }, `log of ${from.server}`];
  const begins = from.kind === 'folder' ? value('final') : value('rest-from');
  return salvage({
    id: 'salvage',
    server: candidate,
    title: `Apply on ${candidate} what it lacks, from the ${name}`,
    why: 'Each transaction as it was logged, with its own GTID where it has one; checked before the first is sent.',
    before: [stillGone.ref({ server: source })],
    logs,
    after: byGtid ? null : begins,
    since: value('takeover'),
    into: from.kind === 'folder' ? 'reached' : 'rest-end',
    withinMs: timings.drain,
    undo: undoOf(input, byGtid),
  });
}

function undoOf(input: FailoverInput, byGtid: boolean): Undo {
  const { source, shape } = input;
  const { candidate } = shape;
  if (!byGtid)
    return undoBy(
      `See that nothing of it is on ${candidate}: by file and offset it would be applied again`,
      [],
      unchangedSince.ref({ server: candidate, position: value('takeover') }),
      {
        withinMs: timings.undo,
        provided: [unchangedSince.ref({ server: candidate, position: value('takeover') })],
      },
    );
  const demote = input.commands(candidate).demote();
  const own = `transactions of ${source} under their own GTIDs`;
  if (demote === null) return nothingToUndo(`they are ${own}: when it is followed again they are passed over`);
  return undoBy(
    `Count as replicated on ${candidate} what was applied: they are ${own}`,
    statements('control', [demote], { gtid: value('undone-at', 'gtid') }),
    replicaStandsAt.ref({ server: candidate, position: value('undone-at') }),
    { withinMs: timings.undo, reads: { read: 'position', into: 'undone-at' } },
  );
}

/** MariaDB: what comes by BINLOG moves gtid_binlog_pos and not gtid_slave_pos, from which a replica would ask again. */
function countAsReplicated(input: FailoverInput): readonly PlanNode[] {
  const { candidate, channel } = input.shape;
  const demote = input.commands(candidate).demote();
  if (demote === null || channelOf(input.facts, candidate, channel) === undefined) return [];
  return [
    change({
      id: 'count-as-replicated',
      server: candidate,
      title: `Count that as replicated on ${candidate}`,
      why: 'Should it ever ask by GTID again, it must not ask for what it has.',
      run: statements('work', [demote], { gtid: value('opening', 'gtid') }),
      proof: replicaStandsAt.ref({ server: candidate, position: value('opening') }),
      withinMs: usual.small,
      undo: nothingToUndo('it says what is so'),
    }),
  ];
}
