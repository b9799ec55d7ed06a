import { useMantineColorScheme } from '@mantine/core';
import { useEffect } from 'react';
import { useSession } from '../ui/state/signalbox.ts';

/** Keeps the colour scheme as the preferences say; Mantine remembers it for the next start's first paint. */
export function PreferredTheme(): null {
  const preferred = useSession((state) => state.preferences.theme);
  const known = useSession((state) => state.preferencesKnown);
  const { setColorScheme } = useMantineColorScheme();

  useEffect(() => {
    if (known) setColorScheme(preferred === 'system' ? 'auto' : preferred);
  }, [known, preferred, setColorScheme]);

  return null;
}
