import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeOn } from '../../kit/families.ts';
import { Bench } from './bench.ts';
import { crossSection, stepOf } from './cross-section.ts';
import { variants, type FaultCase } from './fault-case.ts';
import { ProgramPool } from './program-process.ts';
import { casesOf } from './rehearse.ts';
import { runCase, type CaseResult } from './run-case.ts';

const withinMs = 240_000; // ms; 30 s on an idle machine

for (const variant of variants.filter(({ name }) => name === 'mariadb-gtid')) {
  await describeOn(variant.family, `a fault at every step, ${variant.name}`, () => {
    let bench: Bench;
    let cases: readonly FaultCase[];
    const pool = new ProgramPool();

    beforeAll(async () => {
      bench = await Bench.start(variant);
      cases = await casesOf(bench, pool);
    });
    afterAll(async () => {
      await pool.close();
      await bench.stop();
    });

    test('keeps every invariant', { timeout: withinMs }, async () => {
      const results: CaseResult[] = [];
      const chosen = crossSection(cases);
      expect(new Set(chosen.map(stepOf))).toEqual(new Set(cases.map(stepOf)));
      for (const fault of chosen) results.push(await runCase(fault, bench, pool));
      expect(results.filter((result) => result.verdict !== 'passed')).toEqual([]);
    });
  });
}
