import { expect, test } from 'vitest';
import type { OperationEntry } from '../../../shared/domain/journal.ts';
import type { Json } from '../../../shared/domain/json.ts';
import { changeMasterExamples, changeMasterInput } from '../../../shared/plans/change-master/example-input.ts';
import { buildChangeMaster } from '../../../shared/plans/change-master/change-master.ts';
import { journalledState } from '../../../shared/plans/journalled-state.ts';
import { stepsOf } from '../../../shared/plans/plan.ts';
import { standingOf } from './standing.ts';

const [example] = changeMasterExamples;
if (example === undefined) throw new Error('there is an example');
const plan = buildChangeMaster(changeMasterInput(example), 'f');

const begun = (node: string): OperationEntry => ({ kind: 'begun', node, connectionId: 1, statements: [] });
const proved = (node: string): OperationEntry => ({ kind: 'proved', node, ms: 1 });

function standing(id: string, ...entries: readonly OperationEntry[]): string {
  const journalled = entries.map((entry, at) => ({ sequence: at + 1, at, entry }));
  const state = journalledState({ plan: JSON.parse(JSON.stringify(plan)) as Json, entries: journalled });
  const node = stepsOf(plan.nodes).find((step) => step.id === id);
  if (node === undefined) throw new Error(`no step ${id}`);
  return standingOf(node, state, 'top');
}

test('the stop point is kept once the channel may have been pointed elsewhere, and read anew before', () => {
  const stopped = [begun('stop'), proved('stop'), proved('stopped')];
  expect(standing('stopped', ...stopped)).toBe('run');
  expect(standing('stopped', ...stopped, begun('repoint'))).toBe('behind');
});
