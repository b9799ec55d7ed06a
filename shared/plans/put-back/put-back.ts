import { factOf } from '../../domain/facts.ts';
import type { Json } from '../../domain/json.ts';
import { formatPosition } from '../../domain/position.ts';
import { appliedNothing, inLogOf } from '../../guards/proofs/repoint.ts';
import { readOnlyIs } from '../../guards/proofs/read-only.ts';
import type { GuardRef } from '../../guards/ref.ts';
import { stopPointOf } from '../../guards/stop-point.ts';
import { change, statements, undoBy } from '../nodes.ts';
import type { Plan, PlanNode } from '../plan.ts';
import { closingSteps, openingSteps } from '../repoint/frame.ts';
import { namedSource, threadsFound, type RepointInput } from '../repoint/repoint-input.ts';
import { repointLine, repointSteps } from '../repoint/repoint-steps.ts';
import { channelStillAsPlanned, stopSteps } from '../repoint/stop-steps.ts';
import { timings } from '../repoint/timings.ts';
import type { PutBackInput, PutBackShape } from './input.ts';
import { resetOf } from './reset.ts';

/** Builds the plan that puts one channel back to where its data is proved to stand. Pure. */
export function buildPutBack(input: PutBackInput, fingerprint: string): Plan {
  const { cluster, shape } = input;
  const { replica, channel, record, source } = shape;
  const steps = repointOf(input);
  const servers = [...new Set([replica, source])];
  return {
    schema: 1,
    kind: 'put-back',
    cluster: cluster.name,
    title: `Put ${replica} back to ${record.id}`,
    servers,
    goal: { kind: 'put-back', replica, channel: channel.name, record: record.id },
    guarded: [replica],
    waysOut: {
      back: `leave ${replica} stopped: it stood at a wrong place before.`,
      forward: `look at the {replica} status of ${replica}: if it stands at the coordinates of the plan, start it.`,
    },
    fingerprint,
    nodes: [
      ...openingSteps(input.recorded, servers),
      channelStillAsPlanned(steps),
      ...stopSteps(steps),
      ...readOnlySteps(input),
      ...repointSteps(steps, beforePointing(input)),
      ...closingSteps(input.recorded),
    ],
    line: steps.run.sql ? repointLine : null,
    lineText: steps.run.sql ? `from here undone only while ${replica} has applied nothing` : null,
    expect: expectations(input, steps),
    leftBehind: [],
  };
}

function repointOf({ shape, facts, decision, commands }: PutBackInput): RepointInput {
  const reset = resetOf(shape, facts, decision);
  const { replica, channel, recorded, restore, source, address } = shape;
  const identity = factOf(facts.get(source), 'identity');
  return {
    replica,
    commands: commands(replica),
    channel,
    to: address,
    expected: { uuid: identity?.uuid ?? null, serverId: identity?.serverId ?? null },
    goesOn: decision.goesOn,
    tls: restore.tls && !sameTls(shape) ? recorded.tls : null,
    delayS: delayOf(shape, reset !== null),
    run: restore.threads ? threadsFound(recorded) : { io: true, sql: true },
    reset,
    drain: false,
  };
}

/** RESET leaves a channel without its delay. null: it stays as it is. */
function delayOf({ channel, recorded, restore }: PutBackShape, isReset: boolean): number | null {
  const wanted = restore.delay ? recorded.delayS : channel.delayS;
  return isReset || wanted !== channel.delayS ? wanted : null;
}

function sameTls({ channel, recorded }: PutBackShape): boolean {
  return JSON.stringify(channel.tls) === JSON.stringify(recorded.tls);
}

/** Between the proof and this moment nothing may have been applied; and the place is still in the source's log. */
function beforePointing({ shape, facts, decision }: PutBackInput): readonly GuardRef[] {
  const { goesOn } = decision;
  if (goesOn.kind === 'gtid') return [];
  const { replica, channel, source } = shape;
  const before = stopPointOf(factOf(facts.get(replica), 'status'), channel.name);
  return [
    appliedNothing.ref({ server: replica, channel: channel.name, at: { ...goesOn.position, gtid: null }, before }),
    inLogOf.ref({ server: source, ...goesOn.position }),
  ];
}

/** As recorded, while nothing is applied yet. */
function readOnlySteps({ shape, facts, commands }: PutBackInput): readonly PlanNode[] {
  const { replica, record, restore } = shape;
  const now = factOf(facts.get(replica), 'status');
  if (!restore.readOnly || now === undefined) return [];
  const { readOnly, superReadOnly } = record;
  if (now.readOnly === readOnly && now.superReadOnly === superReadOnly) return [];
  const wanted = { readOnly, superReadOnly };
  const found = { readOnly: now.readOnly, superReadOnly: now.superReadOnly };
  return [
    change({
      id: 'read-only',
      server: replica,
      title: `${replica} is ${readOnly ? 'read-only' : 'writable'} again`,
      why: 'As recorded.',
      run: statements('work', commands(replica).open(wanted)),
      proof: readOnlyIs.ref({ server: replica, ...wanted }),
      withinMs: timings.small,
      undo: undoBy(
        'Back to what it was',
        statements('control', commands(replica).open(found)),
        readOnlyIs.ref({ server: replica, ...found }),
        { withinMs: timings.undo },
      ),
    }),
  ];
}

const resetText =
  'what its workers noted and its relay logs are dropped first, as the server demands (1802); the {source} still has everything from there on';

function expectations({ shape, decision }: PutBackInput, { run, reset }: RepointInput): Plan['expect'] {
  const { io, sql } = run;
  return [
    { label: 'Goes on', text: decision.because },
    { label: 'Writes', text: 'not touched: only this channel is changed' },
    { label: 'Account', text: 'user and password of the channel stay as they are' },
    ...(reset === null ? [] : [{ label: 'Reset', text: resetText }]),
    {
      label: 'Afterwards',
      text:
        io && sql
          ? `${shape.replica} replicates and catches up`
          : `IO ${io ? 'runs' : 'stopped'}, SQL ${sql ? 'runs' : 'stopped'}, as recorded`,
    },
  ];
}

/** What shaped a plan. Equal facts give equal JSON. */
export function putBackShaping({ shape, facts, decision }: PutBackInput): Readonly<Record<string, Json>> {
  const { replica, channel, source, address, restore, record } = shape;
  const { goesOn } = decision;
  return {
    record: record.id,
    replica,
    channel: `${channel.name}@${namedSource(channel)} by ${channel.positioning}`,
    source: `${source} as ${address.host}:${String(address.port)}`,
    reset: resetOf(shape, facts, decision) !== null,
    'stop point': goesOn.kind === 'gtid' ? goesOn.positioning : formatPosition(goesOn.position),
    restored: { ...restore },
    servers: [replica, source].map((server) => {
      const identity = factOf(facts.get(server), 'identity');
      return `${identity?.version.text ?? ''} ${identity?.uuid ?? ''} ${String(identity?.serverId ?? '')}`;
    }),
  };
}
