import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ClusterConfiguration } from '../../shared/domain/configuration.ts';
import type { Family } from '../../shared/domain/server.ts';
import type { ClusterTopology } from '../../shared/domain/topology.ts';
import { ConfigurationFile } from './configuration/configuration-file.ts';
import { JournalChronicle } from './chronicle/journal-chronicle.ts';
import { lostPlace } from './chronicle/lost-place.ts';
import { Clusters } from './clusters.ts';
import { createConnector } from './connections/connector.ts';
import type { Connector } from './connections/session.ts';
import type { Engine, EngineOptions } from './engine.ts';
import type { Journal } from './journal/journal.ts';
import type { JournalOptions } from './journal/journal-options.ts';
import { openJournal } from './journal/open-journal.ts';
import type { UnaskedProgram } from './dump/find-program.ts';
import { Dumps } from './dump/dumps.ts';
import { PauseNotes } from './dump/pause-notes.ts';
import { yardDumpPrograms } from './yard-dump-programs.ts';
import { ClusterKeepers } from './duties/cluster-keepers.ts';
import { Duties } from './duties/duties.ts';
import { DutyKeeper } from './duties/duty-keeper.ts';
import { LazyJournal } from './lazy-journal.ts';
import { Silences } from './evidence/silences.ts';
import { ClusterReader, usualBounds } from './discovery/cluster-reader.ts';
import { sleep } from './discovery/sleep.ts';
import type { RunHook } from './hooks/hook-call.ts';
import { whyNotRunnable } from './hooks/is-runnable.ts';
import { runProgram } from './hooks/run-program.ts';
import { machinePrograms } from './machine-programs.ts';
import { Attaches } from './operations/attaches.ts';
import { ChangeMasters } from './operations/change-masters.ts';
import { extraText, extraTransactions } from './operations/extra-transactions.ts';
import { Failovers } from './operations/failovers.ts';
import { lastPromotion } from './operations/last-promotion.ts';
import type { Pace } from './operations/pace.ts';
import { PlanDesk } from './operations/plan-desk.ts';
import { PutBacks } from './operations/put-backs.ts';
import { Rejoins } from './operations/rejoins.ts';
import { sourceLogs } from './operations/repoint/read-source-logs.ts';
import { Switchovers, type RehearsalParts } from './operations/switchovers.ts';
import { UnfinishedOperations } from './operations/unfinished-operations.ts';
import { readDumpedStart } from './import/dump/read-start.ts';
import { lookAtDump } from './dump-file.ts';
import { fileOfImport } from './file-of-import.ts';
import { Imports } from './imports.ts';
import { UnfinishedImports } from './unfinished-imports.ts';
import { withAcceptances } from './operations/acceptances.ts';
import type { ImportWork } from './import/work/import-work.ts';
import { inThisThread } from './import/work/in-this-thread.ts';
import { recordOne } from './take-records.ts';
import { knownServers, remembered } from './remembered.ts';
import { Practice } from './practice.ts';
import { rescueFolder, rescueSheetOf, saveRescueSheet } from './rescue-sheets.ts';
import { SignalboxEngine } from './signalbox-engine.ts';
import { Yard } from './yard/yard.ts';

/** What touches the servers, the disk and other programs; others can be given in their place. */
export interface EngineParts {
  readonly runHook: RunHook;
  readonly connector: Connector;
  readonly openJournal: (options: JournalOptions) => Journal;
  /** Reads whole dumps: in a thread of its own where there are windows to answer. */
  readonly importWork: ImportWork;
  /** Dump programs beside those on the PATH. */
  readonly dumpPrograms: (family: Family) => Promise<readonly UnaskedProgram[]>;
}

/** Puts the engine together. Opens and connects nothing yet. */
export function createEngine(options: EngineOptions, parts: Partial<EngineParts> = {}): Engine {
  const { configPath, dataDirectory, clock, random, secrets, askPassword } = options;
  const defaults: EngineParts = {
    connector: createConnector(),
    openJournal,
    runHook: runProgram,
    importWork: inThisThread,
    dumpPrograms: yardDumpPrograms,
  };
  const { connector, openJournal: openStore, runHook, importWork, dumpPrograms } = { ...defaults, ...parts };
  const file = new ConfigurationFile(configPath);
  const journalPath = join(dataDirectory, 'journal.sqlite');
  const journal = new LazyJournal(() => openStore({ path: journalPath, clock, random, programs: machinePrograms }));
  const clusters = new Clusters({ file, secrets, connector, askPassword });
  const pace = paceOf(clock);
  const reader = new ClusterReader({
    ...usualBounds,
    connector,
    passwordOf: (cluster) => clusters.password(cluster),
    now: clock,
    random,
    sleep,
    chronicle: new JournalChronicle({
      journal,
      journalExists: () => existsSync(journalPath),
      warn: (message) => options.log('warn', message),
    }),
  });
  const configuredReplicationPassword = (cluster: ClusterConfiguration): Promise<string | null> =>
    clusters.replicationPassword(cluster);
  const rehearsal: RehearsalParts = {
    journal,
    now: clock,
    look: (cluster, groups, signal) => reader.look(cluster, signal, groups),
    cluster: (name) => clusters.named(name),
    configuredReplicationPassword,
    whyNotRunnable: (program) => whyNotRunnable(program, process.env['PATH']),
  };
  const logs = sourceLogs({
    connector: createConnector(),
    target: (cluster, server) => clusters.target(cluster, server),
  });
  const switchovers = new Switchovers(rehearsal);
  const failovers = new Failovers({
    ...rehearsal,
    silences: new Silences(() => pace.monotonic()),
    pause: sleep,
    probe: (cluster) => ({
      monotonic: () => pace.monotonic(),
      open: (server, signal) =>
        connector.open(clusters.target(cluster, server), { connectWithinMs: probeWithinMs, signal }),
    }),
    knownServers: (cluster) => knownServers(journal, cluster.name),
    remembered: (cluster, server) => remembered(journal, reader, cluster, server, clock()),
  });
  const rejoins = new Rejoins({ ...rehearsal, knownServers: (cluster) => knownServers(journal, cluster.name) }, logs);
  const importFolder = join(dataDirectory, 'imports');
  const imports = new Imports({
    cluster: (name) => clusters.named(name),
    target: (cluster, server) => clusters.target(cluster, server),
    work: importWork,
    open: (cluster, server, signal) =>
      createConnector().openForBytes(clusters.target(cluster, server), { connectWithinMs, signal }),
    now: clock,
    monotonic: () => pace.monotonic(),
    folder: importFolder,
    programs: machinePrograms,
    journal,
    withAcceptances,
    record: (name, server, note, signal) => recordOne({ reader, clusters, journal }, name, server, note, signal),
  });
  const changeMasters = new ChangeMasters(rehearsal, logs);
  const attaches = new Attaches(
    {
      ...rehearsal,
      dumpedStart: async (file, signal) => readDumpedStart((await lookAtDump(file)).path, signal),
      fileOfImport: (id) => fileOfImport(join(dataDirectory, 'imports'), id),
    },
    logs,
  );
  const putBacks = new PutBacks(rehearsal, logs, (record, channel) => lostPlace(journal, record, channel));
  const planDesk = new PlanDesk(
    {
      journal,
      pace,
      open: (cluster, server, port) =>
        connector.open(
          { ...clusters.target(cluster, server), ...(port === null ? {} : { port }) },
          { connectWithinMs, variables: operationVariables },
        ),
      configuredReplicationPassword,
      openForBytes: (cluster, server) =>
        createConnector().openForBytes(clusters.target(cluster, server), {
          connectWithinMs,
          variables: operationVariables,
        }),
      logsIn: (cluster, where) => logs.logsIn(cluster, where),
      tailOf: (cluster, question, signal) => logs.tailOf(cluster, question, signal),
      rescueFolder: rescueFolder(dataDirectory),
      runHook,
      saveRescueSheet: (operation, text) => saveRescueSheet(dataDirectory, operation, text),
      rescueSheetOf: (operation) => rescueSheetOf(dataDirectory, operation),
      cluster: (name) => clusters.named(name),
    },
    () => `p-${randomUUID().slice(0, 8)}`,
  );
  const unfinished = new UnfinishedOperations({
    journal,
    now: clock,
    cluster: (name) => clusters.named(name),
    look: (cluster, groups, signal) => reader.look(cluster, signal, groups),
    rescueSheetOf: (operation) => rescueSheetOf(dataDirectory, operation),
  });
  const duties = new Duties(journal, clock);
  const openDuties = (name: string | null) => (existsSync(journalPath) ? duties.open(name) : []);
  const seen = new Map<string, ClusterTopology>();
  const keepers = new ClusterKeepers(
    new DutyKeeper({
      seen: (cluster) => seen.get(cluster) ?? null,
      duties: {
        open: openDuties,
        note: (...about) => duties.note(...about),
      },
      open: (cluster, server, signal) =>
        connector.open(clusters.target(cluster, server), {
          connectWithinMs: dutyConnectWithinMs,
          variables: { sql_mode: '', lock_wait_timeout: 3 },
          signal,
        }),
      extra: async (cluster, server, signal) => {
        const promotion = lastPromotion(journal, cluster.name, server);
        const within = AbortSignal.any([signal, AbortSignal.timeout(dutyReadWithinMs)]);
        return extraText(server, (await extraTransactions(logs, cluster, server, promotion, within)).extra);
      },
      now: clock,
      sleep,
      warn: (message) => options.log('warn', message),
    }),
    seen,
  );
  const dumps = new Dumps({
    journal,
    pauses: new PauseNotes(journal, machinePrograms),
    connector,
    now: clock,
    cluster: (name) => clusters.named(name),
    look: (cluster, signal) => reader.look(cluster, signal, ['privileges']),
    target: (cluster, server) => clusters.target(cluster, server),
    otherPrograms: dumpPrograms,
  });
  const practice = new Practice(new Yard({ directory: join(dataDirectory, 'yard'), connector }), file);
  return new SignalboxEngine({
    options,
    file,
    journal,
    clusters,
    switchovers,
    failovers,
    rejoins,
    attaches,
    imports,
    unfinishedImports: new UnfinishedImports(importFolder, machinePrograms),
    changeMasters,
    putBacks,
    planDesk,
    unfinished,
    duties,
    dumps,
    keepers,
    openDuties: () => openDuties(null),
    practice,
    reader,
  });
}

const connectWithinMs = 5000; // ms
const dutyConnectWithinMs = 1500; // ms
const dutyReadWithinMs = 20_000; // ms
const probeWithinMs = 3000; // ms

/** An operation's sessions: quoting as the dialects do it, waits bounded, and not closed by the server while it runs. */
const operationVariables = { sql_mode: '', lock_wait_timeout: 5, wait_timeout: 600 };

const never = new AbortController().signal;

function paceOf(clock: () => number): Pace {
  return {
    now: clock,
    monotonic: () => performance.now(),
    pause: (ms, signal) => sleep(ms, signal ?? never),
  };
}
