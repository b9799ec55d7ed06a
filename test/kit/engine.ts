import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEngine, type EngineParts } from '../../electron/engine/create-engine.ts';
import type { Engine, RunRequest } from '../../electron/engine/engine.ts';
import type { ServerId } from '../../shared/domain/server.ts';
import type { AnyPreview } from '../../shared/plans/any-preview.ts';
import type { AttachPreview, AttachRequest, WantedStart } from '../../shared/plans/attach-view.ts';
import type { ChangeMasterPreview, ChangeMasterRequest } from '../../shared/plans/change-master-view.ts';
import type { OperationResult } from '../../shared/plans/outcome.ts';
import type { FailoverPreview, FailoverRequest } from '../../shared/plans/failover-view.ts';
import type { PutBackPreview, PutBackRequest, Restore } from '../../shared/plans/put-back-view.ts';
import type { OperationEvent } from '../../shared/plans/operation-event.ts';
import type { SwitchoverPreview, SwitchoverRequest } from '../../shared/plans/switchover-view.ts';
import { testAccounts, type Topology } from './topology.ts';

/** The real engine on a topology of the kit, with a configuration and a data directory of its own. */
export class TestEngine {
  readonly engine: Engine;
  readonly directory: string;

  constructor(engine: Engine, directory: string) {
    this.engine = engine;
    this.directory = directory;
  }

  /** A rehearsal of a switchover of the kit's cluster. */
  preview(to: ServerId, more: Partial<SwitchoverRequest> = {}): Promise<SwitchoverPreview> {
    const request = { cluster: testCluster, to, leaveBehind: [], accept: [], ...more };
    return this.engine.previewSwitchover(request, AbortSignal.timeout(60_000));
  }

  /** Rehearses and runs; a plan that can't be built is a refused result. */
  async switchover(
    to: ServerId,
    more: Partial<SwitchoverRequest> & {
      readonly onEvent?: (event: OperationEvent) => void;
      readonly signal?: AbortSignal;
    } = {},
  ): Promise<OperationResult> {
    const { onEvent = () => undefined, signal = new AbortController().signal, ...request } = more;
    const { planId, guards, steps } = await this.preview(to, request);
    if (planId !== null) return this.run(planId, { accept: request.accept ?? [], signal, onEvent });
    return refusedResult(guards, steps);
  }

  /** A rehearsal of a failover of the kit's cluster. */
  previewFailover(more: Partial<FailoverRequest> = {}): Promise<FailoverPreview> {
    const request = {
      cluster: testCluster,
      to: null,
      leaveBehind: [],
      dutyHours: 0,
      binlogs: null,
      fence: false,
      accept: [],
      ...more,
    };
    return this.engine.previewFailover(request, AbortSignal.timeout(60_000));
  }

  /** Rehearses and runs, with every warning and loss accepted and the name typed; one that can't be built is refused. */
  async failover(more: Partial<FailoverRequest> & Partial<RunRequest> = {}): Promise<OperationResult> {
    const { onEvent = () => undefined, signal = new AbortController().signal, ...request } = more;
    const { planId, guards, steps } = await this.previewFailover(request);
    const accept = guards
      .filter(({ verdict }) => verdict === 'warn' || verdict === 'loss')
      .map(({ code, server }) => ({ code, server, reason: 'test' }));
    return planId === null ? refusedResult(guards, steps) : this.run(planId, { accept, signal, onEvent });
  }

  /** Rehearses and runs that a server follows the new source again; one that can't be built is refused. */
  async rejoin(server: ServerId): Promise<OperationResult> {
    const request = { cluster: testCluster, server, accept: [] };
    return this.carryOut(await this.engine.previewRejoin(request, AbortSignal.timeout(60_000)));
  }

  /** A rehearsal of pointing a replica elsewhere. */
  previewChangeMaster(
    replica: ServerId,
    to: string,
    more: Partial<ChangeMasterRequest> = {},
  ): Promise<ChangeMasterPreview> {
    const usual = { channel: null, tls: null, continuation: { kind: 'auto' }, accept: [] } as const;
    return this.engine.previewChangeMaster(
      { cluster: testCluster, replica, to, ...usual, ...more },
      AbortSignal.timeout(60_000),
    );
  }

  /** A rehearsal of making a server a replica. */
  previewAttach(
    server: ServerId,
    to: ServerId,
    start: WantedStart,
    more: Partial<AttachRequest> = {},
  ): Promise<AttachPreview> {
    return this.engine.previewAttach(
      { cluster: testCluster, server, to, start, dropOwnLog: false, withFilters: false, accept: [], ...more },
      AbortSignal.timeout(60_000),
    );
  }

  /** Takes a record of one server by hand; its id. */
  async record(server: ServerId): Promise<string> {
    const { records } = await this.engine.record(testCluster, [server], null, AbortSignal.timeout(20_000));
    return records[0]?.id ?? '';
  }

  /** A rehearsal of putting a replica back to a record. */
  previewPutBack(
    record: string,
    restore: Partial<Restore> = {},
    more: Partial<PutBackRequest> = {},
  ): Promise<PutBackPreview> {
    const nothing = { source: false, filters: false, delay: false, tls: false, threads: false, readOnly: false };
    return this.engine.previewPutBack(
      { cluster: testCluster, record, channel: null, restore: { ...nothing, ...restore }, accept: [], ...more },
      AbortSignal.timeout(60_000),
    );
  }

  /** Runs a rehearsed plan of any kind, warnings accepted; one that can't be built is a refused result. */
  async carryOut(preview: AnyPreview): Promise<OperationResult> {
    const { planId, guards, steps } = preview;
    const warnings = guards.filter(({ verdict }) => verdict === 'warn');
    const accept = warnings.map(({ code, server }) => ({ code, server, reason: 'test' }));
    if (planId !== null) return this.run(planId, { accept });
    return refusedResult(guards, steps);
  }

  /** Runs a plan that was rehearsed before, with the cluster's name typed. */
  run(planId: string, more: Partial<RunRequest> = {}): Promise<OperationResult> {
    const usual = { accept: [], confirm: testCluster, signal: new AbortController().signal, onEvent: () => undefined };
    return this.engine.runPlan({ planId, ...usual, ...more });
  }

  async stop(): Promise<void> {
    await this.engine.close();
    await rm(this.directory, { recursive: true, force: true });
  }
}

export const testCluster = 'test';

function refusedResult(guards: OperationResult['guards'], steps: OperationResult['steps']): OperationResult {
  return {
    outcome: 'refused',
    operation: null,
    leftBehind: [],
    guards,
    steps,
    writeBlockedMs: null,
    error: null,
    waysOut: [],
    records: { before: [], after: [] },
  };
}

export interface EngineRequest {
  /** More lines of the cluster's configuration, YAML, without indentation. */
  readonly configuration?: string;
  /** Seeds, when not the topology's source. */
  readonly seeds?: readonly ServerId[];
  readonly account?: { readonly user: string; readonly password: string };
  /** false leaves the replication account out of the configuration. */
  readonly replication?: false;
  /** Epoch ms. */
  readonly clock?: () => number;
  /** In the place of the engine's own. */
  readonly parts?: Partial<EngineParts>;
}

/** A configuration as a user has it, in that folder: a file with the cluster, passwords in files. Gives its path. */
export async function configure(
  directory: string,
  topology: Topology,
  request: Omit<EngineRequest, 'clock'> = {},
): Promise<string> {
  const { operate, replication } = testAccounts;
  const account = request.account ?? operate;
  await writeFile(join(directory, 'operate'), account.password, { mode: 0o600 });
  await writeFile(join(directory, 'replication'), replication.password, { mode: 0o600 });
  const lines = [
    'environment: development',
    `seeds: [${(request.seeds ?? [topology.source.address]).map((seed) => `'${seed}'`).join(', ')}]`,
    `user: ${account.user}`,
    'password: file:operate',
    ...(request.replication === false
      ? []
      : [`replication: { user: ${replication.user}, password: 'file:replication' }`]),
    ...(request.configuration ?? '').split('\n').filter((line) => line !== ''),
  ];
  const path = join(directory, 'signalbox.yaml');
  await writeFile(path, `clusters:\n  ${testCluster}:\n${lines.map((line) => `    ${line}`).join('\n')}\n`);
  return path;
}

/** The engine as a user sets it up. */
export async function startEngine(topology: Topology, request: EngineRequest = {}): Promise<TestEngine> {
  const directory = await mkdtemp(join(tmpdir(), 'signalbox-engine-'));
  const configPath = await configure(directory, topology, request);
  const engine = createEngine(
    {
      configPath,
      dataDirectory: join(directory, 'data'),
      secrets: { get: () => Promise.resolve(null), set: () => Promise.resolve(), remove: () => Promise.resolve() },
      clock: request.clock ?? Date.now,
      random: Math.random,
      log: () => undefined,
      askPassword: null,
    },
    request.parts,
  );
  return new TestEngine(engine, directory);
}
