// `npm start`, written for any Node from 20 on: installs and builds what is missing or has changed, then opens
// Signalbox, as a desktop window where Electron can run, else through the browser host. Arguments are passed on.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

import { endLike, foreground } from './setup/child.mjs';
import { hasDisplay } from './setup/display.mjs';
import { electronRuntime } from './setup/electron-runtime.mjs';
import { SetupFailure, orExplain } from './setup/failure.mjs';
import { ensureBuilt } from './setup/fresh-build.mjs';
import { ensurePackages } from './setup/packages.mjs';
import { root } from './setup/paths.mjs';
import { onPinnedNode } from './setup/pinned-node.mjs';
import { openInBrowser } from './setup/web-browser.mjs';

const args = process.argv.slice(2);

/** @param {string} line */
const say = (line) => void process.stdout.write(`${line}\n`);

/**
 * @param {string} file  From the repository's root.
 * @returns {string}
 */
function built(file) {
  const path = join(root, file);
  if (!existsSync(path)) throw new SetupFailure(`${file} was not built: its source is missing`);
  return path;
}

/**
 * The host prints one line with its address; it gets the reason in front, and is opened where there is a display.
 *
 * @param {string} why
 * @returns {(child: import('node:child_process').ChildProcess) => void}
 */
const announce = (why) => (child) => {
  if (child.stdout === null) return;
  let announced = false;
  createInterface(child.stdout).on('line', (line) => {
    const url = /https?:\/\/(?:127\.0\.0\.1|localhost|\[::1\]):\d+\S*/.exec(line)?.[0];
    if (announced || url === undefined) {
      say(line);
      return;
    }
    announced = true;
    say(`In the browser, since ${why}: ${url}`);
    if (hasDisplay()) openInBrowser(url);
  });
};

orExplain(async () => {
  await ensurePackages(say);
  if (!(await onPinnedNode(fileURLToPath(import.meta.url)))) return;
  await ensureBuilt(['hosts', 'renderer'], say);
  const electron = electronRuntime();
  if ('executable' in electron) {
    built('dist/desktop/main.js');
    endLike(await foreground(electron.executable, [root, ...args]));
    return;
  }
  const host = [built('dist/browser/main.js'), ...args];
  endLike(
    await foreground(process.execPath, host, { stdio: ['inherit', 'pipe', 'inherit'] }, announce(electron.missing)),
  );
});
