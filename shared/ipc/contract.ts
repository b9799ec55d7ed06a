import { z } from 'zod';
import { clusterShapes } from '../domain/cluster-shape.ts';
import { flavours } from '../domain/flavour.ts';
import { call, stream } from './define.ts';
import { attachPreview, attachRequest } from './attach-schemas.ts';
import * as dumps from './dump-schemas.ts';
import { duty, failoverPreview, failoverRequest, incident, rejoinPreview, rejoinRequest } from './failover-schemas.ts';
import * as imports from './import-schemas.ts';
import { resumeWay } from './operation-entry-schemas.ts';
import * as schema from './schemas.ts';
import * as unfinished from './unfinished-schemas.ts';

/** A password reference as the user writes it; the password itself never appears in the configuration. */
const passwordRef = z.string().max(1000);
const tlsMode = z.enum(['off', 'preferred', 'required', 'verify-ca', 'verify-identity']);

const appInfo = z.object({
  version: z.string(),
  host: z.enum(['desktop', 'browser']),
  /** Where to go first. `yard`: the host was started with --yard; the stream `yard.up` joins the start it has begun. */
  opening: z.enum(['start', 'yard']),
  configPath: z.string(),
  dataDirectory: z.string(),
  /** A configuration file that can't be used: shown at once, with line and column in the message. */
  configError: schema.errorReport.nullable(),
  journalError: schema.errorReport.nullable(),
});
export type AppInfo = z.infer<typeof appInfo>;

const clusterSummary = z.object({
  name: schema.clusterName,
  label: z.string(),
  environment: schema.environment,
  seeds: z.array(schema.serverId),
  user: z.string(),
  /** `env:NAME`, `file:PATH`, `secret:NAME` or `ask`. */
  password: z.string(),
  tls: tlsMode,
  tlsCaFile: z.string().nullable(),
  replicationUser: z.string().nullable(),
  /** A reference, as `password`; null without a replication account. */
  replicationPassword: z.string().nullable(),
  pollIntervalMs: z.number(),
  lagLimitS: z.number(),
  askToMoveApplication: z.boolean(),
  servers: z.array(
    z.object({
      address: schema.serverId,
      label: z.string().nullable(),
      promotion: schema.promotion,
      site: z.string().nullable(),
    }),
  ),
  /** The password is asked for and has not been given since start. */
  needsPassword: z.boolean(),
});
export type ClusterSummary = z.infer<typeof clusterSummary>;

/** A cluster as typed in the window. Passwords typed here go to the secret store, never into the file. */
const clusterDraft = z.object({
  name: z.string().min(1).max(100),
  label: z.string().max(200),
  environment: schema.environment,
  seeds: z.array(z.string().min(1).max(300)).min(1).max(500),
  user: z.string().min(1).max(128),
  /** A reference, or `typed` with the password in `passwordText`. */
  password: passwordRef,
  passwordText: z.string().max(1000).nullable(),
  tls: tlsMode,
  tlsCaFile: z.string().max(1000).nullable(),
  /** Left out: what the file has stays. */
  tlsCertFile: z.string().max(1000).nullable().optional(),
  tlsKeyFile: z.string().max(1000).nullable().optional(),
  replicationUser: z.string().max(128).nullable(),
  replicationPassword: passwordRef.nullable(),
  replicationPasswordText: z.string().max(1000).nullable(),
  pollIntervalMs: z.number().int().min(500).max(600_000),
  lagLimitS: z.number().min(0).max(86_400),
  askToMoveApplication: z.boolean(),
  servers: z
    .array(
      z.object({
        address: z.string().max(300),
        label: z.string().nullable(),
        promotion: schema.promotion,
        site: z.string().nullable(),
      }),
    )
    .max(500),
});
export type ClusterDraft = z.infer<typeof clusterDraft>;

export const preferencesSchema = z.object({
  words: z.enum(['master-slave', 'source-replica']),
  theme: z.enum(['dark', 'light', 'system']),
});
export type Preferences = z.infer<typeof preferencesSchema>;

const yardStatus = z.object({
  running: z.boolean(),
  family: z.enum(flavours).nullable(),
  positions: z.enum(['gtid', 'file']).nullable(),
  shape: z.enum(clusterShapes).nullable(),
  servers: z.array(z.object({ address: schema.serverId, alive: z.boolean() })),
  cluster: z.string().nullable(),
});
export type YardStatus = z.infer<typeof yardStatus>;

const yardProgress = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('progress'), message: z.string() }),
  z.object({ kind: z.literal('up'), status: yardStatus }),
]);
export type YardProgress = z.infer<typeof yardProgress>;

const none = z.object({});

/** Everything a window may ask of the engine. The renderer sends ids of plans, never SQL; passwords travel inward only. */
export const contract = {
  'app.info': call(none, appInfo),
  'preferences.get': call(none, preferencesSchema),
  'preferences.set': call(preferencesSchema, preferencesSchema),
  'clusters.list': call(none, z.array(clusterSummary)),
  'clusters.add': call(clusterDraft, clusterSummary),
  'clusters.update': call(z.object({ name: schema.clusterName, draft: clusterDraft }), clusterSummary),
  'clusters.remove': call(z.object({ name: schema.clusterName }), none),
  /** Connects to the first seed with what was typed; says what answers, changes nothing. */
  'clusters.try': call(
    clusterDraft,
    z.object({ ok: z.boolean(), message: z.string(), version: z.string().nullable() }),
  ),
  'clusters.password': call(z.object({ name: schema.clusterName, password: z.string().max(1000) }), none),
  'topology.watch': stream(z.object({ cluster: schema.clusterName }), schema.topology),
  'records.take': call(
    z.object({
      cluster: schema.clusterName,
      servers: z.array(schema.serverId).nullable(),
      note: z.string().max(2000).nullable(),
    }),
    z.object({ records: z.array(schema.recordEntry), unreachable: z.array(schema.serverId) }),
  ),
  'journal.list': call(
    z.object({
      cluster: z.string().nullable(),
      limit: z.number().int().min(1).max(1000),
      before: z.number().nullable(),
    }),
    z.array(schema.journalItem),
  ),
  'journal.record': call(z.object({ id: z.string() }), schema.recordEntry),
  'journal.operation': call(z.object({ id: z.string() }), schema.operationDetail),
  'journal.verify': call(none, schema.journalVerification),
  'switchover.candidates': call(z.object({ cluster: schema.clusterName }), z.array(schema.candidate)),
  'switchover.preview': call(
    z.object({
      cluster: schema.clusterName,
      to: schema.serverId,
      leaveBehind: z.array(schema.serverId).max(500),
      accept: z.array(schema.acceptance).max(500),
    }),
    schema.switchoverPreview,
  ),
  'failover.preview': call(failoverRequest, failoverPreview),
  'rejoin.preview': call(rejoinRequest, rejoinPreview),
  /** `ended`: those too that have ended. */
  'duties.list': call(z.object({ cluster: schema.clusterName.nullable(), ended: z.boolean() }), z.array(duty)),
  'duties.handsOff': call(z.object({ operation: z.string(), note: z.string().min(1).max(2000) }), duty),
  /** Every failover, the latest first. */
  'incidents.list': call(z.object({ cluster: schema.clusterName.nullable() }), z.array(incident)),
  /** `acknowledged`: somebody has looked at it, and another failover may follow. */
  'operations.remark': call(
    z.object({ operation: z.string(), text: z.string().min(1).max(10_000), acknowledged: z.boolean() }),
    schema.operationDetail,
  ),
  'attach.preview': call(attachRequest, attachPreview),
  'changeMaster.preview': call(
    z.object({
      cluster: schema.clusterName,
      replica: schema.serverId,
      channel: z.string().max(64).nullable(),
      to: z.string().min(1).max(300),
      tls: schema.replicationTls.nullable(),
      continuation: schema.wantedContinuation,
      accept: z.array(schema.acceptance).max(500),
    }),
    schema.changeMasterPreview,
  ),
  'putBack.preview': call(
    z.object({
      cluster: schema.clusterName.nullable(),
      record: z.string().min(1).max(200),
      channel: z.string().max(64).nullable(),
      restore: schema.restore,
      accept: z.array(schema.acceptance).max(500),
    }),
    schema.putBackPreview,
  ),
  /** `confirm` is the cluster's name where it must be typed (production, or a loss). */
  'operation.run': stream(
    z.object({ planId: z.string(), accept: z.array(schema.acceptance).max(500), confirm: z.string().nullable() }),
    schema.operationEvent,
  ),
  /** Operations go on without their window. This is what runs now; `operation.follow` shows one of them. */
  'operation.running': call(none, z.array(schema.runningOperation)),
  /** What happened so far in short, then what happens; ends with `finished`. Also for those that ended lately. */
  'operation.follow': stream(z.object({ operation: z.string().max(200) }), schema.operationEvent),
  'operation.answer': call(z.object({ operation: z.string(), step: z.string(), choice: z.string() }), none),
  /** Asks the running operation to stop and undo; past the line it goes forward instead. */
  'operation.cancel': call(z.object({ operation: z.string() }), none),
  /** Operations that have begun and not ended, of one cluster or of all; also those of another living program. */
  'operations.unfinished': call(
    z.object({ cluster: schema.clusterName.nullable() }),
    z.array(unfinished.unfinishedOperation),
  ),
  /** An operation by its journal and as the servers are now, with the ways out of it. */
  'operations.state': call(z.object({ operation: z.string().max(200) }), unfinished.operationState),
  /** A new plan that takes a finished operation back; run with `operation.run`. */
  'operations.previewUndo': call(z.object({ operation: z.string().max(200) }), unfinished.anyPreview),
  /** Closes it as it stands; a person does the rest. */
  'operations.handOver': call(
    z.object({ operation: z.string().max(200), note: z.string().min(1).max(2000) }),
    schema.operationDetail,
  ),
  /** Runs an operation on that was cut off, or undoes it. It belongs to no window, as one that was run. */
  'operations.resume': stream(z.object({ operation: z.string().max(200), way: resumeWay }), schema.operationEvent),
  /** Asks the person for a file, where the host has a dialog for that; null: none was chosen, or it has none. */
  'import.chooseFile': call(none, z.object({ path: z.string().nullable() })),
  /** Whether a path on the engine's machine is a file that may be a dump. */
  'import.file': call(z.object({ path: imports.dumpPath }), imports.dumpFile),
  /** Looks a dump through, and at the server that is to get it; changes nothing. Closing it ends that. */
  'import.preview': stream(imports.importRequest, imports.importPreviewEvent),
  /** Begins what was rehearsed; `confirm` is the cluster's name where it must be typed (production, or a loss). */
  'import.begin': call(
    z.object({
      importId: imports.importId,
      accept: z.array(schema.acceptance).max(500),
      confirm: z.string().nullable(),
    }),
    none,
  ),
  /** Imports go on without their window. What happened so far in short, then what happens; ends with `finished`. */
  'import.follow': stream(z.object({ importId: imports.importId }), imports.importRunEvent),
  'import.cancel': call(z.object({ importId: imports.importId }), none),
  'import.running': call(none, z.array(imports.runningImport)),
  /** Imports that can be gone on with, of one cluster or of all; also those that run. */
  'import.unfinished': call(z.object({ cluster: schema.clusterName.nullable() }), z.array(imports.unfinishedImport)),
  'import.forget': call(z.object({ importId: imports.importId }), none),
  /** Server-wide settings that an import has changed and nobody sets back by itself: its program is gone. */
  'import.leftSettings': call(none, z.array(imports.leftSettings)),
  /** Sets them back on one server, and says what became of each. */
  'import.restoreSettings': call(z.object({ server: schema.serverId }), z.array(imports.restoredSetting)),
  /** Asks the person where a dump is to go, where the host has a dialog for that; null: nowhere, or it has none. */
  'dump.chooseFile': call(z.object({ suggested: z.string().max(300) }), z.object({ path: z.string().nullable() })),
  /** What of a server can be dumped, with what the server says of its sizes. */
  'dump.server': call(z.object({ cluster: schema.clusterName, from: schema.serverId }), dumps.dumpableServer),
  /** How a dump would be taken, and why not; changes nothing. */
  'dump.preview': call(dumps.dumpRequest, dumps.preparedDump),
  /** Begins what was looked at; `consent`: to what `needsConsent` says. Resolves when it has begun. */
  'dump.begin': call(z.object({ dumpId: dumps.dumpId, consent: z.boolean() }), none),
  /** Dumps go on without their window. What happened so far in short, then what happens; ends with `finished`. */
  'dump.follow': stream(z.object({ dumpId: dumps.dumpId }), dumps.dumpRunEvent),
  'dump.cancel': call(z.object({ dumpId: dumps.dumpId }), none),
  'dump.running': call(none, z.array(dumps.runningDump)),
  /** Servers whose SQL threads a dump had stopped when its program was killed; they may run again by now. */
  'dump.cutOff': call(z.object({ cluster: schema.clusterName }), z.array(dumps.pauseNote)),
  'yard.status': call(none, yardStatus),
  'yard.up': stream(
    z.object({
      family: z.enum(flavours),
      replicas: z.number().int().min(1).max(20),
      positions: z.enum(['gtid', 'file']),
      shape: z.enum(clusterShapes),
    }),
    yardProgress,
  ),
  'yard.down': call(none, yardStatus),
} as const;

export type Contract = typeof contract;
export type CallName = { [K in keyof Contract]: Contract[K]['kind'] extends 'call' ? K : never }[keyof Contract];
export type StreamName = { [K in keyof Contract]: Contract[K]['kind'] extends 'stream' ? K : never }[keyof Contract];
export type InputOf<K extends keyof Contract> = z.infer<Contract[K]['input']>;
export type OutputOf<K extends CallName> = z.infer<Contract[K]['output']>;
export type EventOf<K extends StreamName> = z.infer<Contract[K]['event']>;
