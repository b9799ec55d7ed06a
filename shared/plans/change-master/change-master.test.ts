import { expect, test } from 'vitest';
import { stepsOf } from '../plan.ts';
import { buildChangeMaster } from './change-master.ts';
import { changeMasterExamples, changeMasterInput } from './example-input.ts';

test.each(changeMasterExamples.map((example) => [example.name, example] as const))(
  '%s: each change to the channel has one effect, coordinates or GTID, and no credentials',
  (_, example) => {
    const plan = buildChangeMaster(changeMasterInput(example), 'f');
    const changes = stepsOf(plan.nodes).flatMap((step) => (step.kind === 'change' ? [step] : []));
    expect(changes.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['stop', 'repoint', 'start-receiver', 'start-applier']),
    );
    const sent = changes.flatMap(({ run }) => run.map(({ sql }) => sql));
    expect(sent).toHaveLength(changes.length);
    const change = sent.filter((sql) => sql.startsWith('CHANGE'));
    expect(change).toHaveLength(1);
    expect(change[0]).toMatch(/_LOG_FILE = .*,\s+\w+_LOG_POS = |AUTO_POSITION = 1/s);
    expect(change[0]).not.toMatch(/_USER|_PASSWORD/);
    expect(plan.line).toBe('start-applier');
  },
);

test('a channel that stands still is not started', () => {
  const [example] = changeMasterExamples;
  if (example === undefined) throw new Error('there is an example');
  const input = changeMasterInput(example);
  const channel = { ...input.shape.channel, io: 'no', sql: 'no' } as const;
  const plan = buildChangeMaster({ ...input, shape: { ...input.shape, channel } }, 'f');
  const ids = stepsOf(plan.nodes).map(({ id }) => id);
  expect(ids).toContain('repoint');
  expect(ids.filter((id) => id.startsWith('start') || id === 'stop')).toEqual([]);
  expect(plan.line).toBeNull();
});
