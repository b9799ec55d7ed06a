/**
 * Random operations and random faults in random order, until the time is over or an invariant is broken:
 * `npm run test:soak -- --minutes N --seed S [--variant NAME …]`. The same seed gives the same order.
 */
import { parseArgs } from 'node:util';
import { Bench } from './bench.ts';
import { variants, type Variant } from './fault-case.ts';
import { ProgramPool } from './program-process.ts';
import { randomFrom } from './random.ts';
import { casesOf } from './rehearse.ts';
import type { CaseResult } from './run-case.ts';
import { workOff } from './work-off.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '20' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    variant: { type: 'string', multiple: true, default: [] },
  },
});

const print = (line: string): void => void process.stdout.write(`${line}\n`);
const seed = Number(values.seed);
const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop.abort());
const time = setTimeout(() => stop.abort(), Number(values.minutes) * 60_000);
const outcomes = new Map<string, number>();
let failed: CaseResult | null = null;

function keep(result: CaseResult): void {
  const outcome = result.verdict === 'passed' ? (result.text.split(', writes blocked')[0] ?? '') : result.verdict;
  outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  print(`${result.verdict} ${result.id} (${String(result.ms)} ms) ${result.text}`);
  if (result.verdict !== 'failed') return;
  failed = result;
  stop.abort();
}

async function soak(variant: Variant, random: () => number): Promise<void> {
  const bench = await Bench.start(variant);
  const cases = await casesOf(bench, new ProgramPool(0));
  await workOff(bench, () => cases[Math.floor(random() * cases.length)], keep, stop.signal);
}

print(`seed ${String(seed)}, ${values.minutes} minutes`);
const chosen = variants.filter(({ name }) => values.variant.length === 0 || values.variant.includes(name));
await Promise.all(chosen.map((variant, index) => soak(variant, randomFrom(seed + index))));
clearTimeout(time);
const counts = [...outcomes].map(([outcome, times]) => `${String(times)} ${outcome}`);
print(counts.join(', '));
const broken = failed as CaseResult | null;
if (broken !== null) {
  for (const line of broken.journal ?? []) print(line);
  print(`seed ${String(seed)}: broken by ${broken.id}: ${broken.text}`);
}
print(
  `${String([...outcomes.values()].reduce((sum, times) => sum + times, 0))} operations, ${broken === null ? '0' : '1'} failed`,
);
process.exit(broken === null ? 0 : 1);
