import { join } from 'node:path';

/** What the folders depend on, given so that tests can choose. */
export interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly home: string;
}

/** Where signalbox.yaml is when nobody says otherwise: the platform's configuration folder (XDG base directories on Linux). */
export function defaultConfigPath(surroundings: Surroundings): string {
  const { platform, environment, home } = surroundings;
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Signalbox', 'signalbox.yaml');
  if (platform === 'win32')
    return join(environment.APPDATA ?? join(home, 'AppData', 'Roaming'), 'Signalbox', 'signalbox.yaml');
  return join(absolute(environment.XDG_CONFIG_HOME) ?? join(home, '.config'), 'signalbox', 'signalbox.yaml');
}

/** Where the journal, secrets and logs are: SIGNALBOX_DATA_DIR, else the platform's data folder. */
export function defaultDataDirectory(surroundings: Surroundings): string {
  const { platform, environment, home } = surroundings;
  const chosen = environment.SIGNALBOX_DATA_DIR;
  if (chosen !== undefined && chosen !== '') return chosen;
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Signalbox', 'data');
  if (platform === 'win32') return join(environment.LOCALAPPDATA ?? join(home, 'AppData', 'Local'), 'Signalbox');
  return join(absolute(environment.XDG_DATA_HOME) ?? join(home, '.local', 'share'), 'signalbox');
}

/** The XDG specification has relative paths ignored. */
function absolute(path: string | undefined): string | undefined {
  return path?.startsWith('/') === true ? path : undefined;
}
