import { expect, test } from 'vitest';
import { describeOn } from '../../kit/families.ts';
import { Bench } from './bench.ts';
import { crossSection, stepOf } from './cross-section.ts';
import { variants } from './fault-case.ts';
import { ProgramPool } from './program-process.ts';
import { casesOf } from './rehearse.ts';
import type { CaseResult } from './run-case.ts';
import { workOff } from './work-off.ts';

const withinMs = 480_000; // ms; less than a tenth of it on a machine that does nothing else
const clusters = 2;

for (const variant of variants.filter(({ name }) => name === 'mariadb-gtid')) {
  await describeOn(variant.family, `a fault at every step, ${variant.name}`, () => {
    test('keeps every invariant', { timeout: withinMs }, async () => {
      const benches = await Promise.all(Array.from({ length: clusters }, () => Bench.start(variant)));
      const [first] = benches;
      const cases = first === undefined ? [] : await casesOf(first, new ProgramPool(0));
      const queue = [...crossSection(cases)];
      expect(new Set(queue.map(stepOf))).toEqual(new Set(cases.map(stepOf)));
      const results: CaseResult[] = [];
      const keep = (result: CaseResult): void => void results.push(result);
      const never = new AbortController().signal;
      await Promise.all(benches.map((bench) => workOff(bench, () => queue.shift(), keep, never)));
      expect(results.filter((result) => result.verdict === 'failed')).toEqual([]);
      expect(results.filter((result) => result.verdict === 'passed')).not.toHaveLength(0);
    });
  });
}
