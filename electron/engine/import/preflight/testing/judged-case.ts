import { expect } from 'vitest';
import type { GuardResult, Verdict, VerdictKind } from '../../../../../shared/guards/verdict.ts';
import { judgeImport } from '../judge-import.ts';
import type { ImportGuard, ImportQuestion } from '../questions/question.ts';
import type { TargetFacts } from '../target-facts.ts';
import { exampleTarget } from './example-target.ts';
import { exampleDump, modelOf } from './model-of.ts';

export const plainQuestion: ImportQuestion = {
  server: 'db1:3306',
  database: null,
  environment: 'staging',
  logged: true,
  applyGtids: false,
  overwrite: false,
  progressTable: false,
  speed: [],
};

/** One question and its answer; what is left out is as in the examples. */
export interface Case {
  readonly name: string;
  readonly dump?: string;
  readonly target?: Partial<TargetFacts>;
  readonly question?: Partial<ImportQuestion>;
  readonly code: ImportGuard;
  /** null: the question does not arise. */
  readonly verdict: VerdictKind | null;
  /** In the message or the cure. */
  readonly says?: string;
}

/** All answers of a case. */
export function answers({
  dump,
  target,
  question,
}: Pick<Case, 'dump' | 'target' | 'question'>): readonly GuardResult[] {
  return judgeImport(modelOf(dump ?? exampleDump()), exampleTarget(target), { ...plainQuestion, ...question });
}

/** Asserts the verdict of a case. */
export function check(each: Case): void {
  const results = answers(each).filter(({ code }) => code === each.code);
  expect(results.map(({ verdict }) => verdict)).toEqual(each.verdict === null ? [] : [each.verdict]);
  const text = results.map(({ message, cure }: Verdict) => `${message} ${cure ?? ''}`).join();
  if (each.says !== undefined) expect(text).toContain(each.says);
}
