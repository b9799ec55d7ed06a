import type { JSX } from 'react';
import { MapScreen } from '../features/map/MapScreen.tsx';
import { WelcomeScreen } from '../features/welcome/WelcomeScreen.tsx';
import { valueOf } from '../ui/loaded.ts';
import { useSession } from '../ui/state/signalbox.ts';

/** What opens: the yard if Signalbox was started for it, else the map of the cluster on screen, or the first steps while there is none. */
export function StartScreen(): JSX.Element {
  const current = useSession((state) => state.current);
  const empty = useSession((state) => valueOf(state.clusters)?.length === 0);
  const practise = useSession((state) => valueOf(state.info)?.opening === 'yard');
  if (practise) return <WelcomeScreen practise />;
  return empty ? <WelcomeScreen /> : <MapScreen cluster={current ?? ''} server={null} />;
}
