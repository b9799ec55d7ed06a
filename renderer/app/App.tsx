import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import type { JSX } from 'react';
import { SignalboxContext, type Signalbox } from '../ui/state/signalbox.ts';
import { cssVariables, theme } from '../ui/theme/theme.ts';
import { CommandPalette } from './commands/CommandPalette.tsx';
import { CurrentCluster } from './CurrentCluster.tsx';
import { PreferredTheme } from './PreferredTheme.tsx';
import { Shell } from './shell/Shell.tsx';

interface AppProps {
  readonly signalbox: Signalbox;
  /** Of the page's content security policy, for the style tags that widgets insert. */
  readonly nonce: string;
}

export function App({ signalbox, nonce }: AppProps): JSX.Element {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      defaultColorScheme="dark"
      getStyleNonce={() => nonce}
    >
      <SignalboxContext value={signalbox}>
        <PreferredTheme />
        <CurrentCluster />
        <Notifications position="bottom-right" />
        <CommandPalette />
        <Shell />
      </SignalboxContext>
    </MantineProvider>
  );
}
