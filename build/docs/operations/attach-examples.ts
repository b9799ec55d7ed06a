import { buildAttach } from '../../../shared/plans/attach/attach.ts';
import { attachExamples, exampleAttach, exampleAttachQuestion } from '../../../shared/plans/attach/example-input.ts';
import { attachGuards } from '../../../shared/plans/attach/guards.ts';
import type { PlanKindExamples } from './plan-example.ts';

export const attachKind: PlanKindExamples = {
  title: 'Attach',
  about:
    'db4:3306 was filled from a dump and follows nobody; it becomes a slave of db1:3306. With `--drop-own-log` its own binary log is dropped first. [attach.md](attach.md) says where it begins and what proves that.',
  examples: attachExamples.map((variant) => ({
    variant: variant.name,
    guards: attachGuards(exampleAttachQuestion(variant)),
    plan: buildAttach(exampleAttach(variant), 'example'),
  })),
};
