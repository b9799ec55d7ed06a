import './jitless.ts';
import { z } from 'zod';
import { dutyActs } from '../domain/duty.ts';
import type { HookEnd } from '../domain/hook.ts';
import type { OperationEntry } from '../domain/journal.ts';

/** What operations write into the journal. */

const text = z.string();
const serverId = z.string().min(1).max(300);
const json = z.json();
const node = text;
const statements = z.array(text);
const connectionId = z.number().nullable();
export const resumeWay = z.enum(['continue', 'undo']);
const program = z.object({ pid: z.number(), startedAt: z.number().nullable(), boot: text.nullable() });
const hookEnd: z.ZodType<HookEnd> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('exited'), code: z.number() }),
  z.object({ kind: z.literal('signalled'), signal: text }),
  z.object({ kind: z.literal('timed-out') }),
  z.object({ kind: z.literal('cancelled') }),
  z.object({ kind: z.literal('not-started'), because: text }),
]);
export const operationEntry: z.ZodType<OperationEntry> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('begun'), node, connectionId, statements }),
  z.object({ kind: z.literal('value'), node, name: text, value: json }),
  z.object({ kind: z.literal('proved'), node, ms: z.number() }),
  z.object({ kind: z.literal('unknown'), node, message: text }),
  z.object({ kind: z.literal('failed'), node, message: text }),
  z.object({ kind: z.literal('undo-begun'), node, connectionId, statements }),
  z.object({ kind: z.literal('undone'), node, ms: z.number() }),
  z.object({ kind: z.literal('undo-failed'), node, message: text }),
  z.object({ kind: z.literal('left-behind'), node, server: serverId, reason: text, wayOut: text }),
  z.object({
    kind: z.literal('sessions'),
    node: z.null(),
    sessions: z.array(z.object({ server: serverId, connectionId: z.number() })),
  }),
  z.object({ kind: z.literal('resumed'), node: z.null(), way: resumeWay, program }),
  z.object({ kind: z.literal('released'), node: z.null(), because: text }),
  z.object({ kind: z.literal('hook-ended'), node, end: hookEnd, ms: z.number(), output: text }),
  z.object({ kind: z.literal('answered'), node, choice: text }),
  z.object({ kind: z.literal('note'), node: text.nullable(), text }),
  z.object({ kind: z.literal('remark'), node: z.null(), acknowledged: z.boolean(), text }),
  z.object({
    kind: z.literal('duty'),
    node: z.null(),
    server: text,
    act: z.enum(dutyActs),
    text,
  }),
]);
