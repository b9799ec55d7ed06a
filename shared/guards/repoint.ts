import { formatPosition, type BinlogPosition } from '../domain/position.ts';
import type { ServerId } from '../domain/server.ts';
import { factOf, readingOf } from '../domain/facts.ts';
import { channelOf } from './channels.ts';
import { defineGuard } from './define.ts';
import { block, needsOf, pass, warn } from './guard.ts';
import type { VerdictKind } from './verdict.ts';

/** Does the server that is to be followed answer? Without that nothing about it can be proved. */
export const targetReachable = defineGuard<{ server: ServerId }>({
  code: 'target-unreachable',
  about: ({ server }) => server,
  needs: () => [],
  unknown: 'block',
  check: ({ server }, facts) => {
    const status = readingOf(facts.get(server), 'status');
    return status?.ok === true
      ? pass(`${server} answers.`)
      : block(
          `${server} does not answer: ${status?.message ?? 'nothing was read from it'}`,
          'Check the address, the network and the account: what is to be followed must be read to prove that it is the right server.',
        );
  },
});

/** Following itself, or a server that follows it, would make a loop. `above`: the servers that `to` gets changes from. */
export const noLoop = defineGuard<{ replica: ServerId; to: ServerId; above: readonly ServerId[] }>({
  code: 'repoint-loop',
  about: ({ replica }) => replica,
  needs: () => [],
  unknown: 'block',
  check: ({ replica, to, above }) => {
    if (replica === to) return block(`${replica} can't follow itself.`, 'Name another server.');
    return above.includes(replica)
      ? block(
          `${to} gets its changes from ${replica}: following it would make a loop.`,
          'Point that server elsewhere first; for a switch of roles use the switchover.',
        )
      : pass(`${to} does not get its changes from ${replica}.`);
  },
});

/** A file '' or an offset of 0 is the mark of a reset channel: there is nothing to go on from. */
export const channelStands = defineGuard<{ server: ServerId; channel: string }>({
  code: 'channel-reset',
  about: ({ server }) => server,
  needs: ({ server }) => needsOf(server, 'status'),
  unknown: 'block',
  check: ({ server, channel }, facts) => {
    const found = channelOf(facts, server, channel);
    if (found === undefined) return block(`${server} has no such channel.`, 'Name one of its channels.');
    return found.positioning !== 'file' || (found.executed.file !== '' && found.executed.offset > 0)
      ? pass(`${server} stands at ${formatPosition(found.executed)}.`)
      : block(
          `The channel of ${server} was reset: it stands nowhere, and a start would begin with the first binary log.`,
          'Put it back to a record of where it stood (signalbox put-back RECORD); do not start it.',
        );
  },
});

/**
 * The coordinates went back since a record: it was re-pointed by hand, and would go on from a wrong place. `recorded`:
 * the furthest place of the same source that is written down; null where none is.
 */
export const notWentBack = defineGuard<{
  server: ServerId;
  channel: string;
  recorded: { readonly record: string; readonly position: BinlogPosition; readonly behind: boolean } | null;
}>({
  code: 'position-went-back',
  about: ({ server }) => server,
  needs: () => [],
  unknown: 'block',
  check: ({ server, recorded }) =>
    recorded?.behind === true
      ? block(
          `${server} stands before ${formatPosition(recorded.position)}, where it stood already by record ${recorded.record}: what lies between would be repeated.`,
          `Put it back first: signalbox put-back ${recorded.record}.`,
        )
      : pass(
          recorded === null
            ? `No earlier record of ${server} under this {source} is there to compare with.`
            : `${server} has not gone back behind ${formatPosition(recorded.position)} (record ${recorded.record}).`,
        ),
});

/** A delay, filters or an error of the channel stay as they are: said, so that nobody wonders. */
export const channelPeculiar = defineGuard<{ server: ServerId; channel: string }>({
  code: 'channel-peculiar',
  about: ({ server }) => server,
  needs: ({ server }) => needsOf(server, 'status'),
  unknown: 'warn',
  check: ({ server, channel }, facts) => {
    const found = channelOf(facts, server, channel);
    const said = [
      ...(found !== undefined && found.delayS > 0 ? [`is kept ${String(found.delayS)} s behind on purpose`] : []),
      ...(found !== undefined && found.filters.length > 0
        ? [`filters what it replicates (${found.filters.join(', ')})`]
        : []),
      ...(found === undefined || found.sqlError === null
        ? []
        : [`has stopped applying with error ${String(found.sqlError.number)}, and its applier stays stopped`]),
    ];
    return said.length === 0
      ? pass(`${server} has no delay, no filters and no error in applying.`)
      : warn(`${server} ${said.join('; it ')}.`, 'Nothing of that is changed: look whether it is wanted.');
  },
});

/** Where it goes on, and what proves that. The decision is made from everything that was read; this says it. */
export const continuationProved = defineGuard<{
  server: ServerId;
  verdict: VerdictKind;
  message: string;
  cure: string | null;
}>({
  code: 'continuation-proved',
  about: ({ server }) => server,
  needs: () => [],
  unknown: 'block',
  check: ({ verdict, message, cure }) => ({ verdict, message, cure }),
});

/** Master_Log_File with Exec_Master_Log_Pos: a pair that people take from blogs, of two different logs. */
export const coordinatesBelong = defineGuard<{ server: ServerId; channel: string; typed: BinlogPosition }>({
  code: 'mixed-coordinates',
  about: ({ server }) => server,
  needs: ({ server }) => needsOf(server, 'status'),
  unknown: 'block',
  check: ({ server, channel, typed }, facts) => {
    const found = channelOf(facts, server, channel);
    const mixed =
      found !== undefined &&
      found.received.file !== found.executed.file &&
      typed.file === found.received.file &&
      typed.offset === found.executed.offset;
    return mixed
      ? block(
          `${formatPosition(typed)} pairs the file that was received (Master_Log_File ${found.received.file}) with the offset that was executed (Exec_Master_Log_Pos ${String(found.executed.offset)}): these belong to different files while the {replica} lags across a log switch.`,
          `The executed pair is Relay_Master_Log_File with Exec_Master_Log_Pos: ${formatPosition(found.executed)}.`,
        )
      : pass(`${formatPosition(typed)} is not a mixture of received file and executed offset.`);
  },
});

/** What was received and not applied is dropped: somebody else must have it, or it is applied before. */
export const receivedElsewhere = defineGuard<{
  server: ServerId;
  channel: string;
  /** It is applied first, as a step of the plan. */
  drained: boolean;
  /** Why the server that is to be followed has all of it; null: it can't be told. */
  because: string | null;
}>({
  code: 'relay-logs-only-copy',
  about: ({ server }) => server,
  needs: ({ server }) => needsOf(server, 'status'),
  unknown: 'block',
  check: ({ server, channel, drained, because }, facts) => {
    if (because !== null) return pass(`Nothing that ${server} received is lost: ${because}.`);
    if (drained) return pass(`${server} applies everything that it received before its relay logs are dropped.`);
    const found = channelOf(facts, server, channel);
    const nothing = found !== undefined && formatPosition(found.executed) === formatPosition(found.received);
    return nothing
      ? pass(`${server} has applied everything that it received.`)
      : block(
          `${server} has received more than it applied${found === undefined ? '' : ` (${formatPosition(found.received)} / ${formatPosition(found.executed)})`}, and its relay logs may be the only copy; its applier does not run.`,
          'Start its SQL thread alone and let it apply everything, or bring its {source} back, then check again.',
        );
  },
});

/** Only a server that somebody can log in to as the channel's account can be followed. The other one can't be compared. */
export const accountThere = defineGuard<{ server: ServerId; user: string }>({
  code: 'replication-account-unknown',
  about: ({ server }) => server,
  needs: ({ server }) => needsOf(server, 'accounts'),
  unknown: 'warn',
  check: ({ server, user }, facts) => {
    const has = (factOf(facts.get(server), 'accounts')?.accounts ?? []).some(
      (account) => account.user === user && account.replicationReplica && !account.locked,
    );
    return has
      ? warn(
          `${server} has an account ‘${user}’ for replication; whether its password is the channel’s can't be compared, since the present {source} can't be read.`,
          'If it is another one, nothing is applied and the change is undone.',
        )
      : block(
          `${server} has no usable account ‘${user}’ with REPLICATION SLAVE.`,
          'Create it there with the same host pattern, plugin and password as on the present {source}.',
        );
  },
});

/** Two servers are brought to the same transaction: one of them stands still for that. */
export const pausesApplier = defineGuard<{ server: ServerId }>({
  code: 'pauses-applier',
  about: ({ server }) => server,
  needs: () => [],
  unknown: 'warn',
  check: ({ server }) =>
    warn(
      `${server} pauses applying for a moment, so that the two stand at the same transaction.`,
      'It is started again at once, also when a step fails; readers of it see data that is a moment older.',
    ),
});
