import { spotlight } from '@mantine/spotlight';
import type { JSX } from 'react';
import { Button } from '../../ui/controls/Button.tsx';
import { EnvironmentTag } from '../../ui/feedback/EnvironmentTag.tsx';
import { navigate, paths } from '../../ui/route/paths.ts';
import { useTopology, useUnfinished } from '../../ui/state/signalbox.ts';
import { cutOffIn } from '../../ui/state/unfinished-store.ts';
import { useCluster } from '../../ui/state/use-cluster.ts';
import { useRecordNow } from '../../ui/state/use-record-now.ts';
import { clusterSummaryText } from '../../ui/topology/health.ts';
import { ClusterPicker } from './ClusterPicker.tsx';
import classes from './shell.module.css';

interface TopBarProps {
  /** On the map the way on is to switch over; elsewhere a screen has its own. */
  readonly onMap: boolean;
  readonly path: string;
}

/** The cluster on screen and what can be done with it. */
export function TopBar({ onMap, path }: TopBarProps): JSX.Element {
  const cluster = useCluster();
  const summary = useTopology((state) => (state.topology === null ? null : clusterSummaryText(state.topology)));
  const record = useRecordNow();
  const cutOff = useUnfinished((state) => cutOffIn(state, cluster?.name ?? null));
  const ready = cluster !== null && !cluster.needsPassword;
  const inWizard = /^\/(clusters\/[^/]+|operations)\/[^/]+$/.test(path);

  return (
    <header className={classes['top']}>
      <ClusterPicker />
      {cluster !== null && <EnvironmentTag environment={cluster.environment} />}
      {ready && summary !== null && <span className={classes['summary']}>{summary}</span>}
      <span className={classes['space']} />
      <button type="button" className={classes['kbd']} onClick={spotlight.open} aria-label="Commands, Ctrl K">
        Ctrl K
      </button>
      {ready && (
        <Button kind="ghost" icon="record" busy={record.busy} onClick={() => record.run(null)}>
          Record now
        </Button>
      )}
      {ready && !inWizard && (
        <Button
          kind={onMap ? 'primary' : 'default'}
          icon="swap"
          onClick={() => navigate(paths.switchover(cluster.name))}
          disabledBecause={
            cutOff === null ? null : 'An operation of this cluster is unfinished: continue or undo it first'
          }
        >
          Switch over…
        </Button>
      )}
    </header>
  );
}
