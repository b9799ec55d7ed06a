/**
 * The whole test run, or one part of it: `node build/test.mjs [part [filters and options of its tool …]]`.
 * The checks share the two cores with the tests, which wait for servers more than they compute; the end to end part, in
 * which a person's patience is measured, runs alone.
 */
import { askedToEnd } from './bounded-child.ts';
import { ensureChromium } from './chromium.ts';
import { e2e } from './e2e.ts';
import { prepareFamilies } from './families.ts';
import { isPartName, partNames, type PartName, type RunPart } from './part.ts';
import { countLine, failedOnce, together, type Tally } from './tally.ts';
import { format, lint, types } from './tool-part.ts';
import { Transcript } from './transcript.ts';
import { runVitest } from './vitest-part.ts';

const write = (text: string): void => void process.stdout.write(text);

const [first, ...rest] = process.argv.slice(2);
if (first !== undefined && !isPartName(first)) {
  write(`No part ${first}; there are: ${partNames.join(', ')}\n0 passed, 1 failed, 0 skipped\n`);
  process.exit(1);
}
const parts: readonly PartName[] = first === undefined ? partNames : [first];
const transcript = new Transcript(parts, write);
const results = new Map<PartName, Tally>();
const isThorough = process.env['SIGNALBOX_TESTS'] === 'thorough';

if (process.stdout.isTTY) process.env['FORCE_COLOR'] = '1';
else {
  delete process.env['FORCE_COLOR'];
  process.env['NO_COLOR'] = '1';
}

async function run(name: PartName, part: RunPart): Promise<void> {
  if (!parts.includes(name) || askedToEnd()) return;
  const started = performance.now();
  transcript.print(name, `── ${name}\n`);
  const tally = await part({ args: rest, print: (text) => transcript.print(name, text) });
  results.set(name, tally);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  transcript.print(name, `── ${name}: ${countLine(tally)} (${seconds} s)\n`);
  transcript.close(name);
}

async function checks(): Promise<void> {
  await run('format', format);
  await run('types', types);
  await run('lint', lint);
}

const needs = (...names: readonly PartName[]): boolean => names.some((name) => parts.includes(name));
const progress = (name: PartName) => (line: string) => transcript.print(name, `${line}\n`);

const families = needs('integration', 'e2e')
  ? prepareFamilies(progress(needs('integration') ? 'integration' : 'e2e'))
  : Promise.resolve([]);
const chromium = needs('e2e') ? ensureChromium(progress('e2e')) : Promise.resolve({ missing: 'not asked for' });

async function tests(): Promise<void> {
  await run('unit', (context) => runVitest({ project: 'unit', withinMs: 300_000 }, context));
  await run('integration', async (context) => {
    const missing = await families;
    return together([
      ...missing,
      await runVitest({ project: 'integration', withinMs: isThorough ? 6 * 3600_000 : 40 * 60_000 }, context),
    ]);
  });
}

await Promise.all([families, chromium, checks(), tests()]);
await run('e2e', async (context) => e2e(await chromium, context));

const all = together([...results.values(), ...(askedToEnd() ? [failedOnce('the run was asked to end')] : [])]);
for (const { what, reason, count } of all.skips) write(`skipped: ${what} (${count}): ${reason}\n`);
for (const failure of all.failures) write(`failed: ${failure}\n`);
write(`${countLine(all)}\n`);
process.exitCode = all.failures.length === 0 ? 0 : 1;
