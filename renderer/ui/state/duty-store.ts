import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Duty } from '../../../shared/domain/duty.ts';
import type { Bridge } from '../../../shared/ipc/bridge.ts';

/** Duties of the cluster on screen, those too that have ended, newest first. */
export interface DutyState {
  readonly cluster: string | null;
  readonly duties: readonly Duty[];
  /** Operations whose ended duty the person has put out of sight. */
  readonly putAway: ReadonlySet<string>;
}

export interface DutyWatch extends StoreApi<DutyState> {
  /** Reads those of this cluster now and every few seconds, until told otherwise. */
  follow(cluster: string | null): void;
  /** Reads again now, after something was done about one. Never rejects: what was known stays. */
  refresh(): Promise<void>;
  putAway(operation: string): void;
}

const everyMs = 3000; // ms

export function createDutyWatch(bridge: Bridge): DutyWatch {
  const store = createStore<DutyState>(() => ({ cluster: null, duties: [], putAway: new Set() }));
  const { setState, getState } = store;
  let timer: ReturnType<typeof setInterval> | undefined;

  async function refresh(): Promise<void> {
    const { cluster } = getState();
    if (cluster === null) return;
    const duties = await bridge.call('duties.list', { cluster, ended: true }).catch(() => null);
    if (duties === null || getState().cluster !== cluster) return;
    if (JSON.stringify(duties) !== JSON.stringify(getState().duties)) setState({ duties });
  }

  return {
    ...store,
    refresh,
    follow: (cluster) => {
      clearInterval(timer);
      if (getState().cluster !== cluster) setState({ cluster, duties: [] });
      if (cluster === null) return;
      void refresh();
      timer = setInterval(() => void refresh(), everyMs);
    },
    putAway: (operation) => setState(({ putAway }) => ({ putAway: new Set([...putAway, operation]) })),
  };
}
