import { foreground, endLike } from './child.mjs';
import { SetupFailure } from './failure.mjs';
import { pinnedNode } from './paths.mjs';

const major = 24;
const marker = 'SIGNALBOX_REEXECUTED';

/**
 * Whether this process already runs on the Node line that the sources need; if not, runs the same script with the same
 * arguments on the pinned Node, waits for it and takes over its exit code.
 *
 * @param {string} script  Absolute path of the script to run again.
 * @returns {Promise<boolean>} False: everything has been done by the other process, the caller has only to return.
 * @throws {SetupFailure} when the pinned Node is of another line.
 */
export async function onPinnedNode(script) {
  if (Number.parseInt(process.versions.node, 10) === major) {
    Reflect.deleteProperty(process.env, marker);
    return true;
  }
  if (process.env[marker] === '1') {
    throw new SetupFailure(`expected Node ${String(major)} at ${pinnedNode}, found ${process.versions.node}`);
  }
  const env = { ...process.env, [marker]: '1' };
  endLike(await foreground(pinnedNode, [script, ...process.argv.slice(2)], { env }));
  return false;
}
