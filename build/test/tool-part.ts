import { join } from 'node:path';

import { root } from '../setup/paths.mjs';
import { runBounded } from './bounded-child.ts';
import type { RunPart } from './part.ts';
import { failedOnce, passedOnce } from './tally.ts';

interface Tool {
  readonly name: string;
  /** From the repository's root. */
  readonly script: string;
  readonly options: readonly string[];
  /** Files it looks at when none are asked for. */
  readonly everything: readonly string[];
  readonly withinMs: number;
}

/** A part that is one run of a checking tool and counts as one test. */
function toolPart({ name, script, options, everything, withinMs }: Tool): RunPart {
  return async ({ print, args }) => {
    const files = args.length > 0 ? args : everything;
    let output = '';
    const ending = await runBounded(process.execPath, [join(root, script), ...options, ...files], {
      cwd: root,
      withinMs,
      onOutput: (text) => (output += text),
    });
    if (ending.kind === 'exit' && ending.code === 0) return passedOnce;
    print(output);
    return failedOnce(ending.kind === 'hung' ? `${name}: hung, stopped after ${withinMs / 1000} s` : name);
  };
}

export const format = toolPart({
  name: 'format',
  script: 'node_modules/prettier/bin/prettier.cjs',
  options: ['--check', '--log-level', 'warn', '--cache', '--cache-location', '.cache/prettier'],
  everything: ['.'],
  withinMs: 300_000,
});

export const types = toolPart({
  name: 'types',
  script: 'node_modules/typescript/bin/tsc',
  options: ['--build'],
  everything: [],
  withinMs: 600_000,
});

export const lint = toolPart({
  name: 'lint',
  script: 'node_modules/eslint/bin/eslint.js',
  options: ['--cache', '--cache-location', '.cache/eslint', '--cache-strategy', 'content', '--max-warnings', '0'],
  everything: ['.'],
  withinMs: 600_000,
});
