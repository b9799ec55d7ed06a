import { useEffect } from 'react';
import type { PauseNote } from '../../../shared/domain/dump.ts';
import type { RunningDump } from '../../../shared/domain/running-dump.ts';
import { valueOf } from '../loaded.ts';
import { useTopology } from '../state/signalbox.ts';
import { useBridgeCall } from '../state/use-bridge-call.ts';

export interface DumpsInSight {
  /** Those that this program takes. */
  readonly running: readonly RunningDump[];
  /** Servers whose SQL thread is stopped since the program of a dump was killed. */
  readonly cutOff: readonly PauseNote[];
}

const askedEveryMs = 2000;

/** The dumps of a cluster that are not done, asked for while the component is shown. */
export function useDumps(cluster: string): DumpsInSight {
  const runs = useBridgeCall('dump.running', {});
  const left = useBridgeCall('dump.cutOff', { cluster });
  const servers = useTopology((state) => (state.cluster === cluster ? state.topology?.servers : undefined));
  const { reload: reloadRuns } = runs;
  const { reload: reloadLeft } = left;
  useEffect(() => {
    const timer = setInterval(() => {
      reloadRuns();
      reloadLeft();
    }, askedEveryMs);
    return () => clearInterval(timer);
  }, [reloadRuns, reloadLeft]);
  const stopped = new Set(
    (servers ?? []).filter(({ channels }) => channels.some(({ sql }) => sql === 'no')).map(({ id }) => id),
  );
  return {
    running: (valueOf(runs.result) ?? []).filter((one) => one.cluster === cluster),
    cutOff: (valueOf(left.result) ?? []).filter(({ server }) => stopped.has(server)),
  };
}
