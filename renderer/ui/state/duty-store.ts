import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Duty } from '../../../shared/domain/duty.ts';
import type { Bridge } from '../../../shared/ipc/bridge.ts';

/** Duties of every cluster, those too that have ended, newest first. */
export interface DutyState {
  readonly duties: readonly Duty[];
  /** Operations whose ended duty the person has put out of sight. */
  readonly putAway: ReadonlySet<string>;
}

export interface DutyWatch extends StoreApi<DutyState> {
  /** Reads them now and every few seconds. Returns the function that ends it. */
  start(): () => void;
  /** Reads again now, after something was done about one. Never rejects: what was known stays. */
  refresh(): Promise<void>;
  putAway(operation: string): void;
}

const everyMs = 3000; // ms

export function createDutyWatch(bridge: Bridge): DutyWatch {
  const store = createStore<DutyState>(() => ({ duties: [], putAway: new Set() }));
  const { setState, getState } = store;

  async function refresh(): Promise<void> {
    const duties = await bridge.call('duties.list', { cluster: null, ended: true }).catch(() => null);
    if (duties === null || JSON.stringify(duties) === JSON.stringify(getState().duties)) return;
    setState({ duties });
  }

  return {
    ...store,
    refresh,
    start: () => {
      void refresh();
      const timer = setInterval(() => void refresh(), everyMs);
      return () => clearInterval(timer);
    },
    putAway: (operation) => setState(({ putAway }) => ({ putAway: new Set([...putAway, operation]) })),
  };
}
