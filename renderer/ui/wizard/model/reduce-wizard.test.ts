import { describe, expect, it } from 'vitest';
import { SignalboxError, reportOf } from '../../../../shared/domain/errors.ts';
import type { OperationResult } from '../../../../shared/plans/outcome.ts';
import { guard, preview, steps } from './examples/preview.ts';
import { reduceWizard } from './reduce-wizard.ts';
import { planOutOfSight } from './plan-in-sight.ts';
import { choosing } from './wizard.ts';
import type { Wizard } from './wizard.ts';
import type { WizardAction } from './wizard-action.ts';

type Action = WizardAction<string>;

const after = (actions: readonly Action[], from: Wizard<string> = choosing('')): Wizard<string> =>
  actions.reduce<Wizard<string>>(reduceWizard, from);
const error = reportOf(new SignalboxError('plan-outdated', 'The topology changed.'));
const result: OperationResult = {
  outcome: 'done',
  operation: 'op-1',
  leftBehind: [],
  guards: [],
  steps,
  writeBlockedMs: 47,
  error: null,
  waysOut: [],
  records: { before: ['r1'], after: ['r2'] },
};

const chosen: readonly Action[] = [{ kind: 'choose', choice: 'db2:3306' }, { kind: 'check' }];
const checked: readonly Action[] = [...chosen, { kind: 'preview', preview: preview(), at: 5 }];
const planned: readonly Action[] = [...checked, { kind: 'go-to-plan' }];
const begun: readonly Action[] = [
  ...planned,
  { kind: 'run', plan: planOutOfSight },
  { kind: 'event', event: { kind: 'started', operation: 'op-1', steps }, now: 10 },
];

describe('the way there', () => {
  it('leads from the choice over checks and plan to the run and its result', () => {
    expect(after(chosen).station).toBe('checks');
    expect(after(planned).station).toBe('plan');
    expect(after(begun).station).toBe('run');
    expect(after([...begun, { kind: 'event', event: { kind: 'finished', result }, now: 20 }])).toMatchObject({
      station: 'done',
      result,
    });
  });

  it('does not go on to the plan while a guard blocks', () => {
    const blocked = preview({ guards: [guard('lag', 'block')] });
    expect(after([...chosen, { kind: 'preview', preview: blocked, at: 5 }, { kind: 'go-to-plan' }]).station).toBe(
      'checks',
    );
  });

  it('does not go on to the plan while the checks are being asked again', () => {
    expect(after([...checked, { kind: 'check' }, { kind: 'go-to-plan' }]).station).toBe('checks');
  });
});

describe('the way back', () => {
  it('leads from the plan to the checks with their answer, and to the choice with the candidate', () => {
    const checks = after([...planned, { kind: 'back' }]);
    expect(checks).toMatchObject({ station: 'checks', preview: { kind: 'answered' } });
    expect(reduceWizard(checks, { kind: 'back' })).toMatchObject({ station: 'choose', draft: { choice: 'db2:3306' } });
  });

  it('leads to the choice when another candidate is chosen on the map', () => {
    expect(after([...planned, { kind: 'choose', choice: 'db3:3306' }])).toMatchObject({
      station: 'choose',
      draft: { choice: 'db3:3306' },
    });
  });

  it('is closed while the operation runs', () => {
    expect(after([...begun, { kind: 'back' }]).station).toBe('run');
  });
});

describe('acceptances', () => {
  const warning = guard('drift', 'warn');
  const warned: readonly Action[] = [
    ...chosen,
    { kind: 'preview', preview: preview({ guards: [warning] }), at: 5 },
    { kind: 'accept', guard: warning, reason: 'known' },
  ];

  it('survive a check with the same evidence', () => {
    const again: Action = { kind: 'preview', preview: preview({ guards: [warning] }), at: 9 };
    expect(after([...warned, { kind: 'check' }, again]).draft.accepted).toHaveLength(1);
  });

  it('fall when the evidence is another', () => {
    const changed = preview({ guards: [{ ...warning, message: 'something else differs' }] });
    expect(after([...warned, { kind: 'check' }, { kind: 'preview', preview: changed, at: 9 }]).draft.accepted).toEqual(
      [],
    );
  });

  it('fall with the choice', () => {
    expect(after([...warned, { kind: 'back' }, { kind: 'choose', choice: 'db3:3306' }]).draft).toEqual({
      choice: 'db3:3306',
      accepted: [],
    });
  });
});

it('an adjusted choice asks the checks again and keeps the former answer in sight', () => {
  const adjusted = after([...checked, { kind: 'adjust', choice: 'db2:3306 without db3' }]);
  expect(adjusted).toMatchObject({
    draft: { choice: 'db2:3306 without db3' },
    preview: { kind: 'asking', last: preview() },
  });
});

describe('trouble', () => {
  it('before the operation has begun leads back to the checks, saying why', () => {
    expect(after([...planned, { kind: 'run', plan: planOutOfSight }, { kind: 'lost', error }])).toMatchObject({
      station: 'checks',
      draft: { choice: 'db2:3306' },
      refusal: error,
      preview: { kind: 'asking' },
    });
  });

  it('after that keeps the operation in sight, and the next event shows that it was found again', () => {
    const lost = after([...begun, { kind: 'lost', error }]);
    expect(lost).toMatchObject({ station: 'run', lost: error });
    const note: Action = { kind: 'event', event: { kind: 'note', text: 'on' }, now: 12 };
    expect(reduceWizard(lost, note)).toMatchObject({ station: 'run', lost: null });
  });

  it('a failed check keeps the last answer', () => {
    expect(after([...checked, { kind: 'check' }, { kind: 'preview-failed', error }])).toMatchObject({
      preview: { kind: 'failed', error, last: preview() },
    });
  });
});

describe('an operation found running', () => {
  const plan = { ...planOutOfSight, title: 'Switch over Shop' };

  it('is taken over from any station, and the draft is kept', () => {
    const adopted = after([...checked, { kind: 'adopt', operation: 'op-9', plan }]);
    expect(adopted).toMatchObject({ station: 'run', run: { operation: 'op-9' }, draft: { choice: 'db2:3306' } });
  });

  it('is asked to stop once', () => {
    expect(after([...begun, { kind: 'stop' }])).toMatchObject({ stopping: true });
    expect(after([...begun, { kind: 'stop' }, { kind: 'stop-failed' }])).toMatchObject({ stopping: false });
  });
});
