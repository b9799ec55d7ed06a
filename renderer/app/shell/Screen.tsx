import type { JSX } from 'react';
import { LinkButton } from '../../ui/controls/Button.tsx';
import { EmptyState } from '../../ui/feedback/EmptyState.tsx';
import type { Location } from '../../ui/route/match-route.ts';
import { paths } from '../../ui/route/paths.ts';
import type { Found } from '../routes.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';

interface ScreenProps {
  readonly found: Found | null;
  readonly location: Location;
}

/** The screen of the address. A screen that breaks takes nothing else with it. */
export function Screen({ found, location }: ScreenProps): JSX.Element {
  if (found === null) {
    return (
      <EmptyState
        icon="search"
        title="There is no such screen"
        actions={<LinkButton href={paths.start()}>Map</LinkButton>}
      >
        {location.path}
      </EmptyState>
    );
  }
  return <ErrorBoundary key={location.path}>{found.route.screen(found.values, location.query)}</ErrorBoundary>;
}
