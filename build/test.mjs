// `npm test` and `npm run test:<part>`, written for any Node from 20 on: sets up what is missing, then runs
// build/test/main.ts on the pinned Node. The last line always counts what passed, failed and was skipped.
import { fileURLToPath } from 'node:url';

import { SetupFailure } from './setup/failure.mjs';
import { ensurePackages } from './setup/packages.mjs';
import { onPinnedNode } from './setup/pinned-node.mjs';

try {
  await ensurePackages((line) => void process.stdout.write(`${line}\n`));
  if (await onPinnedNode(fileURLToPath(import.meta.url))) await import('./test/main.ts');
} catch (error) {
  const message = error instanceof SetupFailure ? error.message : String(error);
  process.stdout.write(`set-up: ${message}\n0 passed, 1 failed, 0 skipped\n`);
  process.exitCode = 1;
}
