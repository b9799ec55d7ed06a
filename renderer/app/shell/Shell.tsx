import type { JSX } from 'react';
import { useLocation } from '../../ui/route/use-location.ts';
import { useSession } from '../../ui/state/signalbox.ts';
import { findRoute } from '../routes.tsx';
import { Banners } from './Banners.tsx';
import { useCluster } from '../../ui/state/use-cluster.ts';
import { DropToImport } from './DropToImport.tsx';
import { Navigation } from './Navigation.tsx';
import { Screen } from './Screen.tsx';
import classes from './shell.module.css';
import { StatusBar } from './StatusBar.tsx';
import { TopBar } from './TopBar.tsx';

/** What is around every screen: where you are, which cluster, what is wrong with the window itself. */
export function Shell(): JSX.Element {
  const location = useLocation();
  const found = findRoute(location);
  const production = useCluster()?.environment === 'production';
  const connection = useSession((state) => state.connection);

  return (
    <div className={classes['app']} data-connection={connection}>
      {production && <div className={classes['env']} data-environment="production" />}
      <Navigation section={found?.route.section ?? null} />
      <TopBar onMap={found?.route.section === 'map'} path={location.path} />
      <Banners />
      <main className={classes['main']} tabIndex={-1}>
        <Screen found={found} location={location} />
      </main>
      <StatusBar />
      <DropToImport />
    </div>
  );
}
