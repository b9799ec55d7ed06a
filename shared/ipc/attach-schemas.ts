import './jitless.ts';
import { z } from 'zod';
import type { AttachPreview, AttachRequest, WantedStart } from '../plans/attach-view.ts';
import { acceptance, clusterName, planPreview, serverId, text } from './schemas.ts';

/** Schemas of making a server a replica from a dump's coordinates. */

const ofDump = { pair: z.enum(['own', 'upstream']).nullable(), by: z.enum(['gtid', 'file']).nullable() };

const wantedStart: z.ZodType<WantedStart> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('dump'), from: z.string().min(1).max(4096), ...ofDump }),
  z.object({ kind: z.literal('import'), id: z.string().min(1).max(40), ...ofDump }),
  z.object({ kind: z.literal('position'), file: z.string().min(1).max(512), offset: z.number().int().min(0) }),
  z.object({ kind: z.literal('gtid'), gtid: z.string().min(1).max(1_000_000) }),
  z.object({ kind: z.literal('as-it-stands') }),
]);

export const attachRequest: z.ZodType<AttachRequest> = z.object({
  cluster: clusterName,
  server: serverId,
  to: serverId,
  start: wantedStart,
  dropOwnLog: z.boolean(),
  withFilters: z.boolean(),
  accept: z.array(acceptance).max(200),
});

export const attachPreview: z.ZodType<AttachPreview> = z.object({
  ...planPreview,
  kind: z.literal('attach'),
  server: serverId,
  source: serverId,
  begins: text,
});
