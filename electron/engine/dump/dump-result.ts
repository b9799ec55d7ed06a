import type { DumpedPair, DumpResult } from '../../../shared/domain/dump.ts';
import type { RecordEntry } from '../../../shared/domain/record.ts';
import { channelStatements, ownStatements } from './coordinate-statements.ts';
import type { DumpModel } from '../import/dump/dump-model.ts';
import type { PreparedDump } from './prepare-dump.ts';

export interface TakenDump {
  readonly dump: PreparedDump;
  readonly model: DumpModel;
  readonly storedBytes: number;
  readonly pair: DumpedPair;
  readonly stoppedMs: number | null; // ms
  readonly ms: number; // ms
  readonly record: RecordEntry;
}

/** What is told of a dump that is complete. */
export function dumpResult({ dump, model, storedBytes, pair, stoppedMs, ms, record }: TakenDump): DumpResult {
  const { version } = dump.identity;
  const { cluster, server, out, compression, ownPosition, warnings } = dump.preview;
  return {
    cluster,
    server,
    out,
    compression,
    bytes: model.bytes,
    storedBytes,
    tables: model.tables.filter(({ created }) => created).length,
    rows: model.tables.reduce((sum, { rows }) => sum + rows, 0),
    coordinates: pair,
    statements: {
      own: ownStatements(pair, version),
      channels: pair.channels.map((channel) => channelStatements(channel, version)),
    },
    ownPosition,
    stoppedMs,
    ms,
    warnings,
    record,
  };
}
