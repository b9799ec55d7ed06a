import type { JournalledState } from '../../../shared/plans/journalled-state.ts';
import { stepsOf, type ChangeNode, type HookNode, type StepNode } from '../../../shared/plans/plan.ts';

/**
 * How a step of an operation that is resumed stands.
 * `run`: it is done as if for the first time. `behind`: it is done. `prove-first`: it was begun; only if its proof
 * does not hold is it done again. `keep`: it is done and must still be so; if not, its statements are sent again,
 * whatever it asked before.
 */
export type Standing = 'run' | 'behind' | 'prove-first' | 'keep';

/**
 * Where a resumed operation goes on. `top`: before the line everything is gone through again. `line`: the step at the
 * line and what follows, since the new source took writes and is closed again. `past`: what is left.
 */
export type Stage = 'top' | 'line' | 'past';

export function standingOf(node: StepNode, state: JournalledState, stage: Stage): Standing {
  const progress = state.progress.get(node.id) ?? 'pending';
  switch (node.kind) {
    case 'lock':
      return 'behind';
    case 'record':
    case 'ask':
      return progress === 'proved' ? 'behind' : 'run';
    case 'read':
      if (node.once === true && progress === 'proved' && isFollowed(node, state)) return 'behind';
      return stage !== 'top' && progress === 'proved' ? 'behind' : 'run';
    case 'wait':
    case 'match':
    case 'salvage':
      return stage !== 'top' && progress === 'proved' ? 'behind' : 'run';
    case 'change':
      return standingOfChange(node, state, stage);
    case 'hook':
      return progress === 'proved' || isTooLate(node, stage) ? 'behind' : 'run';
  }
}

/** Past the line nothing is left to stop for. */
function isTooLate({ at }: HookNode, stage: Stage): boolean {
  return stage !== 'top' && (at === 'before' || at === 'fence');
}

/** Something after it was begun. Else a server that was restarted may have moved on since, and it is read anew. */
function isFollowed(node: StepNode, { plan, begun }: JournalledState): boolean {
  const ids = stepsOf(plan.nodes).map(({ id }) => id);
  return begun.some(({ id }) => ids.indexOf(id) > ids.indexOf(node.id));
}

function standingOfChange(node: ChangeNode, state: JournalledState, stage: Stage): Standing {
  const progress = state.progress.get(node.id) ?? 'pending';
  if (progress === 'pending' || progress === 'undone') return 'run';
  if (stage !== 'top' && node.marks === 'writes-stop') return 'keep';
  if (stage === 'past' && isReleased(node, state)) return 'behind';
  if (isHeld(node) && (stage !== 'past' || progress !== 'proved')) return 'run';
  return stage !== 'top' && progress === 'proved' ? 'behind' : 'prove-first';
}

/** A lock that a session holds went with that session. */
function isHeld(node: ChangeNode): boolean {
  return node.run.some((statement) => statement.session === 'hold');
}

/** A lock that a later step has let go: taken again, nothing would let it go. */
function isReleased(node: ChangeNode, { plan, progress }: JournalledState): boolean {
  if (!isHeld(node)) return false;
  const steps = stepsOf(plan.nodes);
  const behind = steps.slice(steps.findIndex(({ id }) => id === node.id) + 1);
  return behind.some(
    (later) =>
      later.kind === 'change' && later.server === node.server && isHeld(later) && progress.get(later.id) === 'proved',
  );
}

/** The steps that are done, as the operation goes on from `stage`. */
export function stepsBehind(state: JournalledState, stage: Stage): readonly StepNode[] {
  return stepsOf(state.plan.nodes).filter((step) => standingOf(step, state, stage) === 'behind');
}
