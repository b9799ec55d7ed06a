import { semiSyncVariable, switchSemiSync } from '../../dialects/semi-sync.ts';
import { factOf } from '../../domain/facts.ts';
import type { ServerId } from '../../domain/server.ts';
import { acknowledged, semiSyncIs } from '../../guards/proofs/semi-sync.ts';
import type { GuardRef } from '../../guards/ref.ts';
import { semiSyncMove, semiSyncOf, type SemiSyncMove } from '../../guards/semi-sync-move.ts';
import { change, leaveBehind, noUndo, parallel, statements, undoBy, wait } from '../nodes.ts';
import type { Plan, PlanNode, Undo } from '../plan.ts';
import type { SwitchoverInput } from './input.ts';
import type { Follower } from './shape.ts';
import { timings } from './timings.ts';

/** How the roles of semi-sync move; null where nobody waits for acknowledgements. */
export function moveOf({ shape, source, facts, gone }: SwitchoverInput): SemiSyncMove | null {
  const followers = shape.followers.map(({ server }) => server);
  return semiSyncMove({ candidate: shape.candidate, source: gone === true ? null : source, followers }, facts);
}

/** Followers that are attached to the candidate before it is opened. */
export function attachedFirst({ shape }: SwitchoverInput, move: SemiSyncMove | null): readonly Follower[] {
  if (move?.acknowledged !== 'before-opening') return [];
  return shape.followers.filter(({ server }) => move.first.includes(server));
}

/**
 * The candidate, stopped and closed, stops to acknowledge; where enough can acknowledge what it will write they are
 * attached to it, and only then it is set to wait for them. Else it is opened without waiting. `attach`: the steps of
 * one follower.
 */
export function acknowledgersFirst(
  input: SwitchoverInput,
  move: SemiSyncMove | null,
  attach: (follower: Follower) => PlanNode,
): readonly PlanNode[] {
  if (move === null) return [];
  const { candidate } = input.shape;
  const off = switchRole(input, {
    server: candidate,
    side: 'replica',
    on: false,
    why: 'It is about to be the {source}; the role of a {replica} goes to the old one.',
  });
  if (move.acknowledged !== 'before-opening') return [...off, ...waitsForNobody(input)];
  const first = attachedFirst(input, move);
  return [
    ...off,
    ...(first.length === 0
      ? []
      : [parallel('acknowledgers', `Enough {replicas} follow ${candidate} to acknowledge`, first.map(attach))]),
    enoughAttached(input, move, 'acknowledged', move.first),
    ...switchRole(input, {
      server: candidate,
      side: 'source',
      on: true,
      why: 'From its first write on it waits for acknowledgements, as the old {source} did.',
      before: [enough(input, move, move.first)],
    }),
  ];
}

/** Asked right before the opening: the first write does not wait for the time-out. */
export function stillAcknowledged(input: SwitchoverInput, move: SemiSyncMove | null): readonly GuardRef[] {
  return move?.acknowledged === 'before-opening' ? [enough(input, move, move.first)] : [];
}

/** The closed old source waits for nobody any more, and acknowledges as soon as its receiver connects. `pastLine`: not undone. */
export function oldSourceAcknowledges(
  input: SwitchoverInput,
  move: SemiSyncMove | null,
  pastLine: boolean,
): readonly PlanNode[] {
  if (move === null) return [];
  const { source, shape } = input;
  const undo = pastLine ? { undo: made } : {};
  return [
    ...switchRole(input, {
      server: source,
      side: 'source',
      on: false,
      why: 'As a {replica} it would wait for acknowledgements of what it applies.',
      ...undo,
    }),
    ...switchRole(input, {
      server: source,
      side: 'replica',
      on: true,
      why: `It acknowledges what ${shape.candidate} writes from when it follows.`,
      ...undo,
    }),
  ];
}

/** Where the old source had to follow first: only now the new one waits for acknowledgements. */
export function acknowledgedAtLast(input: SwitchoverInput, move: SemiSyncMove | null): readonly PlanNode[] {
  if (move?.acknowledged !== 'with-old-source') return [];
  return [waitsAgain(input, move, [input.source])];
}

/** A rejoin: the source waits again, if it was opened without waiting and enough can acknowledge from now on. */
export function waitsOnceRejoined(input: SwitchoverInput, move: SemiSyncMove | null): readonly PlanNode[] {
  const waits = semiSyncOf(input.facts, input.shape.candidate)?.source?.enabled === true;
  if (move === null || waits || move.acknowledged === 'never') return [];
  return [waitsAgain(input, move, move.acknowledged === 'with-old-source' ? [input.source] : move.already)];
}

/** The new source is set to wait once it is seen that enough acknowledge; else it is named. */
function waitsAgain(input: SwitchoverInput, move: SemiSyncMove, by: readonly ServerId[]): PlanNode {
  const { candidate } = input.shape;
  const side = semiSyncOf(input.facts, candidate)?.source;
  const on = switchSemiSync(side?.word ?? 'source', true, false);
  const wayOut = `Nobody acknowledges what ${candidate} writes. Once enough {replicas} do (Rpl_semi_sync_${side?.word ?? 'source'}_clients there), on ${candidate}: ${on};`;
  return leaveBehind('semi-sync', null, `${candidate} waits for acknowledgements`, wayOut, [
    enoughAttached(input, move, 'acknowledged-at-last', by),
    ...switchRole(input, {
      server: candidate,
      side: 'source',
      on: true,
      found: false,
      why: 'Enough {replicas} acknowledge now.',
      before: [enough(input, move, by)],
      undo: made,
    }),
  ]);
}

/** What the plan says of it beforehand. */
export function semiSyncExpected(input: SwitchoverInput, move: SemiSyncMove | null): Plan['expect'] {
  if (move === null) return [];
  const { candidate } = input.shape;
  const text = {
    'before-opening': `${candidate} waits for acknowledgements from its first write on; writes stay blocked until ${[...move.already, ...move.first].join(', ')} can give them`,
    'with-old-source': `is off on ${candidate} until ${input.source} follows it and acknowledges`,
    never: `stays off on ${candidate}: too few {replicas} can acknowledge`,
  }[move.acknowledged];
  return [{ label: 'Semi-sync', text: `${text}. After a restart the roles are those in the configuration files` }];
}

const made = noUndo('the switch has been made; a failure leaves this server behind instead');

function waitsForNobody(input: SwitchoverInput): readonly PlanNode[] {
  return switchRole(input, {
    server: input.shape.candidate,
    side: 'source',
    on: false,
    why: 'Too few {replicas} can acknowledge yet: its first write would wait for the time-out.',
  });
}

function enough(input: SwitchoverInput, move: SemiSyncMove, by: readonly ServerId[]): GuardRef {
  return acknowledged.ref({ server: input.shape.candidate, count: move.count, by });
}

function enoughAttached(input: SwitchoverInput, move: SemiSyncMove, id: string, by: readonly ServerId[]): PlanNode {
  const { candidate } = input.shape;
  return wait({
    id,
    server: candidate,
    title: `${candidate} sees ${String(move.count)} acknowledging ${move.count === 1 ? '{replica}' : '{replicas}'}`,
    why: 'With fewer its next write would wait for the time-out.',
    until: enough(input, move, by),
    withinMs: timings.acknowledged,
  });
}

interface RoleChange {
  readonly server: ServerId;
  readonly side: 'source' | 'replica';
  readonly on: boolean;
  readonly why: string;
  readonly before?: readonly GuardRef[];
  /** How an earlier step has left it; left out: as the facts say. */
  readonly found?: boolean;
  /** Left out: back to how it was found. */
  readonly undo?: Undo;
}

/** Nothing where it is so already, or that side is not loaded. */
function switchRole(input: SwitchoverInput, role: RoleChange): readonly PlanNode[] {
  const { server, side, on } = role;
  const found = semiSyncOf(input.facts, server)?.[side] ?? null;
  if (found === null || (role.found ?? found.enabled) === on) return [];
  const name = semiSyncVariable(found.word);
  const kept = factOf(input.facts.get(server), 'persisted')?.values[name];
  const is = (wanted: boolean, value: string | undefined): GuardRef =>
    semiSyncIs.ref({ server, side, on: wanted, persisted: value === undefined ? null : { name, value } });
  const back = [
    ...(kept === undefined ? [] : [`SET PERSIST ${name} = ${kept}`]),
    switchSemiSync(found.word, !on, false),
  ];
  return [
    change({
      id: `semi-sync-${on ? 'on' : 'off'}:${side}:${server}`,
      server,
      title: `Semi-sync of ${server} as {${side}} ${on ? 'on' : 'off'}`,
      why: role.why,
      before: role.before ?? [],
      run: statements('work', [switchSemiSync(found.word, on, kept !== undefined)]),
      proof: is(on, kept === undefined ? undefined : on ? 'ON' : 'OFF'),
      withinMs: timings.small,
      undo:
        role.undo ??
        undoBy('Back to what it was', statements('control', back), is(!on, kept), { withinMs: timings.undo }),
    }),
  ];
}
