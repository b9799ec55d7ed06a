import { expect, test } from 'vitest';
import type { OperationEntry } from '../../../shared/domain/journal.ts';
import type { Json } from '../../../shared/domain/json.ts';
import { changeMasterExamples, changeMasterInput } from '../../../shared/plans/change-master/example-input.ts';
import { buildChangeMaster } from '../../../shared/plans/change-master/change-master.ts';
import { journalledState } from '../../../shared/plans/journalled-state.ts';
import { stepsOf, type Plan } from '../../../shared/plans/plan.ts';
import { buildRejoin } from '../../../shared/plans/rejoin/rejoin.ts';
import { exampleRejoin } from '../../../shared/plans/rejoin/example-input.ts';
import { exampleVariants } from '../../../shared/plans/switchover/example-input.ts';
import { standingOf, type Stage } from './standing.ts';

const [example] = changeMasterExamples;
if (example === undefined) throw new Error('there is an example');
const plan = buildChangeMaster(changeMasterInput(example), 'f');

const begun = (node: string): OperationEntry => ({ kind: 'begun', node, connectionId: 1, statements: [] });
const proved = (node: string): OperationEntry => ({ kind: 'proved', node, ms: 1 });

function standing(id: string, ...entries: readonly OperationEntry[]): string {
  return standingIn(plan, { id, stage: 'top' }, entries);
}

function standingIn(
  plan: Plan,
  { id, stage }: { readonly id: string; readonly stage: Stage },
  entries: readonly OperationEntry[],
): string {
  const journalled = entries.map((entry, at) => ({ sequence: at + 1, at, entry }));
  const state = journalledState({ plan: JSON.parse(JSON.stringify(plan)) as Json, entries: journalled });
  const node = stepsOf(plan.nodes).find((step) => step.id === id);
  if (node === undefined) throw new Error(`no step ${id}`);
  return standingOf(node, state, stage);
}

test('the stop point is kept once the channel may have been pointed elsewhere, and read anew before', () => {
  const stopped = [begun('stop'), proved('stop'), proved('stopped')];
  expect(standing('stopped', ...stopped)).toBe('run');
  expect(standing('stopped', ...stopped, begun('repoint'))).toBe('behind');
});

test('past the line a lock that was let go is not taken again, also where letting it go as an undo has failed', () => {
  const variant = exampleVariants.find(({ name }) => name.startsWith('MariaDB')) ?? exampleVariants[0];
  if (variant === undefined) throw new Error('there is an example');
  const rejoin = buildRejoin(exampleRejoin(variant), 'f');
  const undoFailed: OperationEntry = { kind: 'undo-failed', node: 'freeze-source', message: 'gone' };
  const frozen = [begun('freeze-source'), proved('freeze-source')];
  const thawed = [...frozen, begun('thaw-source'), proved('thaw-source'), undoFailed];
  expect(standingIn(rejoin, { id: 'freeze-source', stage: 'past' }, thawed)).toBe('behind');
  expect(standingIn(rejoin, { id: 'freeze-source', stage: 'past' }, [...frozen, undoFailed])).toBe('run');
  expect(standingIn(rejoin, { id: 'freeze-source', stage: 'top' }, thawed)).toBe('run');
});
