import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { isPaired } from '../../../shared/domain/cluster-shape.ts';
import type { Connector } from '../connections/session.ts';
import { ensureServerBinaries } from './binaries/ensure-server-binaries.ts';
import type { ServerBinaries } from './binaries/server-binaries.ts';
import { allSettled } from './all-settled.ts';
import { isRunning } from './process-identity.ts';
import type { ProcessIdentity } from './process-identity.ts';
import type { Accounts } from './servers/accounts.ts';
import { ensureTemplate } from './servers/data-directory.ts';
import { freePorts } from './servers/free-port.ts';
import { pairSettings } from './servers/server-settings.ts';
import { prepareServer } from './servers/prepare-server.ts';
import { waitUntilAnswers } from './servers/server-answers.ts';
import { forgetFirstStatements, startDetached } from './servers/server-start.ts';
import type { ServerSpec } from './servers/server-spec.ts';
import { yardLoad, yardTables } from './yard-load.ts';
import { createPasswords } from './yard-passwords.ts';
import { writeYardRecord } from './yard-record.ts';
import type { YardRecord, YardServer, YardShape } from './yard-record.ts';
import { openForWrites, startReplication, waitForReplication } from './yard-replication.ts';
import { YardSessions } from './yard-sessions.ts';

export interface YardWork {
  readonly directory: string;
  readonly connector: Connector;
  /** Where server binaries and data directories are cached; the default one when undefined. */
  readonly cache: string | undefined;
  readonly onProgress: (line: string) => void;
  readonly signal: AbortSignal | undefined;
}

const startMs = 60_000; // ms a server may take to answer
const replicateMs = 60_000; // ms replication may take to run everywhere
/** Servers started at once: more only make each other wait. */
const startsAtOnce = 3;
/** The kernel's limit for a unix socket's name is 108 bytes, with room for the server's own suffix. */
const longestSocket = 95;

/**
 * Builds a yard from nothing: a source and its replicas, in the shape that is asked for. Every step is noted in the record before it is taken, so
 * that `down` finds what a killed `up` has started.
 */
export async function buildYard(shape: YardShape, work: YardWork): Promise<YardRecord> {
  const { directory, cache, onProgress, signal } = work;
  const options = { onProgress, signal, ...(cache === undefined ? {} : { cache }) };
  const binaries = await ensureServerBinaries(shape.family, options);
  const template = await ensureTemplate(binaries, options);
  const specs = await planServers(directory, 1 + shape.replicas);
  const accounts = await createPasswords(directory);
  const servers = specs.map((spec): YardServer => ({ spec, process: null }));
  const building: YardRecord = { schema: 1, phase: 'building', shape, servers };
  await writeYardRecord(directory, building);
  onProgress(`Starting ${String(specs.length)} servers, ${binaries.family} ${binaries.version.text}`);
  for (const [place, spec] of specs.entries()) {
    const overrides = pairSettings(shape.shape, place);
    await prepareServer(spec, { binaries, template, positions: shape.positions, accounts, overrides });
  }
  const started = await startServers(binaries, building, work);
  onProgress('Starting replication');
  await replicate(shape, specs, accounts, new YardSessions(work.connector, directory, signal));
  const ready: YardRecord = { ...started, phase: 'ready' };
  await writeYardRecord(directory, ready);
  return ready;
}

async function replicate(
  shape: YardShape,
  specs: readonly ServerSpec[],
  accounts: Accounts,
  sessions: YardSessions,
): Promise<void> {
  const [source, ...rest] = specs;
  if (source === undefined) return;
  await openForWrites(sessions, source);
  await startReplication(sessions, shape, accounts, specs);
  await sessions.run(source, 'application', shape.load ? [...yardTables, ...yardLoad] : yardTables);
  await waitForReplication(
    sessions,
    shape.family,
    { source, replicas: isPaired(shape.shape, 0) ? specs : rest },
    replicateMs,
  );
}

/**
 * Starts those servers of a yard that do not run and waits until they answer; notes each process at once.
 * @throws SignalboxError `yard-failed`, `cancelled`.
 */
export async function startServers(
  binaries: ServerBinaries,
  record: YardRecord,
  { directory, signal }: YardWork,
): Promise<YardRecord> {
  let current = record;
  const note = async (spec: ServerSpec, process: ProcessIdentity) => {
    const servers = current.servers.map((server) => (server.spec.name === spec.name ? { spec, process } : server));
    current = { ...current, servers };
    await writeYardRecord(directory, current);
  };
  const dead = record.servers.filter((server) => server.process === null || !isRunning(server.process));
  for (let next = 0; next < dead.length; next += startsAtOnce) {
    await allSettled(
      dead.slice(next, next + startsAtOnce).map(async ({ spec }) => {
        const process = await startDetached(binaries.server, spec);
        await note(spec, process);
        await waitUntilAnswers(spec, { withinMs: startMs, signal, stillRunning: () => isRunning(process) });
        await forgetFirstStatements(spec);
      }),
    );
  }
  return current;
}

async function planServers(directory: string, count: number): Promise<ServerSpec[]> {
  const servers = serversFolder(directory);
  await mkdir(servers, { recursive: true, mode: 0o700 });
  const longest = join(servers, 's99', 'server.sock');
  const sockets = longest.length <= longestSocket ? null : await mkdtemp(join(tmpdir(), 'sbx-yard-'));
  const ports = await freePorts(count);
  return ports.map((port, index) => {
    const name = `s${String(index + 1)}`;
    const socket = sockets === null ? join(servers, name, 'server.sock') : join(sockets, `${name}.sock`);
    return { name, serverId: index + 1, port, directory: join(servers, name), socket };
  });
}

/** Where a yard keeps its servers. */
export function serversFolder(directory: string): string {
  return join(directory, 'servers');
}

/** The folder made for sockets whose names would have been too long inside the yard; null when there is none. */
export function socketsFolder(record: YardRecord): string | null {
  const [first] = record.servers;
  if (first === undefined) return null;
  const folder = dirname(first.spec.socket);
  return folder === first.spec.directory ? null : folder;
}
