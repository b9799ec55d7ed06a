import { electronRuntime } from '../setup/electron-runtime.mjs';
import { ensureBuilt } from '../setup/fresh-build.mjs';
import type { Chromium } from './chromium.ts';
import type { PartContext } from './part.ts';
import { failedOnce, skippedOnce, together, type Tally } from './tally.ts';
import { runVitest } from './vitest-part.ts';

const withinMs = 10 * 60_000;

function missingChromium(reason: string): Tally {
  return process.env['SIGNALBOX_REQUIRE_CHROMIUM'] === '1'
    ? failedOnce(`e2e: Chromium is required and missing: ${reason}`)
    : skippedOnce('end to end in Chromium', reason);
}

async function inChromium(executable: string, context: PartContext): Promise<Tally> {
  try {
    await ensureBuilt(['hosts', 'renderer'], () => undefined);
  } catch (error) {
    context.print(`${error instanceof Error ? error.message : String(error)}\n`);
    return failedOnce('e2e: the build failed');
  }
  return runVitest({ project: 'e2e', env: { SIGNALBOX_CHROMIUM: executable }, withinMs }, context);
}

/** The desktop window is driven by hand only: no machine of the project's has Electron's runtime and a display. */
function inDesktopWindow(): Tally {
  const runtime = electronRuntime();
  const reason = 'missing' in runtime ? runtime.missing : 'there is no spec for it yet; open it with npm start';
  return skippedOnce('end to end in the desktop window', reason);
}

/** The built renderer and browser host, driven in Chromium. */
export async function e2e(chromium: Chromium, context: PartContext): Promise<Tally> {
  const browser =
    'missing' in chromium ? missingChromium(chromium.missing) : await inChromium(chromium.executable, context);
  return together([browser, inDesktopWindow()]);
}
