import type { JSX } from 'react';
import { Icon } from '../../ui/controls/Icon.tsx';
import type { IconName } from '../../ui/controls/icon-paths.ts';
import { paths } from '../../ui/route/paths.ts';
import { useSession } from '../../ui/state/signalbox.ts';
import type { Route } from '../routes.tsx';
import classes from './shell.module.css';

interface NavigationProps {
  /** The section of the screen shown. */
  readonly section: Route['section'] | null;
}

interface Entry {
  readonly section: Route['section'];
  readonly icon: IconName;
  readonly name: string;
  readonly href: string;
}

/** The rail on the left. */
export function Navigation({ section }: NavigationProps): JSX.Element {
  const current = useSession((state) => state.current);
  const entries: readonly Entry[] = [
    { section: 'map', icon: 'map', name: 'Map', href: current === null ? paths.start() : paths.map(current) },
    { section: 'journal', icon: 'journal', name: 'Journal', href: paths.journal() },
    { section: 'settings', icon: 'settings', name: 'Settings', href: paths.settings() },
  ];
  return (
    <nav className={classes['nav']} aria-label="Screens">
      {entries.map((entry) => (
        <a key={entry.section} href={entry.href} aria-current={entry.section === section ? 'page' : undefined}>
          <Icon name={entry.icon} size={19} />
          <span>{entry.name}</span>
        </a>
      ))}
    </nav>
  );
}
