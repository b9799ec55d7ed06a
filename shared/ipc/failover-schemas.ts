import './jitless.ts';
import { z } from 'zod';
import { probeLayers, type DeathEvidence } from '../domain/evidence.ts';
import type { FailoverPreview, FailoverRequest } from '../plans/failover-view.ts';
import { position } from './history-schemas.ts';
import { acceptance, clusterName, planPreview, serverId } from './schemas.ts';

const text = z.string();

export const failoverRequest: z.ZodType<FailoverRequest> = z.object({
  cluster: clusterName,
  to: serverId.nullable(),
  leaveBehind: z.array(serverId).max(500),
  dutyHours: z.number().min(0).max(720),
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
  dutyHours: z.number(),
});
