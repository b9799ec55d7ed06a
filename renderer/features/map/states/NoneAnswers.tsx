import type { JSX } from 'react';
import type { ClusterSummary } from '../../../../shared/ipc/contract.ts';
import { LinkButton } from '../../../ui/controls/Button.tsx';
import { Icon } from '../../../ui/controls/Icon.tsx';
import { paths } from '../../../ui/route/paths.ts';
import classes from '../map.module.css';

/** No server of the cluster answers: most likely the network or the account, seldom all servers. */
export function NoneAnswers({ cluster }: { readonly cluster: ClusterSummary }): JSX.Element {
  return (
    <div className={classes['said']} role="status">
      <Icon name="unplugged" />
      <span>No server of {cluster.label} answers. Check the network from here, and the account.</span>
      <LinkButton size="small" kind="ghost" href={paths.editCluster(cluster.name)}>
        Settings
      </LinkButton>
    </div>
  );
}
