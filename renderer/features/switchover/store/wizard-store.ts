import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { ServerId } from '../../../../shared/domain/server.ts';
import type { GuardResult } from '../../../../shared/guards/verdict.ts';
import type { Bridge } from '../../../../shared/ipc/bridge.ts';
import { reduceWizard } from '../model/reduce-wizard.ts';
import { choosing } from '../model/wizard.ts';
import type { Wizard } from '../model/wizard.ts';
import { createOperationControl } from './operation.ts';
import type { OperationControl } from './operation.ts';
import { askCandidates, createPreviewAsker } from './questions.ts';
import type { WizardContext } from './wizard-context.ts';

/** One cluster's switchover, from the choice to its result; it lives as long as the window. */
export interface WizardStore extends StoreApi<Wizard>, Omit<OperationControl, 'adopt'> {
  /** The wizard is on screen: returns to an operation that runs, else reads the candidates. `to` is chosen beforehand. */
  open(to: ServerId | null): Promise<void>;
  choose(to: ServerId): void;
  /** Asks every guard on the live servers: on from the choice, again at the checks, back from the plan. */
  check(): void;
  leaveBehind(server: ServerId, left: boolean): void;
  /** `reason` null takes the acceptance back. */
  accept(guard: GuardResult, reason: string | null): void;
  goToPlan(): void;
  /** What has been typed to confirm. */
  type(text: string): void;
  back(): void;
  startOver(): void;
}

/** `now` gives epoch ms. */
export function createWizardStore(bridge: Bridge, cluster: string, now: () => number): WizardStore {
  const store = createStore<Wizard>(() => choosing());
  const context: WizardContext = {
    bridge,
    cluster,
    now,
    state: store.getState,
    dispatch: (action) => store.setState((wizard) => reduceWizard(wizard, action), true),
  };
  const askPreview = createPreviewAsker(context);
  const operation = createOperationControl(context, askPreview);
  return { ...store, ...operation, ...navigation(context, askPreview), open: (to) => open(context, operation, to) };
}

async function open(context: WizardContext, operation: OperationControl, to: ServerId | null): Promise<void> {
  const { station } = context.state();
  if (station === 'run' || station === 'done' || (await operation.adopt())) return;
  if (to !== null && context.state().draft.to !== to) context.dispatch({ kind: 'choose', to });
  if (context.state().station === 'choose') await askCandidates(context);
}

type Navigation = Omit<WizardStore, keyof StoreApi<Wizard> | keyof OperationControl | 'open'>;

function navigation(context: WizardContext, askPreview: () => Promise<void>): Navigation {
  const { dispatch, state } = context;
  return {
    choose: (to) => dispatch({ kind: 'choose', to }),
    check: () => {
      dispatch({ kind: 'check' });
      void askPreview();
    },
    leaveBehind: (server, left) => {
      dispatch({ kind: 'leave-behind', server, left });
      void askPreview();
    },
    accept: (guard, reason) => dispatch({ kind: 'accept', guard, reason }),
    goToPlan: () => dispatch({ kind: 'go-to-plan' }),
    type: (text) => dispatch({ kind: 'type', text }),
    back: () => {
      dispatch({ kind: 'back' });
      if (state().station === 'choose') void askCandidates(context);
    },
    startOver: () => {
      dispatch({ kind: 'start-over' });
      void askCandidates(context);
    },
  };
}
