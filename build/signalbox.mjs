#!/usr/bin/env node
// The command line's launcher, written for any Node from 20 on: sets up what is missing, then runs dist/cli/main.js on
// the pinned Node. Standard output belongs to the command.
import module from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { orExplain } from './setup/failure.mjs';
import { ensureBuilt } from './setup/fresh-build.mjs';
import { ensurePackages } from './setup/packages.mjs';
import { cache, root } from './setup/paths.mjs';
import { onPinnedNode } from './setup/pinned-node.mjs';

/** @param {string} line */
const say = (line) => void process.stderr.write(`signalbox: ${line}\n`);

orExplain(async () => {
  await ensurePackages(say);
  if (!(await onPinnedNode(fileURLToPath(import.meta.url)))) return;
  await ensureBuilt(['hosts'], say);
  module.enableCompileCache(join(cache, 'compiled'));
  await import(pathToFileURL(join(root, 'dist/cli/main.js')).href);
});
