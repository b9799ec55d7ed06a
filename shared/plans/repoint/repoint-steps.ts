import type { Continuation } from '../../dialects/commands.ts';
import type { ChannelFacts } from '../../domain/channel.ts';
import { channelStopped } from '../../guards/proofs/channel.ts';
import { applierStopped, applying, pointedExactly, receiverStopped, receiving } from '../../guards/proofs/repoint.ts';
import type { GuardRef, ValueRef } from '../../guards/ref.ts';
import { change, statements, undoBy, value, wait } from '../nodes.ts';
import type { PlanNode } from '../plan.ts';
import { backWhereItStood, byGtid, mayGoBack, nothingSince, startedFrom } from './back.ts';
import type { GoesOn, RepointInput } from './repoint-input.ts';
import { resetStep } from './reset-step.ts';
import { stopPoint } from './stop-steps.ts';
import { timings } from './timings.ts';

/** The step after which going back is possible only while nothing was applied. */
export const repointLine = 'start-applier';

/** Pointed, proved while it stands still, started in two steps: what receives can still be undone without a trace. */
export function repointSteps(input: RepointInput, before: readonly GuardRef[]): readonly PlanNode[] {
  return [
    ...(input.reset === null ? [] : [resetStep(input, before)]),
    pointStep(input, before),
    ...(input.run.io ? [receiveStep(input)] : []),
    ...(input.run.sql ? [applyStep(input)] : []),
    ...(input.run.io && input.run.sql ? [getsOn(input)] : []),
  ];
}

function pointStep(input: RepointInput, before: readonly GuardRef[]): PlanNode {
  const { replica, channel, commands, to } = input;
  const named = `${to.host}:${String(to.port)}`;
  const sql = commands.repoint({
    channel: channel.name,
    to,
    continuation: continuationOf(input.goesOn),
    credentials: null,
    transport: null,
    ...(input.tls === null ? {} : { tls: input.tls }),
    ...(input.delayS === null ? {} : { delayS: input.delayS }),
  });
  return change({
    id: 'repoint',
    server: replica,
    title: `Point ${replica} at ${named}`,
    why: 'Always with explicit coordinates or GTID: naming a host alone resets both. Account and password stay.',
    before: [
      channelStopped.ref({ server: replica, channel: channel.name }),
      ...(input.goesOn.kind === 'gtid' ? [] : [nothingSince(input)]),
      ...before,
    ],
    run: statements('work', [sql], coordinatesOf(input.goesOn)),
    proof: pointed(input),
    withinMs: timings.small,
    undo: backWhereItStood(input),
  });
}

function continuationOf(goesOn: GoesOn): Continuation {
  switch (goesOn.kind) {
    case 'gtid':
      return byGtid(goesOn.positioning);
    case 'stop-point':
    case 'value':
      return { kind: 'file', position: 'bound' };
    case 'position':
      return { kind: 'file', position: goesOn.position };
  }
}

function coordinatesOf(goesOn: GoesOn): Readonly<Record<string, ValueRef>> {
  const name = goesOn.kind === 'value' ? goesOn.name : stopPoint;
  return { file: value(name, 'file'), offset: value(name, 'offset') };
}

function pointed(input: RepointInput): GuardRef {
  const { replica, channel, to, goesOn } = input;
  return pointedExactly.ref({
    server: replica,
    channel: channel.name,
    host: to.host,
    port: to.port,
    positioning: positioningOf(goesOn),
    ...whereIt(goesOn),
    delayS: input.delayS,
    tls: input.tls?.enabled ?? null,
  });
}

function positioningOf(goesOn: GoesOn): ChannelFacts['positioning'] {
  return goesOn.kind === 'gtid' ? goesOn.positioning : 'file';
}

function whereIt(goesOn: GoesOn): {
  readonly file: string | null | ValueRef;
  readonly offset: number | null | ValueRef;
  readonly gtid: string | null | ValueRef;
} {
  switch (goesOn.kind) {
    case 'gtid':
      return { file: null, offset: null, gtid: value(stopPoint, 'gtid') };
    case 'stop-point':
      return { file: value(stopPoint, 'file'), offset: value(stopPoint, 'offset'), gtid: null };
    case 'position':
      return { ...goesOn.position, gtid: null };
    case 'value':
      return { file: value(goesOn.name, 'file'), offset: value(goesOn.name, 'offset'), gtid: null };
  }
}

function receiveStep(input: RepointInput): PlanNode {
  const { replica, channel, commands, to, expected } = input;
  const at = { server: replica, channel: channel.name };
  return change({
    id: 'start-receiver',
    server: replica,
    title: `${replica} receives again, and applies nothing yet`,
    why: 'First it is seen that the right server answers there, at this position.',
    before: [pointed(input)],
    run: statements('work', [commands.startReceiver(channel.name)]),
    proof: receiving.ref({
      ...at,
      host: to.host,
      port: to.port,
      sourceUuid: expected.uuid,
      sourceServerId: expected.serverId,
    }),
    withinMs: timings.start,
    undo: undoBy(
      'It receives nothing',
      statements('control', [commands.stopReceiver(channel.name)]),
      receiverStopped.ref(at),
      { withinMs: timings.undo },
    ),
  });
}

function applyStep(input: RepointInput): PlanNode {
  const { replica, channel, commands } = input;
  const at = { server: replica, channel: channel.name };
  return change({
    id: repointLine,
    server: replica,
    title: `${replica} applies again`,
    why: 'From here its data moves on.',
    run: statements('work', [commands.startApplier(channel.name)]),
    proof: applying.ref({ ...at, from: startedFrom(input.goesOn) }),
    withinMs: timings.getOn,
    undo: undoBy(
      'It applies nothing',
      statements('control', [commands.stopApplier(channel.name)]),
      applierStopped.ref(at),
      { withinMs: timings.undoByStop, provided: mayGoBack(input), gate: true },
    ),
  });
}

/** Yes and Yes are no proof: a moment later it still receives from the right server and has got on. */
function getsOn(input: RepointInput): PlanNode {
  const { replica, channel } = input;
  return wait({
    id: 'gets-on',
    server: replica,
    title: `${replica} gets on`,
    why: 'Replication that says Yes/Yes is not proof; an advancing position is.',
    before: [receivingFrom(input)],
    until: applying.ref({ server: replica, channel: channel.name, from: startedFrom(input.goesOn) }),
    withinMs: timings.getOn,
  });
}

function receivingFrom({ replica, channel, to, expected }: RepointInput): GuardRef {
  return receiving.ref({
    server: replica,
    channel: channel.name,
    host: to.host,
    port: to.port,
    sourceUuid: expected.uuid,
    sourceServerId: expected.serverId,
  });
}
