// `node build/run-pinned.mjs SCRIPT …`: runs a TypeScript program of this repository on the pinned Node, from any Node
// from 20 on; sets up what is missing first.
import { foreground, endLike } from './setup/child.mjs';
import { SetupFailure } from './setup/failure.mjs';
import { ensurePackages } from './setup/packages.mjs';
import { pinnedNode } from './setup/paths.mjs';

try {
  await ensurePackages((line) => void process.stdout.write(`${line}\n`));
  endLike(await foreground(pinnedNode, process.argv.slice(2)));
} catch (error) {
  process.stdout.write(`set-up: ${error instanceof SetupFailure ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
