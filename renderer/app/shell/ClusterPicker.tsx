import { Menu } from '@mantine/core';
import type { JSX } from 'react';
import { Icon } from '../../ui/controls/Icon.tsx';
import { EnvironmentTag } from '../../ui/feedback/EnvironmentTag.tsx';
import { valueOf } from '../../ui/loaded.ts';
import { navigate, paths } from '../../ui/route/paths.ts';
import { useSession } from '../../ui/state/signalbox.ts';
import { useCluster } from '../../ui/state/use-cluster.ts';
import classes from './shell.module.css';

/** Says which cluster is on screen, and opens another. */
export function ClusterPicker(): JSX.Element {
  const cluster = useCluster();
  const clusters = useSession((state) => valueOf(state.clusters)) ?? [];
  return (
    <Menu position="bottom-start" width={300} shadow="lg">
      <Menu.Target>
        <button type="button" className={classes['picker']} title={cluster?.label}>
          <span>{cluster?.label ?? 'Signalbox'}</span>
          <Icon name="down" size={14} label="Choose a cluster" />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {clusters.map((entry) => (
          <Menu.Item key={entry.name} onClick={() => navigate(paths.map(entry.name))}>
            <span className={classes['choice']}>
              {entry.label}
              <EnvironmentTag environment={entry.environment} />
            </span>
          </Menu.Item>
        ))}
        {clusters.length > 0 && <Menu.Divider />}
        <Menu.Item leftSection={<Icon name="plus" />} onClick={() => navigate(paths.newCluster())}>
          Add servers…
        </Menu.Item>
        <Menu.Item leftSection={<Icon name="play" />} onClick={() => navigate(paths.welcome())}>
          Practise on the yard…
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
