import '@fontsource-variable/inter';
import '@fontsource-variable/jetbrains-mono';
import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import '@mantine/spotlight/styles.css';
import '../ui/theme/base.css';
import { setNonce } from 'get-nonce';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { createBridge } from './bridge/create-bridge.ts';
import { styleNonce } from './bridge/style-nonce.ts';
import { createSignalbox } from './create-signalbox.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no root.');

const nonce = styleNonce();
setNonce(nonce);

const signalbox = createSignalbox(createBridge(), (file) => window.signalbox?.pathOf(file) ?? null);
signalbox.session.start();

createRoot(root).render(
  <StrictMode>
    <App signalbox={signalbox} nonce={nonce} />
  </StrictMode>,
);
