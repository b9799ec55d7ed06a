import type { ReactNode } from 'react';
import { SwitchoverPage } from '../features/switchover/view/SwitchoverPage.tsx';
import { matchRoute, type Location } from '../ui/route/match-route.ts';

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
  {
    pattern: '/clusters/:name/switchover',
    section: 'map',
    screen: ({ name = '' }, { to }) => <SwitchoverPage key={name} cluster={name} to={to ?? null} />,
  },
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
