import './jitless.ts';
import { z } from 'zod';
import { errorCodes } from '../domain/error-codes.ts';
import type { ChannelFacts, RawRow } from '../domain/channel.ts';
import type { ErrorReport } from '../domain/errors.ts';
import type { GtidFacts } from '../domain/facts.ts';
import { findingCodes, type Finding } from '../domain/finding.ts';
import { hookMoments } from '../domain/hook.ts';
import type { Json } from '../domain/json.ts';
import type {
  JournalItem,
  JournaledEntry,
  JournalVerification,
  OperationDetail,
  OperationSummary,
  RecordSummary,
} from '../domain/journal.ts';
import { recordReasons, type RecordEntry } from '../domain/record.ts';
import type { ChannelView, ClusterTopology, ServerView } from '../domain/topology.ts';
import type { GuardResult, OperationResult, StepView } from '../plans/outcome.ts';
import type { RunningOperation } from '../plans/running-operation.ts';
import type { Acceptance } from '../plans/preview.ts';
import type { OperationEvent } from '../plans/operation-event.ts';
import type { ChangeMasterPreview, ReplicationTls, WantedContinuation } from '../plans/change-master-view.ts';
import type { PutBackPreview, Restore } from '../plans/put-back-view.ts';
import type { CandidateView, SwitchoverPreview } from '../plans/switchover-view.ts';
import { position, positionReset, serverSample } from './history-schemas.ts';
import { operationEntry } from './operation-entry-schemas.ts';

/** Schemas of everything that crosses the bridge. Each is held to its domain type by its annotation. */

export const text = z.string();
const time = z.number();
export const serverId = z.string().min(1).max(300);
export const clusterName = z.string().min(1).max(100);
const family = z.enum(['mysql', 'mariadb']);

export const json: z.ZodType<Json> = z.json();
export const errorReport: z.ZodType<ErrorReport> = z.object({
  code: z.enum(errorCodes),
  message: text,
  server: serverId.nullable(),
  details: z.record(text, json),
});

const channelError = { number: z.number(), message: text, at: text.nullable() };
const positioning = z.enum(['file', 'auto-position', 'slave_pos', 'current_pos']);

const channelView: z.ZodType<ChannelView> = z.object({
  name: text,
  source: serverId,
  io: z.enum(['yes', 'no', 'connecting']),
  sql: z.enum(['yes', 'no']),
  executed: position,
  received: position,
  gtid: text.nullable(),
  positioning,
  lag: z.object({ seconds: z.number().nullable(), kind: z.enum(['measured', 'reported', 'unknown']) }),
  delayS: z.number(),
  error: z.object({ ...channelError, thread: z.enum(['io', 'sql']) }).nullable(),
  filters: z.array(text),
});

export const environment = z.enum(['production', 'staging', 'development']);
export const promotion = z.enum(['prefer', 'neutral', 'never']);

const serverView: z.ZodType<ServerView> = z.object({
  id: serverId,
  address: serverId,
  aliases: z.array(serverId),
  label: text.nullable(),
  hostname: text.nullable(),
  family: family.nullable(),
  version: text.nullable(),
  serverId: z.number().nullable(),
  uuid: text.nullable(),
  role: z.enum(['source', 'replica', 'intermediate', 'standalone', 'unreachable']),
  reason: z.object({ code: z.enum(errorCodes), message: text }).nullable(),
  readAt: time.nullable(),
  stale: z.boolean(),
  uptimeS: z.number().nullable(),
  writable: z.boolean().nullable(),
  superReadOnly: z.boolean().nullable(),
  position: z.object({ file: text.nullable(), offset: z.number().nullable(), gtid: text.nullable() }).nullable(),
  channels: z.array(channelView),
  promotion,
  site: text.nullable(),
});

const finding: z.ZodType<Finding> = z.object({
  code: z.enum(findingCodes),
  severity: z.enum(['critical', 'warning', 'info']),
  server: serverId.nullable(),
  servers: z.array(serverId),
  message: text,
  explanation: text,
  since: time,
  details: positionReset.optional(),
});

export const topology: z.ZodType<ClusterTopology> = z.object({
  name: clusterName,
  label: text,
  environment,
  servers: z.array(serverView),
  findings: z.array(finding),
  readAt: time,
});

export const guardResult: z.ZodType<GuardResult> = z.object({
  code: text,
  server: serverId.nullable(),
  verdict: z.enum(['pass', 'warn', 'loss', 'block']),
  message: text,
  cure: text.nullable(),
  accepted: text.nullable(),
});

export const stepView: z.ZodType<StepView> = z.object({
  id: text,
  title: text,
  why: text,
  server: serverId.nullable(),
  kind: z.enum(['record', 'lock', 'read', 'change', 'wait', 'match', 'salvage', 'ask', 'hook']),
  statements: z.array(text),
  undo: text,
  undoStatements: z.array(text),
  withinMs: z.number().nullable(),
  marks: z.enum(['writes-stop', 'writes-resume']).nullable(),
  group: text.nullable(),
  state: z.enum(['pending', 'running', 'proved', 'failed', 'unknown', 'undoing', 'undone', 'undo-failed', 'skipped']),
  ms: z.number().nullable(),
  detail: text.nullable(),
  hook: z
    .object({
      name: text,
      at: z.enum(hookMoments),
      command: z.array(text),
      environment: z.record(text, text),
      output: text.nullable(),
    })
    .optional(),
});

const outcome = z.enum(['done', 'refused', 'undone', 'needs-operator']);

export const operationResult: z.ZodType<OperationResult> = z.object({
  outcome,
  operation: text.nullable(),
  leftBehind: z.array(z.object({ server: serverId, reason: text, wayOut: text })),
  guards: z.array(guardResult),
  steps: z.array(stepView),
  writeBlockedMs: z.number().nullable(),
  error: errorReport.nullable(),
  waysOut: z.array(text),
  records: z.object({ before: z.array(text), after: z.array(text) }),
});

const question = { step: text, question: text, choices: z.array(z.object({ id: text, label: text })) };

export const runningOperation: z.ZodType<RunningOperation> = z.object({
  operation: text,
  cluster: clusterName,
  title: text,
  startedAt: time,
  steps: z.array(stepView),
  question: z.object(question).nullable(),
  undoing: text.nullable(),
});

export const operationEvent: z.ZodType<OperationEvent> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('started'), operation: text, steps: z.array(stepView) }),
  z.object({ kind: z.literal('step'), step: stepView }),
  z.object({ kind: z.literal('question'), ...question }),
  z.object({ kind: z.literal('note'), text }),
  z.object({ kind: z.literal('undoing'), because: text }),
  z.object({ kind: z.literal('finished'), result: operationResult }),
]);

export const acceptance: z.ZodType<Acceptance> = z.object({
  code: z.string().min(1).max(100),
  server: serverId.nullable(),
  reason: z.string().min(1).max(2000),
});

export const candidate: z.ZodType<CandidateView> = z.object({
  server: serverId,
  verdict: z.enum(['best', 'possible', 'warned', 'blocked']),
  reasons: z.array(text),
});

/** What the previews of all kinds of plans have. */
export const planPreview = {
  planId: text.nullable(),
  cluster: clusterName,
  environment,
  fingerprint: text.nullable(),
  builtAt: time,
  guards: z.array(guardResult),
  steps: z.array(stepView),
  line: z.object({ beforeStep: text, text }).nullable(),
  expect: z.array(z.object({ label: text, text })),
  runnable: z.boolean(),
  said: z.object({ title: text, intent: text, done: text, undone: text }),
};

export const switchoverPreview: z.ZodType<SwitchoverPreview> = z.object({
  ...planPreview,
  kind: z.literal('switchover'),
  source: serverId.nullable(),
  candidate: serverId,
});

export const wantedContinuation: z.ZodType<WantedContinuation> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('auto') }),
  z.object({ kind: z.literal('gtid') }),
  z.object({ kind: z.literal('position'), file: z.string().min(1).max(512), offset: z.number().int().min(0) }),
  z.object({ kind: z.literal('match') }),
]);

export const replicationTls: z.ZodType<ReplicationTls> = z.object({
  enabled: z.boolean(),
  verify: z.boolean(),
  ca: z.string().max(512).nullable(),
});

export const changeMasterPreview: z.ZodType<ChangeMasterPreview> = z.object({
  ...planPreview,
  kind: z.literal('change-master'),
  replica: serverId,
  channel: text,
  from: text,
  to: text,
  sameServer: z.boolean(),
  continues: text,
});

export const restore: z.ZodType<Restore> = z.object({
  source: z.boolean(),
  filters: z.boolean(),
  delay: z.boolean(),
  tls: z.boolean(),
  threads: z.boolean(),
  readOnly: z.boolean(),
});

export const putBackPreview: z.ZodType<PutBackPreview> = z.object({
  ...planPreview,
  kind: z.literal('put-back'),
  replica: serverId,
  channel: text,
  record: text,
  position: position.nullable(),
  provedBy: z.enum(['record-stopped', 'gtid', 'binlog-tail', 'error-log']).nullable(),
  lowerBound: position.nullable(),
  between: z
    .object({
      transactions: z.number(),
      tables: z.array(z.object({ table: text, rows: z.number().nullable() })),
    })
    .nullable(),
});

const gtid: z.ZodType<GtidFacts> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('mysql'), mode: text, executed: text, purged: text }),
  z.object({
    kind: z.literal('mariadb'),
    binlogPos: text,
    binlogState: text,
    slavePos: text,
    currentPos: text,
    strict: z.boolean(),
    domainId: z.number(),
  }),
  z.object({ kind: z.literal('none') }),
]);

const channelFacts: z.ZodType<ChannelFacts> = z.object({
  name: text,
  source: z.object({ host: text, port: z.number() }),
  sourceUuid: text.nullable(),
  sourceServerId: z.number().nullable(),
  user: text.nullable(),
  io: z.enum(['yes', 'no', 'connecting']),
  sql: z.enum(['yes', 'no']),
  received: position,
  executed: position,
  relay: position,
  positioning,
  receivedGtid: text.nullable(),
  secondsBehind: z.number().nullable(),
  delayS: z.number(),
  ioError: z.object(channelError).nullable(),
  sqlError: z.object(channelError).nullable(),
  filters: z.array(text),
  tls: z.object({ enabled: z.boolean(), verify: z.boolean(), ca: text.nullable() }),
  getPublicKey: z.boolean(),
  connectRetryS: z.number(),
  retryCount: z.number().optional(),
});

const rawRow: z.ZodType<RawRow> = z.record(text, text.nullable());
const recordReason = z.enum(recordReasons);

const summaryOfRecord = {
  id: text,
  at: time,
  cluster: clusterName,
  server: serverId,
  reason: recordReason,
  note: text.nullable(),
  operation: text.nullable(),
  family,
  version: text,
  position: position.nullable(),
  gtid,
  readOnly: z.boolean(),
};

export const recordSummary: z.ZodType<RecordSummary> = z.object(summaryOfRecord);
export const recordEntry: z.ZodType<RecordEntry> = z.object({
  ...summaryOfRecord,
  hash: text,
  readAt: time,
  uuid: text.nullable(),
  serverId: z.number(),
  superReadOnly: z.boolean().nullable(),
  eventScheduler: text,
  channels: z.array(channelFacts),
  rawChannels: z.array(rawRow),
  workers: z.array(z.object({ channel: text, furthest: position.nullable() })).optional(),
  before: serverSample.optional(),
});

const summaryOfOperation = {
  id: text,
  cluster: clusterName,
  kind: text,
  title: text,
  startedAt: time,
  endedAt: time.nullable(),
  outcome: outcome.nullable(),
};
export const operationSummary: z.ZodType<OperationSummary> = z.object(summaryOfOperation);

const journaledEntry: z.ZodType<JournaledEntry> = z.object({ sequence: z.number(), at: time, entry: operationEntry });

export const operationDetail: z.ZodType<OperationDetail> = z.object({
  ...summaryOfOperation,
  plan: json,
  guards: json,
  result: json.nullable(),
  entries: z.array(journaledEntry),
  records: z.array(text),
});

export const journalItem: z.ZodType<JournalItem> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('record'), at: time, record: recordSummary }),
  z.object({ kind: z.literal('operation'), at: time, operation: operationSummary }),
]);

export const journalVerification: z.ZodType<JournalVerification> = z.object({
  ok: z.boolean(),
  entries: z.number(),
  problem: z.object({ sequence: z.number(), message: text }).nullable(),
});
