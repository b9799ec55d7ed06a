import { SignalboxError } from '../../../shared/domain/errors.ts';
import type { RecordEntry } from '../../../shared/domain/record.ts';
import type { ServerId } from '../../../shared/domain/server.ts';
import type { Journal } from '../journal/journal.ts';
import { placedBy } from './placed-by.ts';
import { ServerMemory } from './server-memory.ts';

interface ClusterMemory {
  readonly servers: Map<ServerId, ServerMemory>;
  /** Records of operations that had not ended when they were read. */
  waiting: readonly RecordEntry[];
  sequence: number;
}

/** What is remembered of every server, kept up with the journal by reading what is new in it. */
export class ClusterMemories {
  readonly #journal: Journal;
  readonly #clusters = new Map<string, ClusterMemory>();

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  of(cluster: string, server: ServerId): ServerMemory {
    const { servers } = this.#cluster(cluster);
    const memory = servers.get(server) ?? new ServerMemory();
    servers.set(server, memory);
    return memory;
  }

  /** Takes in what any program has written since. @throws SignalboxError as the journal does. */
  refresh(cluster: string): void {
    const memory = this.#cluster(cluster);
    const { records, sequence } = this.#journal.recordsAfter(cluster, memory.sequence);
    if (sequence === memory.sequence) return;
    const waiting: RecordEntry[] = [];
    for (const record of [...memory.waiting, ...records]) {
      const operation = this.#operationOf(record);
      if (operation?.outcome === null) waiting.push(record);
      else this.of(cluster, record.server).add(record, operation === null ? null : placedBy(operation, record.server));
    }
    memory.waiting = waiting;
    memory.sequence = sequence;
  }

  #operationOf(record: RecordEntry): ReturnType<Journal['operation']> | null {
    if (record.operation === null || record.reason !== 'after-operation') return null;
    try {
      return this.#journal.operation(record.operation);
    } catch (error) {
      if (error instanceof SignalboxError && error.code === 'journal-entry-unknown') return null;
      throw error;
    }
  }

  #cluster(name: string): ClusterMemory {
    const memory = this.#clusters.get(name) ?? { servers: new Map<ServerId, ServerMemory>(), waiting: [], sequence: 0 };
    this.#clusters.set(name, memory);
    return memory;
  }
}
