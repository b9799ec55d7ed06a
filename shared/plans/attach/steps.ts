import type { Continuation } from '../../dialects/commands.ts';
import { catchesUp, filtersNothing, holdsExactly, ownLogEmpty } from '../../guards/proofs/attach.ts';
import { noChannel } from '../../guards/proofs/channel.ts';
import { closed, persistedIs, readOnlyIs, readOnlyOn } from '../../guards/proofs/read-only.ts';
import {
  appliedNothing,
  applierStopped,
  applying,
  inLogOf,
  pointedExactly,
  receiverStopped,
  receiving,
} from '../../guards/proofs/repoint.ts';
import { factOf } from '../../domain/facts.ts';
import type { GuardRef } from '../../guards/ref.ts';
import { change, nothingToUndo, read, statements, undoBy, value, wait } from '../nodes.ts';
import type { PlanNode, Undo } from '../plan.ts';
import { timings } from '../repoint/timings.ts';
import { lockWait } from '../switchover/close-source.ts';
import {
  beginsAt,
  holdsBefore,
  identityOf,
  newChannel,
  passwordKept,
  positioningOf,
  statusOf,
  toBeTold,
  transportOf,
  userOf,
  type AttachInput,
} from './input.ts';

/** From here the data of the server moves on. */
export const attachLine = 'start-applier';

/** Nobody but its new source is to write there, now and after a restart. */
export function closeSteps(input: AttachInput): readonly PlanNode[] {
  const { server } = input;
  const { readOnly, superReadOnly } = statusOf(input, server);
  const commands = input.commands(server);
  const persist = commands.persistClosed();
  const persisted = factOf(input.facts.get(server), 'persisted')?.values ?? {};
  return [
    change({
      id: 'close',
      server,
      title: `Close ${server} for writes`,
      why: 'A {replica} that takes writes of its own goes apart from its {source}.',
      run: statements('work', [lockWait, ...commands.close()]),
      proof: closed.ref({ server }),
      unlessProved: true,
      withinMs: timings.close,
      undo: undoBy(
        `${server} as open as it was`,
        statements('control', commands.open({ readOnly, superReadOnly })),
        readOnlyIs.ref({ server, readOnly, superReadOnly }),
        { withinMs: timings.undo },
      ),
    }),
    ...(persist.length === 0
      ? []
      : [
          change({
            id: 'persist-closed',
            server,
            title: `Keep ${server} closed after a restart`,
            why: 'A restarted server takes read_only from its files.',
            run: statements('work', persist),
            proof: persistedIs.ref({ server, values: { read_only: 'ON', super_read_only: 'ON' } }),
            withinMs: timings.small,
            undo: undoBy(
              `What ${server} had persisted`,
              statements('control', commands.persistBack(persisted)),
              persistedIs.ref({ server, values: persisted }),
              { withinMs: timings.undo },
            ),
          }),
        ]),
  ];
}

export function dropLogStep(input: AttachInput): readonly PlanNode[] {
  const { server, dropsOwnLog } = input;
  if (!dropsOwnLog) return [];
  return [
    change({
      id: 'drop-own-log',
      server,
      title: `Drop the binary log of ${server}`,
      why: 'What the import wrote there would be transactions of its own.',
      before: [readOnlyOn.ref({ server })],
      run: statements('work', [input.commands(server).dropOwnLog()]),
      proof: ownLogEmpty.ref({ server }),
      withinMs: timings.dropOwnLog,
      undo: nothingToUndo('its own log is gone; its data is as it was'),
    }),
  ];
}

/** By GTID a server begins after what it says that it holds. */
export function tellStep(input: AttachInput): readonly PlanNode[] {
  const { server, start } = input;
  const told = toBeTold(input);
  if (told === null || start.kind !== 'gtid') return [];
  return [
    change({
      id: 'tell-start',
      server,
      title: `Tell ${server} what its data holds`,
      why: 'It asks its {source} for what comes after.',
      before: [readOnlyOn.ref({ server }), holdsExactly.ref({ server, gtid: holdsBefore(input) ?? '' })],
      run: statements('work', [input.commands(server).holdsAlready(told.gtid, told.added)]),
      proof: holdsExactly.ref({ server, gtid: start.gtid }),
      withinMs: timings.small,
      undo: toldBack(input),
    }),
  ];
}

/** MySQL takes gtid_purged back only with the log, which is empty where nothing was executed before. */
function toldBack(input: AttachInput): Undo {
  const { server } = input;
  const commands = input.commands(server);
  const before = holdsBefore(input) ?? '';
  const isMysql = statusOf(input, server).gtid.kind === 'mysql';
  if (isMysql && before !== '') return nothingToUndo('it goes on saying what its data holds');
  return undoBy(
    `${server} says what it said before`,
    statements('control', [isMysql ? commands.dropOwnLog() : commands.holdsAlready(before, false)]),
    holdsExactly.ref({ server, gtid: before }),
    { withinMs: timings.undo, provided: mayGoBack(input) },
  );
}

export function pointStep(input: AttachInput): PlanNode {
  const { server, to, address, start } = input;
  const at = { server, channel: newChannel };
  const sql = input.commands(server).repoint({
    channel: newChannel,
    to: address,
    continuation: continuationOf(input),
    credentials: { user: userOf(input) },
    transport: transportOf(input),
  });
  return change({
    id: 'point',
    server,
    title: `Point ${server} at ${address.host}:${String(address.port)}`,
    why: 'A new channel, with coordinates or GTID: naming a host alone would begin with the first binary log.',
    before: [
      noChannel.ref(at),
      readOnlyOn.ref({ server }),
      ...(start.kind === 'file'
        ? [inLogOf.ref({ server: to, ...start.position })]
        : [holdsExactly.ref({ server, gtid: start.gtid })]),
    ],
    run: statements('work', [sql], { password: { secret: 'replication-password', fallback: passwordKept(input) } }),
    proof: pointed(input),
    withinMs: timings.small,
    undo: undoBy(
      `${server} follows nobody`,
      statements('control', [
        input.commands(server).stopReplica(newChannel),
        input.commands(server).resetReplica(newChannel),
      ]),
      noChannel.ref(at),
      { withinMs: timings.undoByStop, provided: mayGoBack(input), gate: true },
    ),
  });
}

function continuationOf(input: AttachInput): Continuation {
  const { start } = input;
  if (start.kind === 'file') return { kind: 'file', position: start.position };
  return positioningOf(input) === 'slave_pos' ? { kind: 'mariadb-gtid' } : { kind: 'auto-position' };
}

/** Stopped and with the coordinates exactly as sent. */
function pointed(input: AttachInput): GuardRef {
  const { server, address, start } = input;
  const { file, offset } = beginsAt(input);
  return pointedExactly.ref({
    server,
    channel: newChannel,
    ...address,
    positioning: positioningOf(input),
    file,
    offset,
    gtid: start.kind === 'gtid' ? start.gtid : null,
    delayS: 0,
    tls: transportOf(input).tls,
  });
}

export function startSteps(input: AttachInput): readonly PlanNode[] {
  const { server } = input;
  const commands = input.commands(server);
  const at = { server, channel: newChannel };
  return [
    change({
      id: 'start-receiver',
      server,
      title: `${server} receives, and applies nothing yet`,
      why: 'First it is seen that the account works, and that the right server answers there and has this place.',
      before: [pointed(input), ...(input.withFilters ? [] : [filtersNothing.ref(at)])],
      run: statements('work', [commands.startReceiver(newChannel)]),
      proof: receivingFrom(input),
      withinMs: timings.start,
      undo: undoBy(
        'It receives nothing',
        statements('control', [commands.stopReceiver(newChannel)]),
        receiverStopped.ref(at),
        { withinMs: timings.undo },
      ),
    }),
    change({
      id: attachLine,
      server,
      title: `${server} applies`,
      why: 'From here its data moves on.',
      before: [readOnlyOn.ref({ server })],
      run: statements('work', [commands.startApplier(newChannel)]),
      proof: applying.ref({ ...at, from: beginsAt(input) }),
      withinMs: timings.getOn,
      undo: undoBy(
        'It applies nothing',
        statements('control', [commands.stopApplier(newChannel)]),
        applierStopped.ref(at),
        {
          withinMs: timings.undoByStop,
          provided: mayGoBack(input),
          gate: true,
        },
      ),
    }),
  ];
}

/** Once something was applied the coordinates of the dump are not those of the data any more. */
function mayGoBack(input: AttachInput): readonly GuardRef[] {
  const { server, start } = input;
  const at = beginsAt(input);
  return start.kind === 'gtid'
    ? [holdsExactly.ref({ server, gtid: start.gtid, or: holdsBefore(input) })]
    : [appliedNothing.ref({ server, channel: newChannel, at, before: at })];
}

function receivingFrom(input: AttachInput): GuardRef {
  const { server, to, address } = input;
  const { uuid, serverId } = identityOf(input, to);
  return receiving.ref({ server, channel: newChannel, ...address, sourceUuid: uuid, sourceServerId: serverId });
}

/** Yes and Yes are no proof: it is seen to get further, or to have nothing left to do. */
export function proveSteps(input: AttachInput): readonly PlanNode[] {
  const { server } = input;
  return [
    read({
      id: 'reached',
      server,
      title: `Read how far ${server} is`,
      why: 'To see that it gets further.',
      read: 'stop-point',
      channel: newChannel,
      into: 'reached',
      withinMs: timings.small,
    }),
    wait({
      id: 'catches-up',
      server,
      title: `${server} catches up`,
      why: 'Replication that says Yes/Yes is not proof; an advancing position is.',
      before: [receivingFrom(input), readOnlyOn.ref({ server })],
      until: catchesUp.ref({ server, channel: newChannel, from: value('reached') }),
      withinMs: timings.getOn,
    }),
  ];
}
