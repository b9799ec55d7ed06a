import { createStore, type StoreApi } from 'zustand/vanilla';
import { reportOf, type ErrorReport } from '../../../shared/domain/errors.ts';
import type { Bridge } from '../../../shared/ipc/bridge.ts';
import type { AppInfo, ClusterSummary, Preferences } from '../../../shared/ipc/contract.ts';
import { failed, loading, ready, type Loaded } from '../loaded.ts';

/** What the window knows of its engine whatever screen is open. */
export interface SessionState {
  /** `lost` after having been connected once; the window then shows what it knew. */
  readonly connection: 'connecting' | 'connected' | 'lost';
  /** When the connection was lost, epoch ms. */
  readonly lostAt: number | null;
  readonly info: Loaded<AppInfo>;
  readonly preferences: Preferences;
  /** The engine has said them; until then they are the defaults. */
  readonly preferencesKnown: boolean;
  readonly clusters: Loaded<readonly ClusterSummary[]>;
  /** The cluster on screen, also while journal or settings are open. */
  readonly current: string | null;
}

export interface Session extends StoreApi<SessionState> {
  /**
   * Follows the connection, loads everything at each reconnect, and looks again at the configuration and the journal's
   * state from time to time. Returns the function that ends it.
   */
  start(): () => void;
  refresh(): Promise<void>;
  choose(cluster: string): void;
  /** Shows the preferences at once and puts them back if the engine refuses them. Rejects with SignalboxError. */
  prefer(change: Partial<Preferences>): Promise<void>;
}

/** Configuration and journal may break, or be mended, outside of the window. */
const againMs = 15_000;

const before: SessionState = {
  connection: 'connecting',
  lostAt: null,
  info: loading,
  preferences: { words: 'master-slave', theme: 'dark' },
  preferencesKnown: false,
  clusters: loading,
  current: null,
};

/** The cluster to show: the chosen one while it exists, else the first. */
export function currentOf(chosen: string | null, clusters: readonly ClusterSummary[]): string | null {
  return clusters.some((cluster) => cluster.name === chosen) ? chosen : (clusters[0]?.name ?? null);
}

export function createSession(bridge: Bridge, now: () => number): Session {
  const store = createStore<SessionState>(() => before);
  const { setState, getState } = store;

  async function loadInfo(): Promise<void> {
    try {
      setState({ info: ready(await bridge.call('app.info', {})) });
    } catch (thrown) {
      setState({ info: failed(getState().info, reportOf(thrown)) });
    }
  }

  async function loadPreferences(): Promise<void> {
    const preferences = await bridge.call('preferences.get', {}).catch(() => null);
    if (preferences !== null) setState({ preferences, preferencesKnown: true });
  }

  async function loadClusters(): Promise<void> {
    try {
      const clusters = await bridge.call('clusters.list', {});
      setState({ clusters: ready(clusters), current: currentOf(getState().current, clusters) });
    } catch (thrown) {
      setState({ clusters: failed(getState().clusters, reportOf(thrown)) });
    }
  }

  async function refresh(): Promise<void> {
    await Promise.all([loadInfo(), loadPreferences(), loadClusters()]);
  }

  return {
    ...store,
    refresh,
    start: () => {
      const follow = (connected: boolean): void => {
        if (connected) {
          setState({ connection: 'connected', lostAt: null });
          void refresh();
        } else if (getState().connection === 'connected') {
          setState({ connection: 'lost', lostAt: now() });
        }
      };
      const stopFollowing = bridge.onConnection(follow);
      const timer = setInterval(() => {
        if (getState().connection === 'connected') void Promise.all([loadInfo(), loadClusters()]);
      }, againMs);
      return () => {
        stopFollowing();
        clearInterval(timer);
      };
    },
    choose: (cluster) => setState({ current: cluster }),
    prefer: async (change) => {
      const previous = getState().preferences;
      setState({ preferences: { ...previous, ...change }, preferencesKnown: true });
      try {
        setState({ preferences: await bridge.call('preferences.set', { ...previous, ...change }) });
      } catch (thrown) {
        setState({ preferences: previous });
        throw thrown;
      }
    },
  };
}

/** The failure that the whole window shows, if there is one: configuration first, then the journal. */
export function standingErrors(info: Loaded<AppInfo>): readonly ErrorReport[] {
  if (info.kind === 'failed') return [info.error];
  if (info.kind === 'loading') return [];
  return [info.value.configError, info.value.journalError].filter((error) => error !== null);
}
