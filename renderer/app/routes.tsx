import type { ReactNode } from 'react';
import { MapScreen } from '../features/map/MapScreen.tsx';
import { DumpPage } from '../features/dump/view/DumpPage.tsx';
import { DumpRunPage } from '../features/dump/view/DumpRunPage.tsx';
import { ImportPage } from '../features/import/view/ImportPage.tsx';
import { ImportRunPage } from '../features/import/view/ImportRunPage.tsx';
import { IncidentPage } from '../features/journal/incident/IncidentPage.tsx';
import { IncidentsPage } from '../features/journal/incident/IncidentsPage.tsx';
import { ComparePage } from '../features/journal/view/ComparePage.tsx';
import { EntryPage } from '../features/journal/view/EntryPage.tsx';
import { JournalPage } from '../features/journal/view/JournalPage.tsx';
import { SwitchoverPage } from '../features/switchover/view/SwitchoverPage.tsx';
import { ClusterFormScreen } from '../features/settings/ClusterFormScreen.tsx';
import { SettingsScreen } from '../features/settings/SettingsScreen.tsx';
import { FailoverPage } from '../features/failover/view/FailoverPage.tsx';
import { AttachPage } from '../features/attach/view/AttachPage.tsx';
import { ChangeMasterPage } from '../features/change-master/view/ChangeMasterPage.tsx';
import { PutBackPage } from '../features/put-back/view/PutBackPage.tsx';
import { RejoinPage } from '../features/rejoin/view/RejoinPage.tsx';
import { OperationPage } from '../features/operation/view/OperationPage.tsx';
import { UndoPage } from '../features/operation/view/UndoPage.tsx';
import { WelcomeScreen } from '../features/welcome/WelcomeScreen.tsx';
import { matchRoute, type Location } from '../ui/route/match-route.ts';
import { StartScreen } from './StartScreen.tsx';

type Values = Readonly<Record<string, string>>;

/** A screen and the address it has. The first pattern that matches wins; `paths` in ui/route makes the addresses. */
export interface Route {
  readonly pattern: string;
  /** Which part of the navigation it belongs to. */
  readonly section: 'map' | 'journal' | 'settings' | 'welcome';
  /** `values` holds what the pattern's `:names` stand for, decoded. */
  readonly screen: (values: Values, query: Values) => ReactNode;
}

export const routes: readonly Route[] = [
  { pattern: '/', section: 'map', screen: () => <StartScreen /> },
  { pattern: '/settings', section: 'settings', screen: () => <SettingsScreen /> },
  { pattern: '/settings/new', section: 'settings', screen: () => <ClusterFormScreen name={null} /> },
  {
    pattern: '/settings/clusters/:name',
    section: 'settings',
    screen: ({ name = '' }) => <ClusterFormScreen name={name} />,
  },
  { pattern: '/welcome', section: 'welcome', screen: () => <WelcomeScreen /> },
  {
    pattern: '/clusters/:name',
    section: 'map',
    screen: ({ name = '' }, { server }) => <MapScreen cluster={name} server={server ?? null} />,
  },
  {
    pattern: '/clusters/:name/switchover',
    section: 'map',
    screen: ({ name = '' }, { to }) => <SwitchoverPage key={name} cluster={name} to={to ?? null} />,
  },
  {
    pattern: '/clusters/:name/failover',
    section: 'map',
    screen: ({ name = '' }, { to }) => <FailoverPage key={name} cluster={name} to={to ?? null} />,
  },
  {
    pattern: '/clusters/:name/rejoin',
    section: 'map',
    screen: ({ name = '' }, { server = '' }) => <RejoinPage key={`${name} ${server}`} cluster={name} server={server} />,
  },
  {
    pattern: '/clusters/:name/change-master',
    section: 'map',
    screen: ({ name = '' }, { replica, to }) => (
      <ChangeMasterPage key={name} cluster={name} replica={replica ?? null} to={to ?? null} />
    ),
  },
  {
    pattern: '/clusters/:name/attach',
    section: 'map',
    screen: ({ name = '' }, { server, importId, dump }) => (
      <AttachPage
        key={name}
        cluster={name}
        asked={{ server: server ?? null, importId: importId ?? null, dump: dump ?? null }}
      />
    ),
  },
  {
    pattern: '/clusters/:name/put-back',
    section: 'map',
    screen: ({ name = '' }, { server, record, channel }) => (
      <PutBackPage
        key={name}
        cluster={name}
        server={server ?? null}
        record={record ?? null}
        channel={channel ?? null}
      />
    ),
  },
  {
    pattern: '/clusters/:name/import',
    section: 'map',
    screen: ({ name = '' }, { server, file, name: dropped, resume }) => (
      <ImportPage
        key={name}
        cluster={name}
        asked={{ server: server ?? null, file: file ?? null, dropped: dropped ?? null, resume: resume ?? null }}
      />
    ),
  },
  {
    pattern: '/clusters/:name/imports/:id',
    section: 'map',
    screen: ({ name = '', id = '' }) => <ImportRunPage key={id} cluster={name} id={id} />,
  },
  {
    pattern: '/clusters/:name/dump',
    section: 'map',
    screen: ({ name = '' }, { server }) => <DumpPage key={name} cluster={name} server={server ?? null} />,
  },
  {
    pattern: '/clusters/:name/dumps/:id',
    section: 'map',
    screen: ({ name = '', id = '' }) => <DumpRunPage key={id} cluster={name} id={id} />,
  },
  {
    pattern: '/operations/:id',
    section: 'journal',
    screen: ({ id = '' }) => <OperationPage key={id} id={id} />,
  },
  {
    pattern: '/operations/:id/undo',
    section: 'journal',
    screen: ({ id = '' }) => <UndoPage key={id} id={id} />,
  },
  { pattern: '/journal', section: 'journal', screen: () => <JournalPage /> },
  {
    pattern: '/journal/compare',
    section: 'journal',
    screen: (_, { left = '', right = '' }) => <ComparePage left={left} right={right} />,
  },
  { pattern: '/incidents', section: 'journal', screen: () => <IncidentsPage /> },
  { pattern: '/incidents/:id', section: 'journal', screen: ({ id = '' }) => <IncidentPage key={id} id={id} /> },
  { pattern: '/journal/:id', section: 'journal', screen: ({ id = '' }) => <EntryPage key={id} id={id} /> },
];

export interface Found {
  readonly route: Route;
  readonly values: Values;
}

/** The route of an address, or null where there is no such screen. */
export function findRoute(location: Location): Found | null {
  for (const route of routes) {
    const values = matchRoute(route.pattern, location.path);
    if (values !== null) return { route, values };
  }
  return null;
}
