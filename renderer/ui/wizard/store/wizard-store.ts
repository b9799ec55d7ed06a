import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import { reportOf } from '../../../../shared/domain/errors.ts';
import type { GuardResult } from '../../../../shared/guards/verdict.ts';
import type { Bridge } from '../../../../shared/ipc/bridge.ts';
import { acceptances } from '../model/acceptances.ts';
import { planRehearsed } from '../model/plan-in-sight.ts';
import { reduceWizard } from '../model/reduce-wizard.ts';
import { choosing } from '../model/wizard.ts';
import type { Wizard } from '../model/wizard.ts';
import { createPreviewAsker } from './ask-preview.ts';
import { createRunControl, operationReader, planOf } from './run-control.ts';
import type { RunContext, RunControl } from './run-control.ts';
import type { WizardContext, WizardOrder } from './wizard-context.ts';

/** One wizard, from the choice to its result; it lives as long as the window. */
export interface WizardStore<C> extends StoreApi<Wizard<C>>, RunControl {
  /**
   * The wizard is on screen: returns to the cluster's running operation if there is one, and begins else. `choice` was
   * made elsewhere, on the map or in a link; null leaves what was chosen before.
   */
  open(choice: C | null): Promise<void>;
  choose(choice: C): void;
  /** Asks every guard on the live servers: on from the choice, again at the checks, back from the plan. */
  check(): void;
  /** Changes the choice at the checks and asks them again, keeping what was accepted. */
  adjust(choice: C): void;
  /** `reason` null takes the acceptance back. */
  accept(guard: GuardResult, reason: string | null): void;
  goToPlan(): void;
  /** What has been typed to confirm. */
  type(text: string): void;
  back(): void;
  /** `label` is what people call the cluster. */
  run(confirm: string | null, label: string): void;
  startOver(): void;
}

/** What the stations need of a wizard whatever is chosen in it. */
export type WizardControl = Omit<WizardStore<unknown>, keyof StoreApi<unknown> | 'open' | 'choose' | 'adjust'>;

/** `now` gives epoch ms. */
export function createWizardStore<C>(bridge: Bridge, order: WizardOrder<C>, now: () => number): WizardStore<C> {
  const store = createStore<Wizard<C>>(() => choosing(order.choice));
  const context: WizardContext<C> = {
    bridge,
    order,
    now,
    state: store.getState,
    dispatch: (action) => store.setState((wizard) => reduceWizard(wizard, action), true),
  };
  const askPreview = createPreviewAsker(context);
  const runContext: RunContext = {
    bridge,
    now,
    sight: () => {
      const wizard = store.getState();
      return wizard.station === 'run' ? wizard : null;
    },
    dispatch: context.dispatch,
  };
  const check = (): void => {
    context.dispatch({ kind: 'check' });
    void askPreview();
  };
  return {
    ...store,
    ...createRunControl(runContext),
    ...decisions(context, askPreview),
    check,
    open: async (choice) => {
      const { station, draft } = store.getState();
      if (station === 'run' || station === 'done' || (await adoptRunning(context, runContext))) return;
      if (choice !== null && !same(choice, draft.choice)) context.dispatch({ kind: 'choose', choice });
      if (order.begins === 'checks' && store.getState().station === 'choose') check();
    },
    run: (confirm, label) => begin(context, runContext, askPreview, { confirm, label }),
    startOver: () => store.setState(choosing(order.choice), true),
  };
}

type Decisions<C> = Pick<WizardStore<C>, 'choose' | 'adjust' | 'accept' | 'goToPlan' | 'type' | 'back'>;

function decisions<C>({ dispatch }: WizardContext<C>, askPreview: () => Promise<void>): Decisions<C> {
  return {
    choose: (choice) => dispatch({ kind: 'choose', choice }),
    adjust: (choice) => {
      dispatch({ kind: 'adjust', choice });
      void askPreview();
    },
    accept: (guard, reason) => dispatch({ kind: 'accept', guard, reason }),
    goToPlan: () => dispatch({ kind: 'go-to-plan' }),
    type: (text) => dispatch({ kind: 'type', text }),
    back: () => dispatch({ kind: 'back' }),
  };
}

function begin<C>(
  context: WizardContext<C>,
  runContext: RunContext,
  recheck: () => Promise<void>,
  { confirm, label }: { readonly confirm: string | null; readonly label: string },
): void {
  const { bridge, state, dispatch } = context;
  const wizard = state();
  if (wizard.station !== 'plan' || wizard.preview.planId === null) return;
  const { preview, draft } = wizard;
  dispatch({ kind: 'run', plan: planRehearsed(preview, label) });
  const input = { planId: wizard.preview.planId, accept: [...acceptances(draft.accepted)], confirm };
  bridge.stream('operation.run', input, readerOf(context, runContext, recheck));
}

/** Lost before its id was known, the operation may have begun all the same. */
function readerOf<C>(context: WizardContext<C>, runContext: RunContext, recheck: () => Promise<void>) {
  const afterLoss = async (error: Error): Promise<void> => {
    if (operationIn(context.state()) === null && (await adoptRunning(context, runContext))) return;
    context.dispatch({ kind: 'lost', error: reportOf(error) });
    await recheck();
  };
  return operationReader(runContext, (error) => void afterLoss(error));
}

/** Returns to this cluster's running operation, if there is one; says whether there is. Never rejects. */
async function adoptRunning<C>(context: WizardContext<C>, runContext: RunContext): Promise<boolean> {
  const { bridge, order, state, dispatch } = context;
  const running = await bridge.call('operation.running', {}).catch(() => []);
  const found = running.find((one) => one.cluster === order.cluster);
  if (found === undefined) return false;
  if (operationIn(state()) === found.operation) return true;
  dispatch({ kind: 'adopt', operation: found.operation, plan: await planOf(bridge, found.operation) });
  const reader = readerOf(context, runContext, () => Promise.resolve());
  bridge.stream('operation.follow', { operation: found.operation }, reader);
  return true;
}

function operationIn<C>(wizard: Wizard<C>): string | null {
  return wizard.station === 'run' ? wizard.run.operation : null;
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
