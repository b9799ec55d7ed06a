import { reportOf } from '../../../../shared/domain/errors.ts';
import type { StreamReader } from '../../../../shared/ipc/bridge.ts';
import type { EventOf } from '../../../../shared/ipc/contract.ts';
import { acceptances } from '../model/draft.ts';
import { planInJournal, planOutOfSight } from '../model/plan-in-sight.ts';
import type { PlanInSight, Wizard } from '../model/wizard.ts';
import type { WizardContext } from './wizard-context.ts';

/** What the operator can do to an operation. */
export interface OperationControl {
  /** Returns to this cluster's running operation, if there is one; says whether there is. Never rejects. */
  adopt(): Promise<boolean>;
  run(confirm: string | null): void;
  answer(choice: string): Promise<void>;
  stop(): Promise<void>;
}

/** `recheck` is called when the engine did not begin the operation. */
export function createOperationControl(context: WizardContext, recheck: () => Promise<void>): OperationControl {
  const { bridge, now, state, dispatch } = context;
  const reader: StreamReader<EventOf<'operation.follow'>> = {
    event: (event) => dispatch({ kind: 'event', event, now: now() }),
    closed: (error) => {
      if (error !== null) void afterLoss(error);
    },
  };

  /** Lost before its id was known, it may have begun all the same. */
  async function afterLoss(error: Error): Promise<void> {
    if (runningId(state()) === null && (await adoptRunning(context, reader))) return;
    dispatch({ kind: 'lost', error: reportOf(error) });
    await recheck();
  }

  return {
    adopt: () => adoptRunning(context, reader),
    run: (confirm) => {
      const wizard = state();
      if (wizard.station !== 'plan' || wizard.preview.planId === null) return;
      const input = { planId: wizard.preview.planId, accept: [...acceptances(wizard.draft)], confirm };
      dispatch({ kind: 'run' });
      bridge.stream('operation.run', input, reader);
    },
    answer: async (choice) => {
      const wizard = state();
      if (wizard.station !== 'run' || wizard.run.operation === null || wizard.run.question === null) return;
      const { operation, question } = wizard.run;
      await bridge.call('operation.answer', { operation, step: question.step, choice });
    },
    stop: () => stopRunning(context),
  };
}

async function adoptRunning(
  context: WizardContext,
  reader: StreamReader<EventOf<'operation.follow'>>,
): Promise<boolean> {
  const { bridge, cluster, state, dispatch } = context;
  const running = await bridge.call('operation.running', {}).catch(() => []);
  const found = running.find((one) => one.cluster === cluster);
  if (found === undefined) return false;
  if (runningId(state()) === found.operation) return true;
  const plan = await planOf(context, found.operation);
  dispatch({ kind: 'adopt', operation: found.operation, plan });
  bridge.stream('operation.follow', { operation: found.operation }, reader);
  return true;
}

async function stopRunning({ bridge, state, dispatch }: WizardContext): Promise<void> {
  const operation = runningId(state());
  if (operation === null) return;
  dispatch({ kind: 'stop' });
  try {
    await bridge.call('operation.cancel', { operation });
  } catch (thrown) {
    dispatch({ kind: 'stop-failed' });
    throw thrown;
  }
}

async function planOf({ bridge }: WizardContext, operation: string): Promise<PlanInSight> {
  try {
    return planInJournal((await bridge.call('journal.operation', { id: operation })).plan);
  } catch {
    return planOutOfSight;
  }
}

function runningId(wizard: Wizard): string | null {
  return wizard.station === 'run' ? wizard.run.operation : null;
}
