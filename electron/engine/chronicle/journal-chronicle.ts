import { eventsBetween, type ServerEvent } from '../../../shared/analysis/history/events.ts';
import { historyOf, type ServerHistory } from '../../../shared/analysis/history/resets.ts';
import { sampleOf } from '../../../shared/analysis/history/sample-of.ts';
import type { ClusterConfiguration } from '../../../shared/domain/configuration.ts';
import { reportOf } from '../../../shared/domain/errors.ts';
import type { FactsByServer, ServerFacts } from '../../../shared/domain/facts.ts';
import type { ServerSample } from '../../../shared/domain/sample.ts';
import type { ServerId } from '../../../shared/domain/server.ts';
import type { Chronicle } from '../discovery/chronicle.ts';
import type { Journal } from '../journal/journal.ts';
import { recordContent } from '../operations/record-content.ts';
import { ClusterMemories } from './cluster-memories.ts';
import { ownWork } from './own-work.ts';
import { sameErrorMs, saysTheSame } from './same-event.ts';
import type { ServerMemory } from './server-memory.ts';

export interface ChronicleParts {
  readonly journal: Journal;
  /** Is there a journal to read? A look makes none. */
  readonly journalExists: () => boolean;
  readonly warn: (message: string) => void;
}

type Histories = ReadonlyMap<ServerId, ServerHistory>;

/** Keeps in the journal what polls see, and remembers from it. A journal that fails is said once and disturbs nothing. */
export class JournalChronicle implements Chronicle {
  readonly #parts: ChronicleParts;
  readonly #memories: ClusterMemories;
  #isFailing = false;

  constructor(parts: ChronicleParts) {
    this.#parts = parts;
    this.#memories = new ClusterMemories(parts.journal);
  }

  polled(cluster: ClusterConfiguration, facts: FactsByServer): Histories {
    this.#guarded(() => this.#memories.refresh(cluster.name));
    for (const server of facts.values()) this.#keep(cluster, server);
    return this.#histories(cluster.name, facts);
  }

  looked(cluster: ClusterConfiguration, facts: FactsByServer): Histories {
    if (!this.#parts.journalExists()) return new Map();
    this.#guarded(() => this.#memories.refresh(cluster.name));
    return this.#histories(cluster.name, facts);
  }

  #keep(cluster: ClusterConfiguration, facts: ServerFacts): void {
    const now = sampleOf(facts);
    if (now === undefined) return;
    const memory = this.#memories.of(cluster.name, now.server);
    const before = memory.last ?? this.#lastKept(cluster.name, memory, now);
    if (before !== null && now.at <= before.at) return;
    if (before !== null) this.#keepEvents(cluster.name, facts, { memory, before, now });
    memory.last = now;
    this.#keepSample(cluster, memory, now);
  }

  #keepEvents(
    cluster: string,
    facts: ServerFacts,
    seen: { readonly memory: ServerMemory; readonly before: ServerSample; readonly now: ServerSample },
  ): void {
    const { memory, before, now } = seen;
    const events = this.#notOwn(cluster, before, eventsBetween(before, now));
    const [first] = events;
    if (first === undefined) return;
    const note = events.map(({ text }) => text).join(' ');
    const content = recordContent(facts, { cluster, reason: first.reason, note, operation: null });
    if (content === null) return;
    const record = { ...content, before };
    const kept = this.#guarded(() =>
      this.#parts.journal.keepRecord(record, now.at - sameErrorMs, (earlier) => saysTheSame(earlier, record)),
    );
    if (kept !== undefined) memory.add(kept, null);
    else memory.addUnwritten({ record: null, reason: first.reason, placed: null, sample: now, before });
  }

  /** What an operation of Signalbox does is in its own records. */
  #notOwn(cluster: string, before: ServerSample, events: readonly ServerEvent[]): readonly ServerEvent[] {
    if (events.length === 0) return events;
    const isOwn = this.#guarded(() => ownWork(this.#parts.journal, cluster, before.at));
    return isOwn === undefined ? events : events.filter((event) => !isOwn(event));
  }

  #keepSample(cluster: ClusterConfiguration, memory: ServerMemory, now: ServerSample): void {
    const everyMs = cluster.sampleIntervalMs;
    if (everyMs === 0 || now.at - memory.sampledAt < everyMs) return;
    memory.sampledAt = now.at;
    this.#guarded(() => this.#parts.journal.addSamples(cluster.name, [now], everyMs));
  }

  #histories(cluster: string, facts: FactsByServer): Histories {
    return new Map(
      [...facts.values()].flatMap((server) => {
        const now = sampleOf(server);
        if (now === undefined) return [];
        const memory = this.#memories.of(cluster, now.server);
        const last = memory.last ?? this.#lastKept(cluster, memory, now);
        return [[server.server, historyOf(memory.sightings, last, now)] as const];
      }),
    );
  }

  /** What was last kept of a server before this program saw it: a sample, or a later record. */
  #lastKept(cluster: string, memory: ServerMemory, now: ServerSample): ServerSample | null {
    const ask = (): ServerSample | null => this.#parts.journal.lastSampleBefore(cluster, now.server, now.at);
    const sample = (this.#parts.journalExists() ? this.#guarded(ask) : null) ?? null;
    const record = memory.sightings.at(-1)?.sample ?? null;
    if (sample === null || record === null) return sample ?? record;
    return record.at > sample.at ? record : sample;
  }

  /** Undefined when the journal can't be used. */
  #guarded<T>(use: () => T): T | undefined {
    try {
      const result = use();
      this.#isFailing = false;
      return result;
    } catch (error) {
      if (!this.#isFailing) this.#parts.warn(`What is seen is not kept: ${reportOf(error).message}`);
      this.#isFailing = true;
      return undefined;
    }
  }
}
