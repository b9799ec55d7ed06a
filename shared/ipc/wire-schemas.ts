import { z } from 'zod';
import * as schema from './schemas.ts';
import type { HostMessage, Reply, WindowMessage } from './wire.ts';

const id = z.number().int().min(1);
const name = z.string().max(100);
const input = z.unknown();

export const windowMessage: z.ZodType<WindowMessage> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('call'), id, name, input }),
  z.object({ kind: z.literal('open'), id, name, input }),
  z.object({ kind: z.literal('ack'), id }),
  z.object({ kind: z.literal('cancel'), id }),
]);

export const reply: z.ZodType<Reply> = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), output: z.unknown() }),
  z.object({ ok: z.literal(false), error: schema.errorReport }),
]);

export const hostMessage: z.ZodType<HostMessage> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('reply'), id, reply }),
  z.object({ kind: z.literal('events'), id, events: z.array(z.unknown()) }),
  z.object({ kind: z.literal('end'), id, error: schema.errorReport.nullable() }),
  z.object({ kind: z.literal('beat') }),
]);
