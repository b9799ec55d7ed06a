import type { Engine } from '../../../electron/engine/engine.ts';
import type { RecordEntry, RecordReason } from '../../../shared/domain/record.ts';
import type { Finding } from '../../../shared/domain/finding.ts';
import type { ServerId } from '../../../shared/domain/server.ts';
import type { ClusterTopology } from '../../../shared/domain/topology.ts';
import { testCluster } from '../../kit/engine.ts';
import { waitFor } from '../../kit/wait-for.ts';

/** A watch of the kit's cluster that keeps the looks it was told. */
export class Watching {
  readonly looks: ClusterTopology[] = [];
  readonly #engine: Engine;
  readonly #end = new AbortController();
  readonly #ended: Promise<void>;

  constructor(engine: Engine) {
    this.#engine = engine;
    this.#ended = engine.watch(testCluster, (look) => void this.looks.push(look), this.#end.signal);
  }

  /** Waits for two polls that begin from now on. */
  async twoPolls(): Promise<ClusterTopology> {
    const from = this.looks.length;
    const look = () => Promise.resolve(this.looks.slice(from + 1));
    const [, second] = await waitFor('two polls', look, (looks) => looks.length >= 2);
    if (second === undefined) throw new Error('no poll');
    return second;
  }

  async until(what: string, holds: (look: ClusterTopology) => boolean): Promise<ClusterTopology> {
    const found = await waitFor(
      what,
      () => Promise.resolve(this.looks.at(-1)),
      (look) => look !== undefined && holds(look),
    );
    if (found === undefined) throw new Error(what);
    return found;
  }

  /** The records that were made for that reason, oldest first. */
  records(server: ServerId, reason: RecordReason): readonly RecordEntry[] {
    return this.#engine
      .journalItems({ cluster: testCluster, limit: 1000, before: null })
      .flatMap((item) => (item.kind === 'record' ? [this.#engine.journalRecord(item.record.id)] : []))
      .filter((record) => record.server === server && record.reason === reason)
      .reverse();
  }

  async end(): Promise<void> {
    this.#end.abort();
    await this.#ended;
  }
}

export function resetOn(look: ClusterTopology, server: ServerId): Finding | undefined {
  return look.findings.find((finding) => finding.code === 'position-reset' && finding.server === server);
}
