import type { Bridge, StreamReader } from '../../../../shared/ipc/bridge.ts';
import type { EventOf } from '../../../../shared/ipc/contract.ts';
import type { RunAction, Running } from '../model/operation-in-sight.ts';
import { planInJournal, planOutOfSight } from '../model/plan-in-sight.ts';
import type { PlanInSight } from '../model/plan-in-sight.ts';

/** What the operator can do to a running operation. Rejects with SignalboxError. */
export interface RunControl {
  answer(choice: string): Promise<void>;
  stop(): Promise<void>;
}

/** What the effects of a running operation work with. */
export interface RunContext {
  readonly bridge: Bridge;
  readonly now: () => number; // epoch ms
  /** The operation in sight; null while none runs. */
  readonly sight: () => Running | null;
  readonly dispatch: (action: RunAction) => void;
}

export type OperationReader = StreamReader<EventOf<'operation.follow'>>;

/** Reads an operation's events. `lost` is called when they end without a result. */
export function operationReader(context: RunContext, lost: (error: Error) => void): OperationReader {
  return {
    event: (event) => context.dispatch({ kind: 'event', event, now: context.now() }),
    closed: (error) => {
      if (error !== null) lost(error);
    },
  };
}

export function createRunControl({ bridge, sight, dispatch }: RunContext): RunControl {
  return {
    answer: async (choice) => {
      const run = sight()?.run;
      if (run === undefined || run.operation === null || run.question === null) return;
      await bridge.call('operation.answer', { operation: run.operation, step: run.question.step, choice });
    },
    stop: async () => {
      const operation = sight()?.run.operation ?? null;
      if (operation === null) return;
      dispatch({ kind: 'stop' });
      try {
        await bridge.call('operation.cancel', { operation });
      } catch (thrown) {
        dispatch({ kind: 'stop-failed' });
        throw thrown;
      }
    },
  };
}

/** What the journal says of an operation's plan. Never rejects. */
export async function planOf(bridge: Bridge, operation: string): Promise<PlanInSight> {
  try {
    return planInJournal((await bridge.call('journal.operation', { id: operation })).plan);
  } catch {
    return planOutOfSight;
  }
}
