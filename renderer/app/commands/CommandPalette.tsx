import { Spotlight, type SpotlightActionGroupData } from '@mantine/spotlight';
import type { JSX } from 'react';
import { reportOf } from '../../../shared/domain/errors.ts';
import { Icon } from '../../ui/controls/Icon.tsx';
import { notifyFailed } from '../../ui/feedback/notify.tsx';
import { valueOf } from '../../ui/loaded.ts';
import { navigate } from '../../ui/route/paths.ts';
import { useSession, useSignalbox, useTopology } from '../../ui/state/signalbox.ts';
import { useCluster } from '../../ui/state/use-cluster.ts';
import { useWords } from '../../ui/state/use-words.ts';
import { useRecordNow } from '../../ui/state/use-record-now.ts';
import classes from './commands.module.css';
import { commandsFor, type Command, type CommandEffect } from './commands.ts';

const shownAtOnce = 30; // commands

/** Commands and servers by name: Ctrl K. */
export function CommandPalette(): JSX.Element {
  const clusters = useSession((state) => valueOf(state.clusters)) ?? [];
  const current = useCluster();
  const topology = useTopology((state) => state.topology);
  const perform = usePerform();
  const words = useWords();
  const commands = commandsFor({ clusters, current, topology }).map((command) => ({
    ...command,
    title: words(command.title),
    ...(command.detail === undefined ? {} : { detail: words(command.detail) }),
  }));

  return (
    <Spotlight
      actions={grouped(commands, perform)}
      shortcut={['mod + K', 'mod + P']}
      tagsToIgnore={[]}
      limit={shownAtOnce}
      nothingFound="Nothing by that name"
      scrollable
      overlayProps={{ blur: 0, backgroundOpacity: 0.35 }}
      classNames={{ action: classes['action'] ?? '', content: classes['content'] ?? '' }}
      maxHeight={420}
      searchProps={{
        leftSection: <Icon name="search" />,
        placeholder: 'A server, a cluster or a command…',
        'aria-label': 'Search commands and servers',
      }}
    />
  );
}

function grouped(commands: readonly Command[], perform: (effect: CommandEffect) => void): SpotlightActionGroupData[] {
  return [...Map.groupBy(commands, (command) => command.group)].map(([group, members]) => ({
    group,
    actions: members.map((command) => ({
      id: command.id,
      label: command.title,
      ...(command.detail === undefined ? {} : { description: command.detail }),
      leftSection: <Icon name={command.icon} size={18} />,
      onClick: () => perform(command.effect),
    })),
  }));
}

function usePerform(): (effect: CommandEffect) => void {
  const { session } = useSignalbox();
  const record = useRecordNow();
  return (effect) => {
    switch (effect.kind) {
      case 'go':
        navigate(effect.href);
        return;
      case 'record':
        record.run(effect.servers);
        return;
      case 'prefer':
        session.prefer(effect.change).catch((thrown: unknown) => {
          notifyFailed('The setting was not saved', reportOf(thrown));
        });
    }
  };
}
