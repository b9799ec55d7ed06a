import { SignalboxError } from '../../../shared/domain/errors.ts';
import type { Engine } from '../../../electron/engine/engine.ts';
import { dutiesOf, handsOff, incidentsOf, remark } from './aftermath.ts';
import { addCluster, knownCluster, updateCluster } from './clusters.ts';
import { previewFailover } from './failover.ts';
import { candidatesOf, previewOf } from './plan.ts';
import { attachPreviewOf } from './attach.ts';
import { rejoinPreviewOf } from './rejoin.ts';
import { changeMasterPreviewOf, putBackPreviewOf } from './repoint.ts';
import { runPlan } from './run.ts';
import { dumpsOf } from './dump.ts';
import { lose, recordOf, topologyOf } from './scene.ts';
import { createWorld, journalItems, servers } from './world.ts';
import { cutOff, previewUndoOf, resume, stateOf, unfinishedOf } from './unfinished.ts';
import type { FakeOptions, World } from './world.ts';
import { yardDown, yardUp } from './yard.ts';

export type { FakeOptions } from './world.ts';

/**
 * An engine without servers: one source, two replicas, positions that move, lag that comes and goes, a slow switchover,
 * a journal in memory. For the hosts' tests and for work on the screens (test/kit/serve-fake.ts).
 */
export function createFakeEngine(options: FakeOptions): Engine {
  const world = createWorld(options);
  if (options.cutOff === true) cutOff(world);
  if (options.lost === true) lose(world);
  return {
    configPath: '/fake/signalbox.yaml',
    dataDirectory: '/fake',
    problems: () => Promise.resolve({ config: null, journal: null }),
    preferences: () => world.preferences,
    setPreferences: (preferences) => (world.preferences = preferences),
    ...clustersOf(world),
    ...journalOf(world),
    ...plansOf(world),
    ...dumpsOf(world),
    yardStatus: () => Promise.resolve(world.yard),
    yardUp: (yard, onProgress, signal) => yardUp(world, yard, onProgress, signal),
    yardDown: () => Promise.resolve(yardDown(world)),
    close: () => Promise.resolve(),
  };
}

/** What `act` returns or throws, as a promise. */
function later<T>(act: () => T): Promise<T> {
  return new Promise((resolve) => {
    resolve(act());
  });
}

type ClusterPart = Pick<
  Engine,
  | 'clusters'
  | 'addCluster'
  | 'updateCluster'
  | 'removeCluster'
  | 'tryCluster'
  | 'providePassword'
  | 'topology'
  | 'watch'
>;

function clustersOf(world: World): ClusterPart {
  return {
    clusters: () => Promise.resolve(world.clusters),
    addCluster: (draft) => later(() => addCluster(world, draft)),
    updateCluster: (name, draft) => later(() => updateCluster(world, name, draft)),
    removeCluster: (name) =>
      later(() => {
        const removed = knownCluster(world, name);
        world.clusters = world.clusters.filter((cluster) => cluster !== removed);
      }),
    tryCluster: async (draft, signal) => {
      await world.options.pause(300, signal);
      return { ok: true, message: `${draft.seeds[0] ?? ''} answers.`, version: '10.11.14-MariaDB-log' };
    },
    providePassword: (name) => later(() => void knownCluster(world, name)),
    topology: (cluster) => later(() => topologyOf(world, knownCluster(world, cluster).name)),
    watch: async (cluster, onTopology, signal) => {
      while (!signal.aborted) {
        onTopology(topologyOf(world, knownCluster(world, cluster).name));
        await world.options.pause(1000, signal);
      }
    },
  };
}

type JournalPart = Pick<
  Engine,
  | 'record'
  | 'samples'
  | 'acknowledge'
  | 'journalItems'
  | 'journalRecord'
  | 'journalOperation'
  | 'handOverOperation'
  | 'verifyJournal'
>;

function journalOf(world: World): JournalPart {
  const found = <T extends { readonly id: string }>(entries: readonly T[], id: string): T => {
    const entry = entries.find((known) => known.id === id);
    if (entry === undefined) throw new SignalboxError('journal-entry-unknown', `The journal has no entry “${id}”.`);
    return entry;
  };
  return {
    record: (cluster, wanted, note) =>
      later(() => {
        const records = (wanted ?? servers).map((server) => recordOf(world, cluster, server, 'requested', note, null));
        world.records = [...world.records, ...records];
        return { records, unreachable: [] };
      }),
    samples: () => [],
    acknowledge: (cluster, server, note) =>
      later(() => {
        const record = recordOf(world, cluster, server, 'acknowledged', note, null);
        world.records = [...world.records, record];
        return record;
      }),
    journalItems: ({ limit, before }) =>
      journalItems(world)
        .filter((item) => before === null || item.at < before)
        .slice(0, limit),
    journalRecord: (id) => found(world.records, id),
    journalOperation: (id) => found(world.operations, id),
    handOverOperation: (id, note) => {
      const closed = {
        endedAt: world.options.clock(),
        outcome: 'needs-operator' as const,
        result: { abandoned: true, note },
      };
      const operation = { ...found(world.operations, id), ...closed };
      world.operations = world.operations.map((known) => (known.id === id ? operation : known));
      return operation;
    },
    verifyJournal: () => ({ ok: true, entries: world.records.length, problem: null }),
  };
}

type PlanPart = Pick<
  Engine,
  | 'candidates'
  | 'previewSwitchover'
  | 'previewFailover'
  | 'previewRejoin'
  | 'extraTransactionsSql'
  | 'previewImport'
  | 'runImport'
  | 'unfinishedImports'
  | 'forgetImport'
  | 'dumpFile'
  | 'leftSettings'
  | 'restoreSettings'
  | 'duties'
  | 'keepDuties'
  | 'handsOff'
  | 'incidents'
  | 'remark'
  | 'previewAttach'
  | 'previewChangeMaster'
  | 'previewPutBack'
  | 'runPlan'
  | 'answer'
  | 'cancel'
  | 'unfinishedOperations'
  | 'operationState'
  | 'resumeOperation'
  | 'previewUndo'
>;

function plansOf(world: World): PlanPart {
  return {
    candidates: (cluster) =>
      later(() => {
        knownCluster(world, cluster);
        return candidatesOf(world);
      }),
    unfinishedOperations: (cluster) => unfinishedOf(world, cluster),
    operationState: (id) => later(() => stateOf(world, id)),
    previewUndo: (request) => later(() => previewUndoOf(world, request)),
    resumeOperation: (request) => resume(world, request),
    previewSwitchover: (request) => later(() => previewOf(world, request)),
    previewRejoin: (request) => later(() => rejoinPreviewOf(world, request)),
    previewImport: () => Promise.reject(noServersHere()),
    runImport: () => Promise.reject(noServersHere()),
    unfinishedImports: () => Promise.resolve([]),
    forgetImport: () => Promise.reject(noServersHere()),
    dumpFile: () => Promise.reject(noServersHere()),
    leftSettings: () => Promise.resolve([]),
    restoreSettings: () => Promise.reject(noServersHere()),
    extraTransactionsSql: () => {
      throw new SignalboxError('bad-usage', 'The servers of this example have no logs.');
    },
    duties: (_, withEnded = false) => dutiesOf(world).filter(({ state }) => withEnded || state !== 'ended'),
    keepDuties: () => undefined,
    handsOff: (operation, note) => handsOff(world, operation, note),
    incidents: () => incidentsOf(world),
    remark: (operation, text, acknowledged) => remark(world, operation, text, acknowledged),
    previewFailover: (request, signal) => previewFailover(world, request, signal),
    previewAttach: (request) => later(() => attachPreviewOf(world, request)),
    previewChangeMaster: (request) => later(() => changeMasterPreviewOf(world, request)),
    previewPutBack: (request) => later(() => putBackPreviewOf(world, request)),
    runPlan: (request) => runPlan(world, request),
    answer: (operation, step, choice) => {
      const answer = world.answers.get(`${operation} ${step}`);
      if (answer === undefined) throw new SignalboxError('operation-unknown', 'Nothing waits for this answer.');
      answer(choice);
    },
    cancel: (operation) => {
      const controller = world.cancelled.get(operation);
      if (controller === undefined) throw new SignalboxError('operation-unknown', 'There is no such operation.');
      controller.abort();
    },
  };
}

function noServersHere(): SignalboxError {
  return new SignalboxError('bad-usage', 'This example has no servers to import into.');
}
