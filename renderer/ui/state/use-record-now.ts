import { reportOf } from '../../../shared/domain/errors.ts';
import type { ServerId } from '../../../shared/domain/server.ts';
import { notifyDone, notifyFailed } from '../feedback/notify.tsx';
import { serverNames } from '../text/server-name.ts';
import { useSession, useSignalbox, useTopology } from './signalbox.ts';
import { useAction, type Action } from './use-action.ts';

/** Writes the positions of some servers of the cluster on screen, or of all, into the journal; says how it went. */
export function useRecordNow(): Action<[servers: readonly ServerId[] | null]> {
  const { bridge, journal } = useSignalbox();
  const cluster = useSession((state) => state.current);
  const servers = useTopology((state) => state.topology?.servers ?? null);

  return useAction(async (chosen: readonly ServerId[] | null) => {
    if (cluster === null) return;
    const names = serverNames(servers ?? []);
    const named = (ids: readonly ServerId[]): string => ids.map((id) => names.get(id) ?? id).join(', ');
    try {
      const input = { cluster, servers: chosen === null ? null : [...chosen], note: null };
      const { records, unreachable } = await bridge.call('records.take', input);
      const missing = unreachable.length === 0 ? '' : ` Not recorded, no answer: ${named(unreachable)}.`;
      const count = records.length === 1 ? '1 server' : `${records.length} servers`;
      notifyDone(`Recorded ${count}`, `${named(records.map((record) => record.server))}.${missing}`);
    } catch (thrown) {
      notifyFailed('Nothing was recorded', reportOf(thrown));
    }
    await journal.refresh();
  });
}
