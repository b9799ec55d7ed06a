import './jitless.ts';
import { z } from 'zod';
import type { AnyPreview } from '../plans/any-preview.ts';
import type { OperationState, UnfinishedOperation } from '../plans/unfinished-operation.ts';
import { attachPreview } from './attach-schemas.ts';
import { failoverPreview, rejoinPreview } from './failover-schemas.ts';
import * as schema from './schemas.ts';

/** Schemas of operations that have begun and not ended, and of the ways out of them. */

const living = z.boolean();

export const unfinishedOperation: z.ZodType<UnfinishedOperation> = z.object({
  id: z.string(),
  cluster: schema.clusterName,
  kind: z.string(),
  title: z.string(),
  startedAt: z.number(), // epoch ms
  endedAt: z.number().nullable(), // epoch ms
  outcome: z.enum(['done', 'refused', 'undone', 'needs-operator']).nullable(),
  living,
});

export const operationState: z.ZodType<OperationState> = z.object({
  operation: schema.operationSummary,
  living,
  steps: z.array(schema.stepView),
  line: z.object({ beforeStep: z.string(), text: z.string() }).nullable(),
  pastLine: z.boolean(),
  topology: schema.topology.nullable(),
  ways: z.array(
    z.object({
      way: z.enum(['continue', 'undo', 'hand-over']),
      allowed: z.boolean(),
      because: z.string(),
      guards: z.array(schema.guardResult),
    }),
  ),
  rescueSheet: z.string().nullable(),
});

export const anyPreview: z.ZodType<AnyPreview> = z.union([
  schema.switchoverPreview,
  failoverPreview,
  rejoinPreview,
  schema.changeMasterPreview,
  schema.putBackPreview,
  attachPreview,
]);
