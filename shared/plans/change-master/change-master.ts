import { asPlanned } from '../../guards/proofs/as-planned.ts';
import { appliedNothing, holdsAllOf, inLogOf } from '../../guards/proofs/repoint.ts';
import type { GuardRef } from '../../guards/ref.ts';
import { stopPointOf } from '../../guards/stop-point.ts';
import { factOf } from '../../domain/facts.ts';
import { value, wait } from '../nodes.ts';
import type { Plan, PlanNode } from '../plan.ts';
import { closingSteps, openingSteps } from '../repoint/frame.ts';
import { namedSource, threadsFound, type RepointInput } from '../repoint/repoint-input.ts';
import { repointLine, repointSteps } from '../repoint/repoint-steps.ts';
import { channelStillAsPlanned, stopPoint, stopSteps } from '../repoint/stop-steps.ts';
import { timings } from '../repoint/timings.ts';
import { drains, type ChangeMasterInput } from './input.ts';
import { meetAsSiblings, metExactly, meetUnderSource, otherAsPlanned, type Paused } from './meeting.ts';

/** Builds the plan that points one channel elsewhere, or at the same server by another way. Pure. */
export function buildChangeMaster(input: ChangeMasterInput, fingerprint: string): Plan {
  const { shape, cluster } = input;
  const { replica, channel, address, to } = shape;
  const [from, named] = [namedSource(channel), `${address.host}:${String(address.port)}`];
  const steps = repointOf(input);
  const servers = [...new Set([replica, to, ...(shape.sourceAnswers ? [shape.source] : [])])];
  return {
    schema: 1,
    kind: 'change-master',
    cluster: cluster.name,
    title: `Change master of ${replica}: ${from} → ${named}`,
    servers,
    goal: { kind: 'change-master', replica, channel: channel.name, from, to: named },
    guarded: [...new Set([replica, ...(pausedOf(input) === null ? [] : [pausedOf(input)?.server ?? replica])])],
    waysOut: {
      back: `stop ${replica}; point it at ${from} with the coordinates of record and journal, and start it only if it has applied nothing since.`,
      forward: `look at the {replica} status of ${replica}: if it names ${named} at the coordinates of the journal, start it.`,
    },
    fingerprint,
    nodes: [
      ...openingSteps(input.recorded, servers),
      stillAsPlanned(input),
      channelStillAsPlanned(steps),
      ...stopped(input, steps),
      ...hasEverything(input),
      ...repointSteps(steps, beforePointing(input, steps)),
      ...closingSteps(input.recorded),
    ],
    line: steps.run.sql ? repointLine : null,
    lineText: steps.run.sql ? `from here undone only while ${replica} has applied nothing` : null,
    expect: expectations(input),
    leftBehind: [],
  };
}

/** Who pauses so that the two meet; null where nobody has to. */
function pausedOf({ shape, goesOn, commands }: ChangeMasterInput): Paused | null {
  const { through } = shape;
  return goesOn.kind !== 'value' || through === null ? null : { ...through, commands: commands(through.server) };
}

function stopped(input: ChangeMasterInput, steps: RepointInput): readonly PlanNode[] {
  const paused = pausedOf(input);
  if (paused === null) return stopSteps(steps);
  const meet = input.shape.relation === 'sibling' ? meetAsSiblings : meetUnderSource;
  return [otherAsPlanned(paused), ...meet(steps, paused)];
}

function repointOf(input: ChangeMasterInput): RepointInput {
  const { shape, facts } = input;
  const identity = factOf(facts.get(shape.to), 'identity');
  return {
    replica: shape.replica,
    commands: input.commands(shape.replica),
    channel: shape.channel,
    to: shape.address,
    expected: { uuid: identity?.uuid ?? null, serverId: identity?.serverId ?? null },
    goesOn: input.goesOn,
    tls: input.tls,
    delayS: null,
    run: threadsFound(shape.channel),
    reset: null,
    drain: drains(shape, facts),
  };
}

/** The facts were read before the lock was held: another operation may have ended in between. */
function stillAsPlanned({ shape, facts }: ChangeMasterInput): PlanNode {
  const { replica, channel } = shape;
  return wait({
    id: 'as-planned',
    server: replica,
    title: 'Look again, under the lock: is everything as planned?',
    why: 'Another operation may have ended since the servers were read.',
    until: asPlanned.ref({
      servers: [
        {
          server: replica,
          readOnly: factOf(facts.get(replica), 'status')?.readOnly ?? false,
          follows: { channel: channel.name, source: namedSource(channel) },
        },
      ],
    }),
    withinMs: timings.asPlanned,
  });
}

/** By GTID under another server: it must have all that the replica has, else that would look errant there. */
function hasEverything({ shape, goesOn }: ChangeMasterInput): readonly PlanNode[] {
  if (goesOn.kind !== 'gtid' || shape.relation === 'same') return [];
  return [
    wait({
      id: 'to-has-all',
      server: shape.to,
      title: `Wait until ${shape.to} has everything that ${shape.replica} has`,
      why: 'Only then is it sure that both have the same history.',
      until: holdsAllOf.ref({ server: shape.to, point: value(stopPoint) }),
      withinMs: timings.drain,
    }),
  ];
}

/** Asked of fresh facts right before the channel is pointed elsewhere. */
function beforePointing(input: ChangeMasterInput, steps: RepointInput): readonly GuardRef[] {
  const { shape, goesOn } = input;
  const server = shape.to;
  switch (goesOn.kind) {
    case 'gtid':
      return [];
    case 'stop-point':
      return [inLogOf.ref({ server, file: value(stopPoint, 'file'), offset: value(stopPoint, 'offset') })];
    case 'position':
      return [inLogOf.ref({ server, ...goesOn.position }), stillThere(input)];
    case 'value':
      return [
        inLogOf.ref({ server, file: value(goesOn.name, 'file'), offset: value(goesOn.name, 'offset') }),
        metExactly(steps, shape.relation),
      ];
  }
}

/** What the position was proved for must still be where the replica stands. */
function stillThere({ shape, facts, goesOn }: ChangeMasterInput): GuardRef {
  const { replica, channel } = shape;
  const before = stopPointOf(factOf(facts.get(replica), 'status'), channel.name);
  const at = goesOn.kind === 'position' ? { ...goesOn.position, gtid: null } : before;
  return appliedNothing.ref({ server: replica, channel: channel.name, at, before });
}

function expectations({ shape, because, tls }: ChangeMasterInput): Plan['expect'] {
  const { replica, channel } = shape;
  const { io, sql } = threadsFound(channel);
  return [
    { label: 'Writes', text: 'not touched: only this channel stands still, usually for less than a second' },
    { label: 'Goes on', text: because },
    { label: 'Account', text: 'user and password of the channel stay as they are' },
    ...(tls === null ? [] : [{ label: 'Encryption', text: tls.enabled ? 'on' : 'off' }]),
    {
      label: 'Afterwards',
      text:
        io && sql
          ? `${replica} replicates`
          : `IO ${io ? 'runs' : 'stopped'}, SQL ${sql ? 'runs' : 'stopped'}, as before`,
    },
    { label: 'If a step fails', text: 'undone: back to where it was, started again if it ran' },
  ];
}
