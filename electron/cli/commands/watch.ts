import type { Command } from 'commander';
import { SignalboxError } from '../../../shared/domain/errors.ts';
import { watchReasons } from '../../../shared/domain/record.ts';
import type { RecordSummary } from '../../../shared/domain/journal.ts';
import type { ClusterTopology } from '../../../shared/domain/topology.ts';
import { inWords } from '../../../shared/domain/words.ts';
import type { Engine } from '../../engine/engine.ts';
import type { Answer } from '../answer.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import { chosenClusters } from '../known-cluster.ts';
import { plainText } from '../render/printable.ts';
import { isoTime, localTime } from '../render/time.ts';
import type { Act } from './act.ts';

interface Options {
  readonly all?: true;
}

/** What happened, as a line tells it. */
interface Happening {
  readonly at: number; // epoch ms
  readonly cluster: string;
  readonly kind: 'record' | 'found' | 'gone';
  /** A record's reason or a finding's code. */
  readonly code: string;
  readonly server: string | null;
  readonly record: string | null;
  readonly text: string;
}

export function watch(parent: Command, act: Act): void {
  parent
    .command('watch')
    .description(
      'keep records and samples of clusters without a window, a line an event, until Ctrl-C or a request to end',
    )
    .argument('[cluster]')
    .option('--all', 'every cluster of the configuration')
    .action(
      act((invocation, cluster: string | undefined, options: Options) => {
        if ((cluster === undefined) !== (options.all === true)) {
          throw new SignalboxError('bad-usage', 'Name a cluster, or --all.');
        }
        return invocation.withEngine((engine) => watchClusters(engine, invocation, cluster));
      }),
    );
}

async function watchClusters(engine: Engine, invocation: Invocation, name: string | undefined): Promise<Answer> {
  const clusters = await chosenClusters(engine, invocation, name);
  const { journal } = await engine.problems();
  if (journal !== null) throw new SignalboxError(journal.code, journal.message);
  const since = invocation.world.clock();
  invocation.say(`Watching ${clusters.map((cluster) => cluster.name).join(', ')}.`);
  const watching = clusters.map((cluster) => {
    const teller = new Teller(engine, since);
    const tell = (topology: ClusterTopology): void => {
      for (const happening of teller.heard(topology))
        invocation.world.stdout.write(`${lineOf(happening, invocation)}\n`);
    };
    return engine.watch(cluster.name, tell, invocation.signal);
  });
  try {
    await Promise.all(watching);
  } catch (thrown) {
    if (!invocation.signal.aborted) throw thrown;
  }
  return { exit: exitCodes.done, document: null, text: () => '' };
}

/** Tells each record and each finding of a cluster once. */
class Teller {
  readonly #engine: Engine;
  readonly #since: number;
  readonly #told = new Set<string>();
  #findings: ReadonlyMap<string, Happening> = new Map();

  constructor(engine: Engine, since: number) {
    this.#engine = engine;
    this.#since = since;
  }

  heard(topology: ClusterTopology): readonly Happening[] {
    const before = this.#findings;
    this.#findings = new Map(findingsOf(topology).map((found) => [`${found.code} ${found.server ?? ''}`, found]));
    const found = [...this.#findings].filter(([key]) => !before.has(key)).map(([, happening]) => happening);
    const gone = [...before]
      .filter(([key]) => !this.#findings.has(key))
      .map(([, happening]) => ({ ...happening, kind: 'gone' as const, at: topology.readAt }));
    return [...this.#records(topology.name), ...found, ...gone];
  }

  /** Those made by themselves, also by another program. */
  #records(cluster: string): readonly Happening[] {
    const records = this.#engine
      .journalItems({ cluster, limit: 50, before: null })
      .flatMap((item) => (item.kind === 'record' ? [item.record] : []))
      .filter(({ at, id, reason }) => at >= this.#since && !this.#told.has(id) && isWatchReason(reason))
      .reverse();
    for (const { id } of records) this.#told.add(id);
    return records.map(recordHappening);
  }
}

function isWatchReason(reason: RecordSummary['reason']): boolean {
  return watchReasons.some((known) => known === reason);
}

function recordHappening({ at, cluster, server, reason, note, id }: RecordSummary): Happening {
  return { at, cluster, kind: 'record', code: reason, server, record: id, text: note ?? '' };
}

function findingsOf({ name, findings, readAt }: ClusterTopology): readonly Happening[] {
  const common = { at: readAt, cluster: name, kind: 'found', record: null } as const;
  return findings.map(({ code, server, message }) => ({ ...common, code, server, text: message }));
}

function lineOf(happening: Happening, invocation: Invocation): string {
  const text = inWords(happening.text, invocation.words);
  if (invocation.json) return JSON.stringify({ schema: 1, ...happening, at: isoTime(happening.at), text });
  const { at, cluster, kind, code, server, record } = happening;
  const what = [cluster, server ?? '', kind, code, record ?? ''].filter((part) => part !== '').join(' ');
  return plainText(`${localTime(at)} ${what}: ${text}`);
}
