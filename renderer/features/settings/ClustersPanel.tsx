import { useState, type JSX } from 'react';
import type { ClusterSummary } from '../../../shared/ipc/contract.ts';
import { Button, LinkButton } from '../../ui/controls/Button.tsx';
import { EnvironmentTag } from '../../ui/feedback/EnvironmentTag.tsx';
import { ErrorNotice } from '../../ui/feedback/ErrorNotice.tsx';
import { valueOf } from '../../ui/loaded.ts';
import { Panel } from '../../ui/layout/Panel.tsx';
import { paths } from '../../ui/route/paths.ts';
import { useSession, useSignalbox } from '../../ui/state/signalbox.ts';
import { useAction } from '../../ui/state/use-action.ts';
import { Mono } from '../../ui/text/Mono.tsx';
import classes from './settings.module.css';

/** The clusters of the configuration; the file's comments and order stay whatever is done here. */
export function ClustersPanel(): JSX.Element {
  const clusters = useSession((state) => state.clusters);
  const known = valueOf(clusters) ?? [];
  return (
    <Panel
      title="Clusters"
      actions={
        <LinkButton size="small" icon="plus" href={paths.newCluster()}>
          Add servers
        </LinkButton>
      }
    >
      {clusters.kind === 'failed' && <ErrorNotice error={clusters.error} />}
      {known.length === 0 ? (
        <p className={classes['hint']}>None yet. Name one server of a cluster; the others are found from it.</p>
      ) : (
        <ul className={classes['clusters']}>
          {known.map((cluster) => (
            <ClusterRow key={cluster.name} cluster={cluster} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

function ClusterRow({ cluster }: { readonly cluster: ClusterSummary }): JSX.Element {
  const { bridge, session } = useSignalbox();
  const [asking, setAsking] = useState(false);
  const remove = useAction(async () => {
    await bridge.call('clusters.remove', { name: cluster.name });
    await session.refresh();
  });
  if (asking) {
    return (
      <li>
        <div className={classes['name']} role="alert">
          Take <b>{cluster.label}</b> out of the configuration?
          <div>Its servers and its entries in the journal stay as they are.</div>
          {remove.error !== null && <ErrorNotice error={remove.error} />}
        </div>
        <Button size="small" kind="danger" busy={remove.busy} onClick={() => remove.run()}>
          Remove {cluster.label}
        </Button>
        <Button size="small" kind="ghost" onClick={() => setAsking(false)}>
          Keep
        </Button>
      </li>
    );
  }
  return (
    <li>
      <div className={classes['name']}>
        <b>{cluster.label}</b>
        <div>
          <Mono>{cluster.seeds.join(', ')}</Mono> as {cluster.user}
        </div>
      </div>
      <EnvironmentTag environment={cluster.environment} />
      <LinkButton size="small" kind="ghost" icon="edit" href={paths.editCluster(cluster.name)}>
        Edit
      </LinkButton>
      <Button size="small" kind="quiet" icon="trash" label={`Remove ${cluster.label}…`} onClick={() => setAsking(true)}>
        Remove…
      </Button>
    </li>
  );
}
