import './jitless.ts';
import { z } from 'zod';
import type { PositionReset } from '../domain/finding.ts';
import type { BinlogPosition } from '../domain/position.ts';
import type { ServerSample } from '../domain/sample.ts';

/** Schemas of what is remembered of servers. */

const text = z.string();
const serverId = z.string().min(1).max(300);
const time = z.number(); // epoch ms

export const position: z.ZodType<BinlogPosition> = z.object({ file: text, offset: z.number() });

export const serverSample: z.ZodType<ServerSample> = z.object({
  at: time,
  server: serverId,
  family: z.enum(['mysql', 'mariadb']),
  uptimeS: z.number().nullable(),
  position: position.nullable(),
  gtid: text.nullable(),
  channels: z.array(
    z.object({
      name: text,
      source: serverId,
      sourceUuid: text.nullable(),
      io: z.enum(['yes', 'no', 'connecting']),
      sql: z.enum(['yes', 'no']),
      executed: position,
      received: position,
      positioning: z.enum(['file', 'auto-position', 'slave_pos', 'current_pos']),
      error: z.number().nullable(),
    }),
  ),
});

export const positionReset: z.ZodType<PositionReset> = z.object({
  kind: z.literal('position-reset'),
  channel: text,
  at: time,
  was: position.nullable(),
  now: position,
  proof: z.enum(['stopped-record', 'running-record', 'gtid', 'none']),
  record: text.nullable(),
});
