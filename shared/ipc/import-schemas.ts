import './jitless.ts';
import { z } from 'zod';
import { speedSettings, type LeftSettings, type RestoredSetting } from '../import/changed-settings.ts';
import type { ImportEvent, ImportProgress, QualifiedName, SkippedStatement } from '../import/import-events.ts';
import type { ImportPreview, ImportRequest, ImportResult } from '../import/import-view.ts';
import type {
  DumpFile,
  ImportPreviewEvent,
  ImportRunEvent,
  RunningImport,
  UnfinishedImport,
} from '../import/running-import.ts';
import { acceptance, clusterName, environment, errorReport, guardResult, serverId } from './schemas.ts';

/** Schemas of importing dumps. */

const text = z.string();
const number = z.number();
export const importId = text.min(1).max(100);
export const dumpPath = text.min(1).max(4096);

/** From a window a dump is always a file. */
export const importRequest: z.ZodType<ImportRequest> = z.object({
  cluster: clusterName,
  server: serverId,
  file: dumpPath,
  database: text.min(1).max(64).nullable(),
  parallel: number.int().min(1).max(64).nullable(),
  logged: z.boolean(),
  keepsMarks: z.boolean(),
  skipErrors: z.array(number.int().min(1).max(100_000)).max(100),
  speed: z
    .array(z.enum(['durability', 'redo-log']))
    .max(2)
    .optional(),
  analyze: z.boolean().optional(),
  checksum: z.boolean().optional(),
  applyGtids: z.boolean().optional(),
  overwrite: z.boolean().optional(),
  resume: importId.nullable(),
  accept: z.array(acceptance).max(500),
});

const name = { schema: text.nullable(), name: text };
const qualifiedName: z.ZodType<QualifiedName> = z.object(name);

export const importPreview: z.ZodType<ImportPreview> = z.object({
  importId,
  cluster: clusterName,
  environment,
  server: serverId,
  file: text,
  contents: z.array(text),
  tables: number,
  rows: number,
  dataBytes: number,
  each: z.array(z.object({ ...name, rows: number, dataBytes: number })),
  parallel: number,
  keepsMarks: z.boolean(),
  guards: z.array(guardResult),
  runnable: z.boolean(),
});

const tableLoad = z.object({ ...name, rows: number, bytes: number, state: z.enum(['loading', 'keys', 'finished']) });

const progress: z.ZodType<ImportProgress> = z.object({
  readBytes: number,
  storedBytes: number.nullable(),
  dataBytes: number,
  rows: number,
  elapsedMs: number,
  bytesPerSecond: number,
  rowsPerSecond: number,
  secondsLeft: number.nullable(),
  active: z.array(tableLoad),
  phase: z.enum(['rows', 'keys', 'objects', 'counting']),
});

const skip: z.ZodType<SkippedStatement> = z.object({
  offset: number,
  line: number,
  reason: z.enum([
    'sql-log-bin',
    'gtid-purged',
    'gtid-slave-pos',
    'change-source',
    'replica-control',
    'global-setting',
    'flush',
    'error',
    'done-before',
  ]),
  text,
});

const progressEvents = [
  z.object({ kind: z.literal('progress'), progress }),
  z.object({ kind: z.literal('table-finished'), table: tableLoad }),
  z.object({ kind: z.literal('index-build'), table: qualifiedName, keys: number }),
  z.object({ kind: z.literal('skipped'), skip }),
  z.object({ kind: z.literal('note'), text }),
] as const;
progressEvents satisfies readonly z.ZodType<ImportEvent>[];

const result: z.ZodType<ImportResult> = z.object({
  outcome: z.enum(['done', 'refused', 'stopped', 'cancelled']),
  importId,
  tables: z.array(
    z.object({
      ...name,
      rows: number.nullable(),
      dumped: number,
      finished: z.boolean(),
      checksum: number.nullable(),
    }),
  ),
  rows: number,
  dataBytes: number,
  ms: number,
  skipped: z.array(skip),
  warnings: z.array(
    z.object({ number, message: text, count: number, places: z.array(z.object({ offset: number, line: number })) }),
  ),
  analyzed: number,
  gtids: z.object({ gtids: text, how: z.enum(['set', 'there-already', 'failed']), why: text.nullable() }).nullable(),
  notes: z.array(text),
  resumable: z.boolean(),
  error: errorReport.nullable(),
});

export const importRunEvent: z.ZodType<ImportRunEvent> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('started'), startedAt: number, preview: importPreview }),
  z.object({
    kind: z.literal('history'),
    samples: z.array(z.object({ elapsedMs: number, bytesPerSecond: number, rowsPerSecond: number })),
  }),
  ...progressEvents,
  z.object({ kind: z.literal('stopping') }),
  z.object({ kind: z.literal('finished'), result }),
]);

export const importPreviewEvent: z.ZodType<ImportPreviewEvent> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('reading'), readBytes: number, storedBytes: number.nullable() }),
  z.object({ kind: z.literal('prepared'), preview: importPreview }),
]);

export const runningImport: z.ZodType<RunningImport> = z.object({
  importId,
  cluster: clusterName,
  server: serverId,
  file: text,
  startedAt: number,
  progress: progress.nullable(),
  stopping: z.boolean(),
});

export const unfinishedImport: z.ZodType<UnfinishedImport> = z.object({
  importId,
  cluster: clusterName,
  server: serverId,
  file: text,
  database: text.nullable(),
  logged: z.boolean(),
  overwrite: z.boolean(),
  asked: z
    .object({
      parallel: number.nullable(),
      skipErrors: z.array(number),
      analyze: z.boolean(),
      checksum: z.boolean(),
      applyGtids: z.boolean(),
    })
    .nullable(),
  startedAt: number,
  state: z.enum(['running', 'cut-off', 'stopped', 'cancelled']),
});

export const dumpFile: z.ZodType<DumpFile> = z.object({
  path: text,
  name: text,
  bytes: number,
  packed: z.enum(['plain', 'gzip', 'zstd', 'bzip2', 'xz']),
});

const changedSetting = { name: z.enum(speedSettings), before: text, during: text };

export const leftSettings: z.ZodType<LeftSettings> = z.object({
  importId,
  cluster: clusterName,
  server: serverId,
  startedAt: number,
  settings: z.array(z.object(changedSetting)),
});

export const restoredSetting: z.ZodType<RestoredSetting> = z.object({
  ...changedSetting,
  now: text,
  how: z.enum(['restored', 'as-before', 'left', 'still-needed']),
});
