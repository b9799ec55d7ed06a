/**
 * Builds `dist/`: `node build/bundle.ts [hosts] [renderer]`, both without arguments.
 *
 * The hosts are bundled with their dependencies, since one file loads several times faster than some hundred; a bundle's
 * main file and its chunks lie in one folder at the depth of its source (`electron/cli/main.ts` → `dist/cli/main.js`),
 * so that a main finds the repository's root two levels up in both.
 */
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import react from '@vitejs/plugin-react';
import { build, type InlineConfig } from 'vite';

const root = join(import.meta.dirname, '..');

interface Host {
  readonly entry: string;
  /** What it starts as threads, each a file of its own beside it. */
  readonly threads?: readonly string[];
  readonly folder: string;
  readonly file: string;
  readonly format: 'es' | 'cjs';
}

const threads = ['electron/engine/import/work/import-worker.ts'];

const hosts: readonly Host[] = [
  { entry: 'electron/browser/main.ts', threads, folder: 'browser', file: 'main.js', format: 'es' },
  { entry: 'electron/cli/main.ts', folder: 'cli', file: 'main.js', format: 'es' },
  { entry: 'electron/main.ts', threads, folder: 'desktop', file: 'main.js', format: 'es' },
  // A sandboxed preload script is loaded as CommonJS.
  { entry: 'electron/preload.ts', folder: 'desktop', file: 'preload.cjs', format: 'cjs' },
];

/** Never bundled: given by Electron, or optional native modules. */
const external = ['electron', 'ssh2', 'cpu-features'];

function hostConfig(host: Host): InlineConfig {
  return {
    configFile: false,
    root,
    logLevel: 'warn',
    publicDir: false,
    ssr: { noExternal: true, external, target: 'node' },
    build: {
      ssr: true,
      outDir: join(root, 'dist', host.folder),
      emptyOutDir: false,
      target: 'node24',
      sourcemap: true,
      minify: false,
      rolldownOptions: {
        input: [host.entry, ...(host.threads ?? [])].map((file) => join(root, file)),
        output: {
          format: host.format,
          entryFileNames: ({ facadeModuleId }) => (facadeModuleId === join(root, host.entry) ? host.file : '[name].js'),
          chunkFileNames: '[name]-[hash].js',
        },
      },
    },
  };
}

function rendererConfig(): InlineConfig {
  return {
    configFile: false,
    root: join(root, 'renderer'),
    base: './',
    logLevel: 'warn',
    plugins: [react()],
    build: {
      outDir: join(root, 'dist/renderer'),
      emptyOutDir: true,
      target: 'es2024',
      sourcemap: true,
      chunkSizeWarningLimit: 4_000, // kB; loaded from this machine
      // Inlined data: URLs and the polyfill's inline script are what the content security policy forbids.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
    },
  };
}

async function buildWhereWritten(entry: string, config: InlineConfig): Promise<void> {
  if (!existsSync(join(root, entry))) {
    console.warn(`Skipped: ${entry} is not written yet.`);
    return;
  }
  await build(config);
}

const halves = process.argv.slice(2);
const wanted = (half: string): boolean => halves.length === 0 || halves.includes(half);

if (wanted('hosts')) {
  for (const host of hosts) rmSync(join(root, 'dist', host.folder), { recursive: true, force: true });
  for (const host of hosts) await buildWhereWritten(host.entry, hostConfig(host));
}
if (wanted('renderer')) await buildWhereWritten('renderer/index.html', rendererConfig());
