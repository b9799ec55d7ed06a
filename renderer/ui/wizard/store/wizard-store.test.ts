import { describe, expect, it } from 'vitest';
import { SignalboxError } from '../../../../shared/domain/errors.ts';
import type { RunningOperation } from '../../../../shared/plans/running-operation.ts';
import { createScriptedBridge, settled } from '../../state/testing/scripted-bridge.ts';
import type { ScriptedBridge } from '../../state/testing/scripted-bridge.ts';
import { preview, steps } from '../model/examples/preview.ts';
import { createWizardStore } from './wizard-store.ts';
import type { WizardOrder } from './wizard-context.ts';
import type { WizardStore } from './wizard-store.ts';

interface Scene {
  readonly bridge: ScriptedBridge;
  readonly wizard: WizardStore<string>;
}

function scene(begins: WizardOrder<string>['begins'] = 'choose'): Scene {
  const bridge = createScriptedBridge();
  const order: WizardOrder<string> = {
    cluster: 'shop',
    begins,
    choice: 'db2:3306',
    preview: (to, accept) =>
      bridge.call('switchover.preview', { cluster: 'shop', to, leaveBehind: [], accept: [...accept] }),
  };
  return { bridge, wizard: createWizardStore(bridge, order, () => 1000) };
}

async function opened(): Promise<Scene> {
  const { bridge, wizard } = scene();
  void wizard.open(null);
  await (await bridge.asked('operation.running')).answer([]);
  return { bridge, wizard };
}

async function planned(): Promise<Scene> {
  const { bridge, wizard } = await opened();
  wizard.check();
  await (await bridge.asked('switchover.preview')).answer(preview());
  wizard.goToPlan();
  return { bridge, wizard };
}

const runningOperation: RunningOperation = {
  operation: 'op-1',
  cluster: 'shop',
  title: 'Switch over shop',
  startedAt: 500,
  steps,
  question: null,
  undoing: null,
};

describe('opening', () => {
  it('keeps what was chosen, unless something else was chosen elsewhere', async () => {
    const { bridge, wizard } = await opened();
    expect(wizard.getState()).toMatchObject({ station: 'choose', draft: { choice: 'db2:3306' } });
    void wizard.open('db3:3306');
    await (await bridge.asked('operation.running')).answer([]);
    expect(wizard.getState()).toMatchObject({ station: 'choose', draft: { choice: 'db3:3306' } });
  });

  it('begins with the checks where there is nothing to choose', async () => {
    const { bridge, wizard } = scene('checks');
    void wizard.open(null);
    await (await bridge.asked('operation.running')).answer([]);
    await (await bridge.asked('switchover.preview')).answer(preview());
    expect(wizard.getState()).toMatchObject({ station: 'checks', preview: { kind: 'answered' } });
  });

  it('returns to the cluster’s running operation with the line from its journalled plan', async () => {
    const { bridge, wizard } = scene();
    void wizard.open(null);
    const other = { ...runningOperation, operation: 'op-0', cluster: 'blog' };
    await (await bridge.asked('operation.running')).answer([other, runningOperation]);
    const journalled = await bridge.asked('journal.operation');
    expect(journalled.input).toEqual({ id: 'op-1' });
    await journalled.answer({
      id: 'op-1',
      cluster: 'shop',
      kind: 'switchover',
      title: '',
      startedAt: 500,
      endedAt: null,
      outcome: null,
      plan: { title: 'Switch over Shop', line: 'open', lineText: 'the line', goal: null },
      guards: [],
      result: null,
      entries: [],
      records: [],
    });
    const follow = await bridge.opened('operation.follow');
    follow.reader.event({ kind: 'started', operation: 'op-1', steps: steps });
    expect(wizard.getState()).toMatchObject({
      station: 'run',
      plan: { title: 'Switch over Shop', line: { beforeStep: 'open', text: 'the line' } },
      run: { operation: 'op-1', steps },
    });
  });
});

describe('checks', () => {
  it('count only the answer to the latest question', async () => {
    const { bridge, wizard } = await opened();
    wizard.check();
    const first = await bridge.asked('switchover.preview');
    wizard.adjust('db4:3306');
    const second = await bridge.asked('switchover.preview');
    expect(second.input.to).toBe('db4:3306');
    await second.answer(preview({ planId: 'plan-4' }));
    await first.answer(preview({ planId: 'plan-2' }));
    expect(wizard.getState()).toMatchObject({ preview: { value: { planId: 'plan-4' } } });
  });
});

describe('running', () => {
  it('sends the plan’s id and the typed name, and follows the events to the result', async () => {
    const { bridge, wizard } = await planned();
    wizard.run('shop', 'Shop');
    const { input, reader } = await bridge.opened('operation.run');
    expect(input).toEqual({ planId: 'plan-1', accept: [], confirm: 'shop' });
    reader.event({ kind: 'started', operation: 'op-1', steps: steps });
    void wizard.stop();
    expect((await bridge.asked('operation.cancel')).input).toEqual({ operation: 'op-1' });
    expect(wizard.getState()).toMatchObject({ station: 'run', stopping: true });
  });

  it('goes back to the checks and asks them again when the engine refuses the plan', async () => {
    const { bridge, wizard } = await planned();
    wizard.run(null, 'Shop');
    const { reader } = await bridge.opened('operation.run');
    reader.closed(new SignalboxError('plan-outdated', 'The topology changed.'));
    await (await bridge.asked('operation.running')).answer([]);
    const again = await bridge.asked('switchover.preview');
    expect(wizard.getState()).toMatchObject({ station: 'checks', refusal: { code: 'plan-outdated' } });
    await again.answer(preview({ planId: 'plan-2' }));
    expect(wizard.getState()).toMatchObject({ preview: { value: { planId: 'plan-2' } } });
  });

  it('takes over the operation that had begun although its start was lost', async () => {
    const { bridge, wizard } = await planned();
    wizard.run(null, 'Shop');
    (await bridge.opened('operation.run')).reader.closed(new SignalboxError('engine-connection-lost', 'Lost.'));
    await (await bridge.asked('operation.running')).answer([runningOperation]);
    await (await bridge.asked('journal.operation')).refuse(new SignalboxError('journal-entry-unknown', 'None.'));
    expect((await bridge.opened('operation.follow')).input).toEqual({ operation: 'op-1' });
    expect(wizard.getState()).toMatchObject({ station: 'run', run: { operation: 'op-1' }, lost: null });
  });

  it('answers the question that is asked, and says when the answer was not taken', async () => {
    const { bridge, wizard } = await planned();
    wizard.run(null, 'Shop');
    const { reader } = await bridge.opened('operation.run');
    reader.event({ kind: 'started', operation: 'op-1', steps: steps });
    reader.event({ kind: 'question', step: 'ask', question: 'Moved?', choices: [{ id: 'yes', label: 'Yes' }] });
    const answered = wizard.answer('yes');
    const asked = await bridge.asked('operation.answer');
    expect(asked.input).toEqual({ operation: 'op-1', step: 'ask', choice: 'yes' });
    const refused = expect(answered).rejects.toThrow('Nothing waits');
    await asked.refuse(new SignalboxError('operation-unknown', 'Nothing waits for this answer.'));
    await refused;
    await settled();
    expect(wizard.getState()).toMatchObject({ run: { question: { step: 'ask' } } });
  });
});
