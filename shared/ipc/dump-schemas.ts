import './jitless.ts';
import { z } from 'zod';
import type {
  DumpableServer,
  DumpedPair,
  DumpPreview,
  DumpProgress,
  DumpRequest,
  DumpResult,
  PauseNote,
} from '../domain/dump.ts';
import type { DumpEnd, DumpRunEvent, PreparedDumpView, RunningDump } from '../domain/running-dump.ts';
import { position } from './history-schemas.ts';
import { clusterName, environment, errorReport, recordEntry, serverId } from './schemas.ts';

/** Schemas of taking dumps. */

const text = z.string();
const number = z.number();
export const dumpId = text.min(1).max(100);
export const outPath = text.min(1).max(4096);

/** From a window the program is the one that the engine finds: a page names none to be run. */
export type WindowDumpRequest = Omit<DumpRequest, 'program'>;
export const dumpRequest: z.ZodType<WindowDumpRequest> = z.object({
  cluster: clusterName,
  from: serverId,
  out: outPath,
  databases: z.array(text.min(1).max(64)).min(1).max(10_000).nullable(),
  keepStopped: z.boolean(),
});

export const dumpableServer: z.ZodType<DumpableServer> = z.object({
  server: serverId,
  databases: z.array(z.object({ name: text, tables: number.nullable(), bytes: number.nullable() })),
  keepStoppedHolds: z.boolean(),
});

const compression = z.enum(['none', 'gzip', 'zstd']);
const ownPosition = z.enum(['stillness', 'snapshot', 'read-lock', 'none']);

const preview: z.ZodType<DumpPreview> = z.object({
  cluster: clusterName,
  environment,
  server: serverId,
  out: text,
  compression,
  program: z.object({ file: text, version: text }),
  arguments: z.array(text),
  databases: z.array(text),
  tables: number.nullable(),
  dataBytes: number.nullable(),
  ownPosition,
  stopped: z.enum(['no', 'snapshot', 'whole']),
  statements: z.array(text),
  needsConsent: z.boolean(),
  refusals: z.array(text),
  warnings: z.array(text),
});

export const preparedDump: z.ZodType<PreparedDumpView> = z.object({ dumpId, preview });

const gtid = text.nullable();
const pair: z.ZodType<DumpedPair> = z.object({
  own: z.object({ position, gtid }).nullable(),
  channels: z.array(z.object({ channel: text, source: serverId, position, gtid })),
});

const result: z.ZodType<DumpResult> = z.object({
  cluster: clusterName,
  server: serverId,
  out: text,
  compression,
  bytes: number,
  storedBytes: number,
  tables: number,
  rows: number,
  coordinates: pair,
  statements: z.object({ own: z.array(text), channels: z.array(z.array(text)) }),
  ownPosition,
  stoppedMs: number.nullable(),
  ms: number,
  warnings: z.array(text),
  record: recordEntry,
});

const progress: z.ZodType<DumpProgress> = z.object({
  phase: z.enum(['stopping', 'snapshot', 'dumping', 'finishing']),
  bytes: number,
  tables: number,
  table: text.nullable(),
});

const end: z.ZodType<DumpEnd> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('done'), result }),
  z.object({ kind: z.literal('cancelled'), error: errorReport }),
  z.object({ kind: z.literal('failed'), error: errorReport }),
]);

const sample = { elapsedMs: number, bytesPerSecond: number };

export const dumpRunEvent: z.ZodType<DumpRunEvent> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('started'), startedAt: number, preview }),
  z.object({ kind: z.literal('history'), samples: z.array(z.object(sample)) }),
  z.object({ kind: z.literal('progress'), progress, ...sample }),
  z.object({ kind: z.literal('stopping') }),
  z.object({ kind: z.literal('finished'), end }),
]);

export const runningDump: z.ZodType<RunningDump> = z.object({
  dumpId,
  cluster: clusterName,
  server: serverId,
  out: text,
  startedAt: number,
  progress: progress.nullable(),
  stopping: z.boolean(),
});

export const pauseNote: z.ZodType<PauseNote> = z.object({ server: serverId, out: text, statements: z.array(text) });
