import { spotlight } from '@mantine/spotlight';
import type { JSX } from 'react';
import { Button } from '../../ui/controls/Button.tsx';
import { EnvironmentTag } from '../../ui/feedback/EnvironmentTag.tsx';
import { navigate, paths } from '../../ui/route/paths.ts';
import { useTopology, useUnfinished } from '../../ui/state/signalbox.ts';
import { cutOffIn } from '../../ui/state/unfinished-store.ts';
import { useCluster } from '../../ui/state/use-cluster.ts';
import { useRecordNow } from '../../ui/state/use-record-now.ts';
import { goneSource } from '../../ui/topology/gone-source.ts';
import { clusterSummaryText } from '../../ui/topology/health.ts';
import { ClusterPicker } from './ClusterPicker.tsx';
import classes from './shell.module.css';

interface TopBarProps {
  /** On the map the way on is to switch or fail over; elsewhere a screen has its own. */
  readonly onMap: boolean;
  readonly path: string;
}

/** The cluster on screen and what can be done with it. */
export function TopBar({ onMap, path }: TopBarProps): JSX.Element {
  const cluster = useCluster();
  const summary = useTopology((state) => (state.topology === null ? null : clusterSummaryText(state.topology)));
  const gone = useTopology((state) => state.topology !== null && goneSource(state.topology.servers) !== null);
  const record = useRecordNow();
  const cutOff = useUnfinished((state) => cutOffIn(state, cluster?.name ?? null));
  const ready = cluster !== null && !cluster.needsPassword;
  const inWizard = /^\/(clusters\/[^/]+(\/imports)?|operations)\/[^/]+$/.test(path);

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
        <WayOn cluster={cluster.name} kind={onMap ? 'primary' : 'default'} gone={gone} cutOff={cutOff !== null} />
      )}
    </header>
  );
}

interface WayOnProps {
  readonly cluster: string;
  readonly kind: 'primary' | 'default';
  readonly gone: boolean;
  readonly cutOff: boolean;
}

/** A switchover; a failover where the source does not answer, which also takes over what was cut off. */
function WayOn({ cluster, kind, gone, cutOff }: WayOnProps): JSX.Element {
  if (gone) {
    return (
      <Button kind={kind} icon="takeover" onClick={() => navigate(paths.failover(cluster))}>
        Fail over…
      </Button>
    );
  }
  return (
    <Button
      kind={kind}
      icon="swap"
      onClick={() => navigate(paths.switchover(cluster))}
      disabledBecause={cutOff ? 'An operation of this cluster is unfinished: continue or undo it first' : null}
    >
      Switch over…
    </Button>
  );
}
