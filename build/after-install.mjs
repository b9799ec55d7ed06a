// npm runs this after an install. Makes `npx signalbox` work inside this checkout (npm links the bins of dependencies,
// not the root package's own), and notes which package-lock.json was installed.
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { stampPackages } from './setup/packages.mjs';

const bin = fileURLToPath(new URL('../node_modules/.bin', import.meta.url));
mkdirSync(bin, { recursive: true });
if (process.platform === 'win32') {
  writeFileSync(join(bin, 'signalbox.cmd'), '@node "%~dp0\\..\\..\\build\\signalbox.mjs" %*\r\n');
} else {
  rmSync(join(bin, 'signalbox'), { force: true });
  symlinkSync('../../build/signalbox.mjs', join(bin, 'signalbox'));
}
stampPackages();
