import { writeFileSync } from 'node:fs';

import type { Reporter, TestCase, TestModule, TestSuite } from 'vitest/node';

import type { Skip, Tally } from './tally.ts';

/** What a vitest run wrote down so far; `running` is not empty when it was stopped on the way. */
export interface VitestCount {
  readonly tally: Tally;
  readonly running: readonly string[];
  readonly finished: boolean;
  /** How long each file took, s. */
  readonly seconds: Readonly<Record<string, number>>;
}

const countFile = process.env['SIGNALBOX_COUNT_FILE'];

function failuresOf(testModule: TestModule): string[] {
  const named = (entity: TestCase | TestSuite) => `${testModule.relativeModuleId} > ${entity.fullName}`;
  return [
    ...testModule.errors().map((error) => `${testModule.relativeModuleId}: ${error.message}`),
    ...[...testModule.children.allSuites()].filter((suite) => suite.errors().length > 0).map(named),
    ...[...testModule.children.allTests('failed')].map(named),
  ];
}

function reasonOf(test: TestCase): string {
  const result = test.result();
  if (result.state === 'skipped' && result.note !== undefined) return result.note;
  const said = /\(skipped: (.*?)\)/.exec(test.fullName)?.[1];
  if (said !== undefined) return said;
  return test.options.mode === 'run'
    ? 'its set-up failed or it was filtered out'
    : `does not apply here: ${test.fullName}`;
}

function skipsOf(testModule: TestModule): Skip[] {
  const counts = new Map<string, number>();
  for (const test of testModule.children.allTests('skipped')) {
    const reason = reasonOf(test);
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return [...counts].map(([reason, count]) => ({ what: testModule.relativeModuleId, reason, count }));
}

/** Counts as vitest goes, into the file named by SIGNALBOX_COUNT_FILE, so that a run that hangs still has its count. */
export default class CountingReporter implements Reporter {
  #passed = 0;
  readonly #failures: string[] = [];
  readonly #skips: Skip[] = [];
  readonly #running = new Set<string>();
  readonly #seconds: Record<string, number> = {};

  onTestModuleStart(testModule: TestModule): void {
    this.#running.add(testModule.relativeModuleId);
    this.#write(false);
  }

  onTestModuleEnd(testModule: TestModule): void {
    this.#running.delete(testModule.relativeModuleId);
    this.#passed += [...testModule.children.allTests('passed')].length;
    this.#failures.push(...failuresOf(testModule));
    this.#skips.push(...skipsOf(testModule));
    this.#seconds[testModule.relativeModuleId] = testModule.diagnostic().duration / 1000;
    this.#write(false);
  }

  onTestRunEnd(_modules: readonly TestModule[], unhandled: readonly { readonly message: string }[]): void {
    this.#failures.push(...unhandled.map((error) => `outside of tests: ${error.message}`));
    this.#write(true);
  }

  #write(finished: boolean): void {
    if (countFile === undefined) return;
    const tally: Tally = { passed: this.#passed, failures: this.#failures, skips: this.#skips };
    const count: VitestCount = { tally, running: [...this.#running], finished, seconds: this.#seconds };
    writeFileSync(countFile, JSON.stringify(count));
  }
}
