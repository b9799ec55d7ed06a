import type { RecordEntry } from '../../../shared/domain/record.ts';
import type { RecordSummary } from '../../../shared/domain/journal.ts';
import { isoTime } from '../render/time.ts';

/** A record with its times in ISO 8601. */
export function recordDocument(record: RecordEntry | RecordSummary): Readonly<Record<string, unknown>> {
  const readAt = 'readAt' in record ? { readAt: isoTime(record.readAt) } : {};
  return { ...record, at: isoTime(record.at), ...readAt };
}
