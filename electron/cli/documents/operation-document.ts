import type { JournalItem, OperationDetail, OperationSummary } from '../../../shared/domain/journal.ts';
import { isoTime } from '../render/time.ts';
import { recordDocument } from './record-document.ts';

type Document = Readonly<Record<string, unknown>>;

/** A line of the journal with its times in ISO 8601. */
export function itemDocument(item: JournalItem): Document {
  const at = isoTime(item.at);
  return item.kind === 'record'
    ? { kind: item.kind, at, record: recordDocument(item.record) }
    : { kind: item.kind, at, operation: summaryDocument(item.operation) };
}

/** An operation in full, with its times in ISO 8601. */
export function operationDocument(operation: OperationDetail): Document {
  const entries = operation.entries.map((entry) => ({ ...entry, at: isoTime(entry.at) }));
  return { ...operation, ...summaryDocument(operation), entries };
}

function summaryDocument(operation: OperationSummary): Document {
  return { ...operation, startedAt: isoTime(operation.startedAt), endedAt: isoTime(operation.endedAt) };
}
