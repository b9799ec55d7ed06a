import './jitless.ts';
import { z } from 'zod';
import { probeLayers, type DeathEvidence } from '../domain/evidence.ts';
import { dutyActs, dutyEnds, type Duty } from '../domain/duty.ts';
import type { Incident } from '../domain/incident.ts';
import type { RejoinPreview, RejoinRequest } from '../plans/rejoin-view.ts';
import type { FailoverPreview, FailoverRequest } from '../plans/failover-view.ts';
import { position } from './history-schemas.ts';
import { acceptance, clusterName, operationSummary, planPreview, serverId } from './schemas.ts';

const text = z.string();

export const failoverRequest: z.ZodType<FailoverRequest> = z.object({
  cluster: clusterName,
  to: serverId.nullable(),
  leaveBehind: z.array(serverId).max(500),
  dutyHours: z.number().min(0).max(720),
  fence: z.boolean(),
  binlogs: z.string().min(1).max(4096).nullable(),
  accept: z.array(acceptance).max(200),
});

const conclusionBase = { because: text };

const deathEvidence: z.ZodType<DeathEvidence> = z.object({
  source: serverId,
  probe: z.object({
    server: serverId,
    reach: z.enum(['answers', 'refuses', 'hangs', 'silent']),
    layers: z.array(
      z.object({
        layer: z.enum(probeLayers),
        answer: z.enum(['yes', 'no', 'not-tried']),
        said: text,
        ms: z.number().nullable(),
      }),
    ),
  }),
  witnesses: z.array(
    z.object({
      server: serverId,
      channel: text,
      io: z.enum(['yes', 'no', 'connecting']),
      ioError: z.object({ number: z.number(), message: text }).nullable(),
      received: position,
      heartbeats: z.number().nullable(),
      heard: z.boolean(),
      silentS: z.number(),
      heartbeatPeriodS: z.number().nullable(),
      netTimeoutS: z.number().nullable(),
      testimony: z.discriminatedUnion('says', [
        z.object({ says: z.literal('alive'), because: text }),
        z.object({ says: z.literal('lost'), because: text }),
        z.object({ says: z.literal('silent'), because: text }),
        z.object({ says: z.literal('too-early'), secondsLeft: z.number(), because: text }),
        z.object({ says: z.literal('nothing'), because: text }),
      ]),
    }),
  ),
  unreachable: z.array(serverId),
  conclusion: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('answers'), ...conclusionBase }),
    z.object({ kind: z.literal('refuses'), ...conclusionBase }),
    z.object({ kind: z.literal('heard-by-replicas'), ...conclusionBase }),
    z.object({ kind: z.literal('too-early'), secondsLeft: z.number(), ...conclusionBase }),
    z.object({ kind: z.literal('no-witness'), ...conclusionBase }),
    z.object({ kind: z.literal('hangs'), ...conclusionBase }),
    z.object({ kind: z.literal('dead'), ...conclusionBase }),
  ]),
});

export const failoverPreview: z.ZodType<FailoverPreview> = z.object({
  ...planPreview,
  kind: z.literal('failover'),
  source: serverId.nullable(),
  candidate: serverId.nullable(),
  evidence: deathEvidence.nullable(),
  candidates: z.array(
    z.object({
      server: serverId,
      verdict: z.enum(['chosen', 'possible', 'blocked']),
      has: text,
      lacks: text.nullable(),
      reasons: z.array(text),
    }),
  ),
  loss: text,
  leftBehind: z.array(z.object({ server: serverId, reason: text, wayOut: text })),
  dutyHours: z.number(),
});

export const rejoinRequest: z.ZodType<RejoinRequest> = z.object({
  cluster: clusterName,
  server: serverId,
  accept: z.array(acceptance).max(200),
});

export const rejoinPreview: z.ZodType<RejoinPreview> = z.object({
  ...planPreview,
  kind: z.literal('rejoin'),
  server: serverId,
  source: serverId.nullable(),
  extra: z
    .object({
      transactions: z.number(),
      tables: z.array(z.object({ table: text, rows: z.number().nullable() })),
    })
    .nullable(),
});

export const duty: z.ZodType<Duty> = z.object({
  operation: text,
  cluster: clusterName,
  server: serverId,
  newSource: serverId,
  uuid: text.nullable(),
  serverId: z.number().nullable(),
  leftWithIt: z.array(z.object({ server: serverId, uuid: text.nullable(), serverId: z.number().nullable() })),
  acceptedAt: z.number(), // epoch ms
  until: z.number(), // epoch ms
  state: z.enum(['waiting', 'on', 'ended']),
  said: text.nullable(),
  acts: z.array(z.object({ at: z.number(), act: z.enum(dutyActs), text })),
  ended: z.object({ at: z.number(), how: z.enum(dutyEnds), because: text }).nullable(),
});

export const incident: z.ZodType<Incident> = z.object({
  operation: operationSummary,
  acknowledged: z.object({ at: z.number(), note: text }).nullable(),
  notes: z.number(),
});
