import { sampleOfRecord } from '../../../shared/analysis/history/sample-of.ts';
import type { Sighting } from '../../../shared/analysis/history/resets.ts';
import type { RecordEntry } from '../../../shared/domain/record.ts';
import type { ServerSample } from '../../../shared/domain/sample.ts';

/** What is remembered of one server: its records, and what was last seen. */
export class ServerMemory {
  readonly sightings: Sighting[] = [];
  /** Of this program's last poll, or of the journal before the first. */
  last: ServerSample | null = null;
  /** When a sample was last kept, or asked for in vain; epoch ms. */
  sampledAt = 0;
  readonly #records = new Set<string>();

  /** Takes in a record of the journal, once. */
  add(record: RecordEntry, placed: string | null): void {
    if (this.#records.has(record.id)) return;
    this.#records.add(record.id);
    const { id, reason, before = null } = record;
    this.sightings.push({ record: id, reason, placed, sample: sampleOfRecord(record), before });
  }

  /** An event of which no record could be written. */
  addUnwritten(sighting: Sighting): void {
    this.sightings.push(sighting);
  }
}
