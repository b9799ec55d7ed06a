import type { Command } from 'commander';
import type { PauseNote } from '../../../shared/domain/dump.ts';
import { SignalboxError, reportOf } from '../../../shared/domain/errors.ts';
import type { ErrorReport } from '../../../shared/domain/errors.ts';
import type { ClusterTopology } from '../../../shared/domain/topology.ts';
import { inWords } from '../../../shared/domain/words.ts';
import type { UnfinishedOperation } from '../../../shared/plans/unfinished-operation.ts';
import type { Engine } from '../../engine/engine.ts';
import type { Answer } from '../answer.ts';
import { clusterDocument, failedClusterDocument } from '../documents/status-document.ts';
import { errorDocument } from '../documents/plan-document.ts';
import { exitCodes, exitOfError } from '../exit-codes.ts';
import { renderError } from '../failure.ts';
import type { Invocation } from '../invocation.ts';
import { chosenClusters } from '../known-cluster.ts';
import { plainText } from '../render/printable.ts';
import type { Look } from '../render/look.ts';
import { renderTopology } from '../render/topology.ts';
import type { Act } from './act.ts';
import { tellLeftSettings } from './import-settings.ts';
import { watchStatus } from './status-watch.ts';

interface Options {
  readonly watch?: true;
}

/** One cluster as it was seen, or why it could not be looked at. */
export type Seen =
  | { readonly name: string; readonly topology: ClusterTopology }
  | { readonly name: string; readonly topology: null; readonly error: ErrorReport };

export function status(parent: Command, act: Act): void {
  parent
    .command('status')
    .description('every server with its role, positions, channels and lag, and what was found')
    .argument('[cluster]', 'all of them when not given')
    .option('--watch', 'go on looking until Ctrl-C; with --json one document a line')
    .action(
      act((invocation, cluster: string | undefined, options: Options) =>
        invocation.withEngine((engine) =>
          options.watch === true ? watchStatus(engine, invocation, cluster) : showStatus(engine, invocation, cluster),
        ),
      ),
    );
}

async function showStatus(engine: Engine, invocation: Invocation, name: string | undefined): Promise<Answer> {
  const clusters = await chosenClusters(engine, invocation, name);
  tellCutOff(engine, name ?? null, invocation);
  const seen = await Promise.all(clusters.map((cluster) => look(engine, cluster.name, invocation.signal)));
  tellPaused(engine, seen, invocation);
  await tellLeftSettings(engine, invocation);
  return statusAnswer(seen, invocation);
}

/** An operation that was cut off may be why servers are as they are. A journal that can't be read is told elsewhere. */
function tellCutOff(engine: Engine, cluster: string | null, invocation: Invocation): void {
  for (const { id, title } of cutOff(engine, cluster)) {
    const words = inWords(plainText(title), invocation.words);
    invocation.say(`Operation ${id} (${words}) was cut off and is not finished: signalbox operations show ${id}`);
  }
}

function cutOff(engine: Engine, cluster: string | null): readonly UnfinishedOperation[] {
  try {
    return engine.unfinishedOperations(cluster).filter((operation) => !operation.living);
  } catch {
    return [];
  }
}

/** A dump whose program was killed may have left a SQL thread stopped. */
function tellPaused(engine: Engine, seen: readonly Seen[], invocation: Invocation): void {
  for (const { name, topology } of seen) {
    for (const { server, out, statements } of pausedIn(engine, name)) {
      const channels = topology?.servers.find(({ id }) => id === server)?.channels ?? [];
      if (!channels.some(({ sql }) => sql === 'no')) continue;
      const start = statements.join('; ');
      invocation.say(
        plainText(`A dump of ${server} (${out}) was cut off while its SQL thread was stopped. Start it: ${start}`),
      );
    }
  }
}

function pausedIn(engine: Engine, cluster: string): readonly PauseNote[] {
  try {
    return engine.cutOffDumps(cluster);
  } catch {
    return [];
  }
}

async function look(engine: Engine, name: string, signal: AbortSignal): Promise<Seen> {
  try {
    return { name, topology: await engine.topology(name, signal) };
  } catch (thrown) {
    return { name, topology: null, error: reportOf(thrown) };
  }
}

/** Done when some server answered; else what kept the first cluster from being seen. */
export function statusAnswer(seen: readonly Seen[], invocation: Invocation): Answer {
  const { words } = invocation;
  const error = hasAnswer(seen) ? null : reasonOf(seen);
  const clusters = seen.map((one) =>
    one.topology === null ? failedClusterDocument(one.name, one.error) : clusterDocument(one.topology, words),
  );
  return {
    exit: error === null ? exitCodes.done : exitOfError(error.code),
    document: { clusters, ...(error === null ? {} : { error: errorDocument(error, words) }) },
    text: (look) => [...seen.map((one) => renderSeen(one, look)), ...errorText(seen, error, look)].join('\n\n'),
  };
}

function hasAnswer(seen: readonly Seen[]): boolean {
  return seen.some((one) => one.topology?.servers.some((server) => server.role !== 'unreachable') === true);
}

function reasonOf(seen: readonly Seen[]): ErrorReport {
  const failed = seen.find((one) => one.topology === null);
  if (failed?.topology === null) return failed.error;
  const servers = seen.flatMap((one) => one.topology?.servers ?? []);
  const reasons = servers.map((server) => `${server.address}: ${server.reason?.message ?? 'no answer'}`);
  const details = { servers: servers.map((server) => ({ id: server.id, code: server.reason?.code ?? null })) };
  return reportOf(new SignalboxError('no-server-answered', `No server answered. ${reasons.join(' ')}`, { details }));
}

function renderSeen(one: Seen, look: Look): string {
  if (one.topology !== null) return renderTopology(one.topology, look);
  return `${look.paint('bold', one.name)}\n${renderError(one.error, look)}`;
}

/** A failed cluster has told its error already. */
function errorText(seen: readonly Seen[], error: ErrorReport | null, look: Look): readonly string[] {
  return error === null || seen.some((one) => one.topology === null) ? [] : [renderError(error, look)];
}
