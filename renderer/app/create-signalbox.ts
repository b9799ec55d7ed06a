import type { Bridge } from '../../shared/ipc/bridge.ts';
import { createDutyWatch } from '../ui/state/duty-store.ts';
import { createRecentJournal } from '../ui/state/journal-store.ts';
import { createSession } from '../ui/state/session-store.ts';
import type { Signalbox } from '../ui/state/signalbox.ts';
import { createTopologyWatch } from '../ui/state/topology-store.ts';
import { createUnfinishedWatch } from '../ui/state/unfinished-store.ts';

/**
 * The stores of one window over its bridge. Nothing is asked before `session.start()`. `pathOf`: where a dropped file
 * lies on the engine's machine, as far as a page may know.
 */
export function createSignalbox(bridge: Bridge, pathOf: Signalbox['pathOf']): Signalbox {
  return {
    bridge,
    pathOf,
    session: createSession(bridge, Date.now),
    topology: createTopologyWatch(bridge),
    journal: createRecentJournal(bridge),
    unfinished: createUnfinishedWatch(bridge),
    duties: createDutyWatch(bridge),
  };
}
