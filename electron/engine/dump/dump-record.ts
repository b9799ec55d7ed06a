import type { DumpedPair } from '../../../shared/domain/dump.ts';
import type { GtidFacts, Readings } from '../../../shared/domain/facts.ts';
import type { RecordContent } from '../../../shared/domain/record.ts';
import type { ServerId } from '../../../shared/domain/server.ts';
import { recordContent } from '../operations/record-content.ts';

export interface DumpRecord {
  readonly cluster: string;
  readonly server: ServerId;
  readonly readings: Readings;
  readonly note: string;
}

/** What is written down before the SQL threads are stopped, or null where the server could not be read. */
export function recordOf({ cluster, server, readings, note }: DumpRecord): RecordContent | null {
  return recordContent({ server, aliases: [], readings }, { cluster, reason: 'requested', note, operation: null });
}

/** The server as its dump has it: its own position is that of the snapshot, also where it was written to meanwhile. */
export function snapshotRecord(record: DumpRecord, { own }: DumpedPair): RecordContent | null {
  const content = recordOf(record);
  if (content === null || own === null) return content;
  return { ...content, position: own.position, gtid: gtidOf(content.gtid, own.gtid) };
}

function gtidOf(facts: GtidFacts, own: string | null): GtidFacts {
  if (own === null) return facts;
  switch (facts.kind) {
    case 'mysql':
      return { ...facts, executed: own };
    case 'mariadb':
      return { ...facts, binlogPos: own };
    case 'none':
      return facts;
  }
}
