import { useEffect } from 'react';
import type { RunningImport, UnfinishedImport } from '../../../shared/import/running-import.ts';
import { valueOf } from '../loaded.ts';
import { useBridgeCall } from '../state/use-bridge-call.ts';

export interface ImportsInSight {
  /** Those that this program runs. */
  readonly running: readonly RunningImport[];
  /** Those that did not end and that this program does not run, oldest first. */
  readonly unfinished: readonly UnfinishedImport[];
  readonly reload: () => void;
}

const askedEveryMs = 2000;

/** The imports of a cluster that are not done, asked for while the component is shown. */
export function useImports(cluster: string): ImportsInSight {
  const runs = useBridgeCall('import.running', {});
  const kept = useBridgeCall('import.unfinished', { cluster });
  const { reload: reloadRuns } = runs;
  const { reload: reloadKept } = kept;
  useEffect(() => {
    const timer = setInterval(() => {
      reloadRuns();
      reloadKept();
    }, askedEveryMs);
    return () => clearInterval(timer);
  }, [reloadRuns, reloadKept]);
  const running = (valueOf(runs.result) ?? []).filter((one) => one.cluster === cluster);
  const here = new Set(running.map(({ importId }) => importId));
  const unfinished = (valueOf(kept.result) ?? []).filter(({ importId }) => !here.has(importId));
  return { running, unfinished, reload: reloadKept };
}
