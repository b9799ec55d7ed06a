import { expect, it } from 'vitest';

import { hasDisplay } from './display.mjs';

it.each([
  ['a Linux desktop', { DISPLAY: ':0' }, 'linux', true],
  ['a Wayland desktop', { WAYLAND_DISPLAY: 'wayland-0' }, 'linux', true],
  ['a container', {}, 'linux', false],
  ['CI, whatever else it has', { CI: 'true', DISPLAY: ':99' }, 'linux', false],
  ['a Mac', {}, 'darwin', true],
  ['a Mac reached through SSH', { SSH_CONNECTION: '10.0.0.1 1 10.0.0.2 22' }, 'darwin', false],
] as const)('%s', (_, env, platform, expected) => {
  expect(hasDisplay(env, platform)).toBe(expected);
});
