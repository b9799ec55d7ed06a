import { isPaired } from '../../../shared/domain/cluster-shape.ts';
import { SignalboxError } from '../../../shared/domain/errors.ts';
import { ensureServerBinaries } from './binaries/ensure-server-binaries.ts';
import { isRunning } from './process-identity.ts';
import { findServerProcess } from './servers/server-process.ts';
import { addressOf } from './servers/server-spec.ts';
import type { ServerSpec } from './servers/server-spec.ts';
import { startServers } from './yard-build.ts';
import type { YardWork } from './yard-build.ts';
import { writeYardRecord } from './yard-record.ts';
import type { YardRecord } from './yard-record.ts';
import { isOpen, openForWrites, readChannel, waitForReplication } from './yard-replication.ts';
import { YardSessions } from './yard-sessions.ts';

const replicateMs = 30_000; // ms

/**
 * Brings a finished yard back: servers that do not run are started, which leaves them read-only, and the one that
 * follows nobody is opened; of a pair the one that is open already, else the first. A yard whose servers all run is left exactly as it is, whatever was done to it: someone
 * may be practising on it.
 * @throws SignalboxError `yard-failed` when replication does not come back.
 */
export async function repairYard(record: YardRecord, work: YardWork): Promise<YardRecord> {
  const found = await withLiveProcesses(record);
  if (found.servers.every((server) => server.process !== null)) {
    await writeYardRecord(work.directory, found);
    return found;
  }
  const dead = found.servers.filter((server) => server.process === null).map((server) => addressOf(server.spec));
  work.onProgress(`Starting again what does not run: ${dead.join(', ')}`);
  const options = { onProgress: work.onProgress, signal: work.signal };
  const binaries = await ensureServerBinaries(
    record.shape.family,
    work.cache === undefined ? options : { ...options, cache: work.cache },
  );
  const started = await startServers(binaries, found, work);
  await reopen(started, work);
  return started;
}

/** The record with each server's process as it is now; null for one that does not run. */
export async function withLiveProcesses(record: YardRecord): Promise<YardRecord> {
  const servers = await Promise.all(
    record.servers.map(async ({ spec, process }) => {
      const live = process !== null && isRunning(process) ? process : await findServerProcess(spec, process);
      return { spec, process: live };
    }),
  );
  return { ...record, servers };
}

async function reopen(record: YardRecord, work: YardWork): Promise<void> {
  const sessions = new YardSessions(work.connector, work.directory, work.signal);
  const { family } = record.shape;
  const specs = record.servers.map((server) => server.spec);
  const alone: ServerSpec[] = [];
  for (const spec of specs) {
    if ((await readChannel(sessions, family, spec)) === null) alone.push(spec);
  }
  const pair = alone.length > 0 ? [] : specs.filter((_, place) => isPaired(record.shape.shape, place));
  const [source, second] = pair.length > 0 ? [await activeOf(sessions, pair)] : alone;
  if (source === undefined || second !== undefined) {
    const which = source === undefined ? 'every server follows another' : 'several servers follow nobody';
    throw new SignalboxError('yard-failed', `The yard’s servers run, but ${which}: run “yard down”, then “yard up”.`);
  }
  await openForWrites(sessions, source);
  const replicas = specs.filter((spec) => spec !== source || pair.length > 0);
  await waitForReplication(sessions, family, { source, replicas }, replicateMs);
}

/** Of a pair the one that takes writes; the first where none does. */
async function activeOf(sessions: YardSessions, pair: readonly ServerSpec[]): Promise<ServerSpec | undefined> {
  for (const spec of pair) if (await isOpen(sessions, spec)) return spec;
  return pair[0];
}
