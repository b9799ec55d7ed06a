import { createContext, use } from 'react';
import { useStore } from 'zustand';
import type { Bridge } from '../../../shared/ipc/bridge.ts';
import type { DutyState, DutyWatch } from './duty-store.ts';
import type { JournalState, RecentJournal } from './journal-store.ts';
import type { Session, SessionState } from './session-store.ts';
import type { TopologyState, TopologyWatch } from './topology-store.ts';
import type { UnfinishedState, UnfinishedWatch } from './unfinished-store.ts';

/** What every screen can reach: the bridge to the engine and the stores that live as long as the window. */
export interface Signalbox {
  readonly bridge: Bridge;
  /** Where a dropped file lies on the engine's machine; null where a page can't know, as in a browser. */
  readonly pathOf: (file: File) => string | null;
  readonly session: Session;
  readonly topology: TopologyWatch;
  readonly journal: RecentJournal;
  readonly unfinished: UnfinishedWatch;
  readonly duties: DutyWatch;
}

export const SignalboxContext = createContext<Signalbox | null>(null);

/** @throws Error outside of the window's provider: a mistake in the code, not something a user can do. */
export function useSignalbox(): Signalbox {
  const signalbox = use(SignalboxContext);
  if (signalbox === null) throw new Error('No Signalbox around this component.');
  return signalbox;
}

/** Connection, clusters, preferences, the cluster on screen. */
export function useSession<T>(select: (state: SessionState) => T): T {
  return useStore(useSignalbox().session, select);
}

/** The cluster on screen as last read. */
export function useTopology<T>(select: (state: TopologyState) => T): T {
  return useStore(useSignalbox().topology, select);
}

/** Operations that have begun and not ended, of every cluster. */
export function useUnfinished<T>(select: (state: UnfinishedState) => T): T {
  return useStore(useSignalbox().unfinished, select);
}

/** Which servers are kept closed, in every cluster. */
export function useDuties<T>(select: (state: DutyState) => T): T {
  return useStore(useSignalbox().duties, select);
}

/** The newest journal entries of the cluster on screen. */
export function useRecentJournal<T>(select: (state: JournalState) => T): T {
  return useStore(useSignalbox().journal, select);
}
