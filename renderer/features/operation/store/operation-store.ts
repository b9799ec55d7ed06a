import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import { reportOf } from '../../../../shared/domain/errors.ts';
import type { Bridge } from '../../../../shared/ipc/bridge.ts';
import type { OperationState } from '../../../../shared/plans/unfinished-operation.ts';
import { askAgain, latest } from '../../../ui/wizard/model/asked.ts';
import type { Asked } from '../../../ui/wizard/model/asked.ts';
import { reduceRunning, running } from '../../../ui/wizard/model/operation-in-sight.ts';
import type { Finished, RunAction, Running } from '../../../ui/wizard/model/operation-in-sight.ts';
import { createRunControl, operationReader, planOf } from '../../../ui/wizard/store/run-control.ts';
import type { RunContext, RunControl } from '../../../ui/wizard/store/run-control.ts';

/** What is seen of one operation: where it stands, and, while it is carried out or just was, its run. */
export interface OperationSight {
  readonly standing: Asked<OperationState>;
  readonly sight: Running | Finished | null;
}

export interface OperationStore extends StoreApi<OperationSight>, RunControl {
  /** Follows it while it runs here; else reads where it stands and the ways out, from the servers as they are now. */
  look(): Promise<void>;
  /** Carries it on, or undoes it. */
  take(way: 'continue' | 'undo'): Promise<void>;
  /** Closes it as it stands. Rejects with SignalboxError. */
  handOver(note: string): Promise<void>;
  /** Away from a run that has ended, back to where it stands. */
  lookAgain(): void;
}

/** `now` gives epoch ms. Nothing is asked before `look`. */
export function createOperationStore(bridge: Bridge, id: string, now: () => number): OperationStore {
  const store = createStore<OperationSight>(() => ({ standing: { kind: 'asking', last: null }, sight: null }));
  const context: RunContext = {
    bridge,
    now,
    sight: () => {
      const { sight } = store.getState();
      return sight?.station === 'run' ? sight : null;
    },
    dispatch: (action) => store.setState(({ sight }) => ({ sight: afterAction(sight, action) })),
  };

  /** The stream ended without a result: it was refused before it began, or this window lost it. */
  async function afterLoss(error: Error): Promise<void> {
    if (context.sight()?.run.operation !== null) {
      context.dispatch({ kind: 'lost', error: reportOf(error) });
      return;
    }
    const { standing } = store.getState();
    store.setState({ sight: null, standing: { kind: 'failed', error: reportOf(error), last: latest(standing) } });
    await Promise.resolve();
  }
  const reader = operationReader(context, (error) => void afterLoss(error));

  async function read(): Promise<void> {
    store.setState(({ standing }) => ({ standing: askAgain(standing) }));
    try {
      const value = await bridge.call('operations.state', { operation: id });
      store.setState({ standing: { kind: 'answered', value, at: now() } });
    } catch (thrown) {
      const error = reportOf(thrown);
      store.setState(({ standing }) => ({ standing: { kind: 'failed', error, last: latest(standing) } }));
    }
  }

  async function look(): Promise<void> {
    if (store.getState().sight !== null) return;
    const here = await bridge.call('operation.running', {}).catch(() => []);
    if (!here.some((one) => one.operation === id)) {
      await read();
      return;
    }
    store.setState({ sight: running(await planOf(bridge, id), id) });
    bridge.stream('operation.follow', { operation: id }, reader);
  }

  return {
    ...store,
    ...createRunControl(context),
    look,
    take: async (way) => {
      store.setState({ sight: running(await planOf(bridge, id), null) });
      bridge.stream('operations.resume', { operation: id, way }, reader);
    },
    handOver: async (note) => {
      await bridge.call('operations.handOver', { operation: id, note });
      await read();
    },
    lookAgain: () => {
      store.setState({ sight: null });
      void look();
    },
  };
}

function afterAction(sight: OperationSight['sight'], action: RunAction): OperationSight['sight'] {
  return sight?.station === 'run' ? reduceRunning(sight, action) : sight;
}
