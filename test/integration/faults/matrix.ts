/**
 * The whole matrix: `npm run test:faults [-- --only PATTERN --variant NAME --jobs N --report FILE --shuffle SEED --most N --list]`. Every case
 * has a line; the last line counts. A run that was stopped goes on where it was when it is given the same report file.
 */
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Bench } from './bench.ts';
import { variants, type FaultCase, type Variant } from './fault-case.ts';
import { ProgramPool } from './program-process.ts';
import { randomFrom } from './random.ts';
import { casesOf } from './rehearse.ts';
import type { CaseResult } from './run-case.ts';
import { workOff } from './work-off.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    variant: { type: 'string', multiple: true, default: [] },
    jobs: { type: 'string', default: '2' },
    shuffle: { type: 'string' },
    most: { type: 'string' },
    report: { type: 'string' },
    list: { type: 'boolean', default: false },
  },
});

const print = (line: string): void => void process.stdout.write(`${line}\n`);
const pattern = new RegExp(values.only);
/** Of each kind of cluster; with `--shuffle` a sample. */
const most = values.most === undefined ? undefined : Number(values.most);
const chosen = variants.filter(({ name }) => values.variant.length === 0 || values.variant.includes(name));
const results: CaseResult[] = earlier(values.report);
const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop.abort());

function earlier(report: string | undefined): CaseResult[] {
  if (report === undefined || !existsSync(report)) return [];
  const lines = readFileSync(report, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as CaseResult);
}

function keep(result: CaseResult): void {
  results.push(result);
  if (values.report !== undefined) appendFileSync(values.report, `${JSON.stringify(result)}\n`);
  print(`${result.verdict} ${result.id} (${String(result.ms)} ms) ${result.text}`);
}

/** As enumerated, or in an order that a seed determines: a run that is stopped early has met a bit of everything. */
function inOrder(cases: readonly FaultCase[]): FaultCase[] {
  if (values.shuffle === undefined) return [...cases];
  const random = randomFrom(Number(values.shuffle));
  const drawn = cases.map((fault) => ({ fault, at: random() }));
  return drawn.toSorted((one, other) => one.at - other.at).map(({ fault }) => fault);
}

async function runVariant(variant: Variant): Promise<void> {
  const bench = await Bench.start(variant);
  const pool = new ProgramPool(0);
  const cases = await casesOf(bench, pool);
  const known = new Set(results.map((result) => result.id));
  const wanted = inOrder(cases.filter(({ id }) => pattern.test(id)));
  const queue = wanted.slice(0, most).filter(({ id }) => !known.has(id));
  print(`${variant.name}: ${String(queue.length)} of ${String(cases.length)} cases`);
  if (values.list) {
    for (const { id } of queue) print(id);
    return bench.stop();
  }
  const more = Math.min(Number(values.jobs), queue.length) - 1;
  const others = Array.from({ length: Math.max(0, more) }, () => Bench.start(variant));
  const benches = [Promise.resolve(bench), ...others];
  await Promise.all(benches.map(async (each) => workOff(await each, () => queue.shift(), keep, stop.signal)));
}

for (const variant of chosen) if (!stop.signal.aborted) await runVariant(variant);

const count = (verdict: CaseResult['verdict']): number => results.filter((result) => result.verdict === verdict).length;
const skips = new Map<string, number>();
for (const { verdict, text } of results) if (verdict === 'skipped') skips.set(text, (skips.get(text) ?? 0) + 1);
for (const result of results) if (result.verdict === 'failed') print(`failed: ${result.id}: ${result.text}`);
for (const [reason, times] of skips) print(`skipped ${String(times)}: ${reason}`);
print(`${String(results.length)} cases run, ${String(count('failed'))} failed, ${String(count('skipped'))} skipped`);
process.exit(count('failed') === 0 && !stop.signal.aborted ? 0 : 1);
