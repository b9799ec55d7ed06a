import { spawn } from 'node:child_process';

/** @type {Readonly<Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>>>} */
const openers = { darwin: ['open'], win32: ['cmd', '/c', 'start', ''], linux: ['xdg-open'] };

/**
 * Shows a page in the person's own browser, if there is a program for that; no harm done if not.
 *
 * @param {string} url
 */
export function openInBrowser(url) {
  const [command, ...args] = openers[process.platform] ?? [];
  if (command === undefined) return;
  const child = spawn(command, [...args, url], { stdio: 'ignore', detached: true });
  child.once('error', () => undefined);
  child.unref();
}
