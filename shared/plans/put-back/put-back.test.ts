import { expect, test } from 'vitest';
import { formatPosition } from '../../domain/position.ts';
import { exampleVariants } from '../switchover/example-input.ts';
import { stepsOf, type ChangeNode, type Plan } from '../plan.ts';
import { putBackInput, workersLeftOpen } from './example-input.ts';
import type { PutBackInput } from './input.ts';
import { buildPutBack } from './put-back.ts';

const byFile = exampleVariants.filter(({ positioning }) => positioning === 'file');
const modern = byFile.find(({ version }) => version.startsWith('9'));
if (modern === undefined) throw new Error('there is an example on MySQL 9');
const open = workersLeftOpen(putBackInput(modern));

function changesOf(plan: Plan): readonly ChangeNode[] {
  return stepsOf(plan.nodes).flatMap((step) => (step.kind === 'change' ? [step] : []));
}

function step(input: PutBackInput, id: string): ChangeNode | undefined {
  return changesOf(buildPutBack(input, 'f')).find((node) => node.id === id);
}

test.each(byFile)('$name: nothing is reset where no worker has left anything open', (on) => {
  expect(step(putBackInput(on), 'reset-progress')).toBeUndefined();
});

test('workers that an error has stopped: RESET without ALL, then the change, which gives the delay back', () => {
  const sent = changesOf(buildPutBack(open, 'f')).map(({ run }) => run[0]?.sql ?? '');
  const reset = sent.indexOf("RESET REPLICA FOR CHANNEL ''");
  expect(reset).toBeGreaterThan(0);
  expect(sent[reset + 1]).toMatch(/^CHANGE REPLICATION SOURCE TO\s.*SOURCE_DELAY = 0/s);
});

test('it is asked before RESET whether the source still has everything and nothing was applied', () => {
  const asked = step(open, 'reset-progress')?.before.map(({ guard }) => guard);
  expect(asked).toEqual(expect.arrayContaining(['channel-stopped', 'applied-nothing', 'in-log-of']));
});

test('undone, a channel that had not lost its place goes to where its data stands; another to where it was', () => {
  const { recorded, channel } = open.shape;
  const before = { ...recorded, executed: { ...channel.executed, offset: 4 } };
  const goesOn = {
    kind: 'position',
    position: { ...channel.executed, offset: channel.executed.offset + 900 },
  } as const;
  const kept = { ...open, shape: { ...open.shape, recorded: before }, decision: { ...open.decision, goesOn } };
  const undo = step(kept, 'reset-progress')?.undo;
  expect(undo).toMatchObject({
    kind: 'change',
    title: expect.stringContaining(formatPosition(goesOn.position)) as string,
  });
  const after = { ...recorded, executed: { ...channel.executed, offset: channel.executed.offset + 10 } };
  const lost = { ...kept, shape: { ...open.shape, recorded: after } };
  const back = step(lost, 'reset-progress')?.undo;
  expect(back).toMatchObject({ kind: 'change', title: expect.stringContaining('where it stopped') as string });
});

test('by auto-position the server does not ask its workers: nothing is reset', () => {
  const channel = { ...open.shape.channel, positioning: 'auto-position' } as const;
  expect(step({ ...open, shape: { ...open.shape, channel } }, 'reset-progress')).toBeUndefined();
});
