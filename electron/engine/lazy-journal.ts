import type { Journal } from './journal/journal.ts';

/**
 * The journal, opened when it is first needed: looking at servers works without one, changing anything does not.
 * A failure to open is thrown by each method, and tried again by the next.
 */
export class LazyJournal implements Journal {
  readonly #open: () => Journal;
  #journal: Journal | null = null;

  constructor(open: () => Journal) {
    this.#open = open;
  }

  addRecords: Journal['addRecords'] = (records) => this.#opened().addRecords(records);
  keepRecord: Journal['keepRecord'] = (record, since, isSame) => this.#opened().keepRecord(record, since, isSame);
  recordsAfter: Journal['recordsAfter'] = (cluster, sequence) => this.#opened().recordsAfter(cluster, sequence);
  addSamples: Journal['addSamples'] = (cluster, samples, everyMs) =>
    this.#opened().addSamples(cluster, samples, everyMs);
  samples: Journal['samples'] = (filter) => this.#opened().samples(filter);
  lastSampleBefore: Journal['lastSampleBefore'] = (cluster, server, before) =>
    this.#opened().lastSampleBefore(cluster, server, before);
  beginOperation: Journal['beginOperation'] = (operation) => this.#opened().beginOperation(operation);
  appendEntry: Journal['appendEntry'] = (operation, entry) => this.#opened().appendEntry(operation, entry);
  appendLate: Journal['appendLate'] = (id, entry) => this.#opened().appendLate(id, entry);
  finishOperation: Journal['finishOperation'] = (id, outcome, result) =>
    this.#opened().finishOperation(id, outcome, result);
  abandonOperation: Journal['abandonOperation'] = (id, note) => this.#opened().abandonOperation(id, note);
  takeOver: Journal['takeOver'] = (id, way) => this.#opened().takeOver(id, way);
  release: Journal['release'] = (id, because) => this.#opened().release(id, because);
  isLiving: Journal['isLiving'] = (id) => this.#opened().isLiving(id);
  list: Journal['list'] = (filter) => this.#opened().list(filter);
  operationsSince: Journal['operationsSince'] = (cluster, since) => this.#opened().operationsSince(cluster, since);
  record: Journal['record'] = (id) => this.#opened().record(id);
  operation: Journal['operation'] = (id) => this.#opened().operation(id);
  unfinishedOperations: Journal['unfinishedOperations'] = (cluster) => this.#opened().unfinishedOperations(cluster);
  verify: Journal['verify'] = () => this.#opened().verify();
  assertWritable: Journal['assertWritable'] = () => this.#opened().assertWritable();
  setting: Journal['setting'] = (key) => this.#opened().setting(key);
  setSetting: Journal['setSetting'] = (key, value) => this.#opened().setSetting(key, value);

  close(): void {
    this.#journal?.close();
    this.#journal = null;
  }

  #opened(): Journal {
    this.#journal ??= this.#open();
    return this.#journal;
  }
}
