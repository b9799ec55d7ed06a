import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { cache, root } from '../setup/paths.mjs';
import { runBounded, type Ending } from './bounded-child.ts';
import type { VitestCount } from './counting-reporter.ts';
import type { PartContext } from './part.ts';
import { failedOnce, together, type Tally } from './tally.ts';

export interface VitestRun {
  readonly project: 'unit' | 'integration' | 'e2e';
  readonly env?: NodeJS.ProcessEnv;
  readonly withinMs: number;
}

function readCount(file: string): VitestCount | undefined {
  if (!existsSync(file)) return undefined;
  return JSON.parse(readFileSync(file, 'utf8')) as VitestCount;
}

/** The tests' own count, and a failure where vitest as a whole went wrong without a test that says so. */
export function judge(project: string, ending: Ending, count: VitestCount | undefined, withinMs: number): Tally {
  const counted = count === undefined ? [] : [count.tally];
  if (ending.kind === 'hung') {
    const where = count?.running.join(', ') ?? '';
    return together([...counted, failedOnce(`${project}: hung, stopped after ${withinMs / 1000} s in: ${where}`)]);
  }
  if (count?.finished === true && (ending.code === 0 || count.tally.failures.length > 0)) return count.tally;
  return together([...counted, failedOnce(`${project}: vitest ended with ${ending.code}, see above`)]);
}

/** Runs one vitest project; its output is shown as it comes. */
export async function runVitest({ project, env = {}, withinMs }: VitestRun, context: PartContext): Promise<Tally> {
  const file = join(cache, 'test', `${project}.json`);
  mkdirSync(join(cache, 'test'), { recursive: true });
  rmSync(file, { force: true });
  const reporters = ['--reporter=default', `--reporter=${join(root, 'build/test/counting-reporter.ts')}`];
  const terse = ['--silent=passed-only', '--slowTestThreshold=300000'];
  const args = [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--project', project, ...reporters, ...terse];
  const ending = await runBounded(process.execPath, [...args, ...context.args], {
    cwd: root,
    env: { ...process.env, ...env, SIGNALBOX_COUNT_FILE: file },
    withinMs,
    onOutput: context.print,
  });
  const count = readCount(file);
  context.print(slowest(count?.seconds ?? {}));
  return judge(project, ending, count, withinMs);
}

const fewest = 60; // s

/** Files that a run waits for, the slowest first; a line, or nothing. */
export function slowest(seconds: VitestCount['seconds']): string {
  const slow = Object.entries(seconds)
    .filter(([, took]) => took >= fewest)
    .toSorted(([, one], [, other]) => other - one)
    .map(([file, took]) => `${file} ${took.toFixed(0)} s`);
  return slow.length === 0 ? '' : `slowest: ${slow.join(', ')}\n`;
}
