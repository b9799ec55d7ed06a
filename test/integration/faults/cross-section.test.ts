import { expect, test } from 'vitest';
import { describeOn } from '../../kit/families.ts';
import { Bench } from './bench.ts';
import { afterDeathSection, crossSection, stepOf } from './cross-section.ts';
import { variants, type FaultCase, type Variant } from './fault-case.ts';
import { ProgramPool } from './program-process.ts';
import { casesOf } from './rehearse.ts';
import type { CaseResult } from './run-case.ts';
import type { WishName } from './wishes.ts';
import { workOff } from './work-off.ts';

const withinMs = 480_000; // ms; less than a tenth of it on a machine that does nothing else

/** Every kind of plan once: a put back is by file and offset. */
const sections: readonly { readonly name: string; readonly clusters: number; readonly wishes: readonly WishName[] }[] =
  [
    { name: 'mariadb-gtid', clusters: 2, wishes: ['switchover', 'another-way', 'another-source', 'attach'] },
    { name: 'mariadb-file', clusters: 1, wishes: ['put-back'] },
  ];

for (const { name, clusters, wishes } of sections) {
  const variant = variantNamed(name);
  await describeOn(variant.family, `a fault at every step, ${name}`, () => {
    test('keeps every invariant', { timeout: withinMs }, async () => {
      const benches = await Promise.all(Array.from({ length: clusters }, () => Bench.start(variant)));
      const [first] = benches;
      const cases = first === undefined ? [] : await casesOf(first, new ProgramPool(0), wishes);
      const queue = [...crossSection(cases)];
      expect(queue).not.toHaveLength(0);
      expect(new Set(queue.map(stepOf))).toEqual(new Set(cases.map(stepOf)));
      await expectAllHold(benches, queue);
    });
  });
}

const afterDeath: readonly WishName[] = ['failover', 'rejoin', 'switchover-then-failover'];
await describeOn('mariadb', 'a fault after the source has died, mariadb-gtid', () => {
  test('keeps every invariant', { timeout: withinMs }, async () => {
    const bench = await Bench.start(variantNamed('mariadb-gtid'));
    const queue = [...afterDeathSection(await casesOf(bench, new ProgramPool(0), afterDeath))];
    expect(new Set(queue.map(({ wish }) => wish))).toEqual(new Set(afterDeath));
    await expectAllHold([bench], queue);
  });
});

/** Works the queue off and stops the clusters. */
async function expectAllHold(benches: readonly Bench[], queue: FaultCase[]): Promise<void> {
  const results: CaseResult[] = [];
  const keep = (result: CaseResult): void => void results.push(result);
  const never = new AbortController().signal;
  await Promise.all(benches.map((bench) => workOff(bench, () => queue.shift(), keep, never)));
  expect(results.filter((result) => result.verdict === 'failed')).toEqual([]);
  expect(results.filter((result) => result.verdict === 'passed')).not.toHaveLength(0);
}

function variantNamed(name: string): Variant {
  const found = variants.find((variant) => variant.name === name);
  if (found === undefined) throw new Error(`no kind of cluster is called ${name}`);
  return found;
}
