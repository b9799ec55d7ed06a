import type { JournalItem, OperationDetail, OperationSummary } from '../../../shared/domain/journal.ts';
import { inWords, type Words } from '../../../shared/domain/words.ts';
import type { OperationState } from '../../../shared/plans/unfinished-operation.ts';
import { isoTime } from '../render/time.ts';
import { guardDocument, stepDocument } from './plan-document.ts';
import { clusterDocument } from './status-document.ts';
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

/** As lists show it, with its times in ISO 8601. */
export function summaryDocument(operation: OperationSummary): Document {
  return { ...operation, startedAt: isoTime(operation.startedAt), endedAt: isoTime(operation.endedAt) };
}

/** Where an operation stands, and the ways out of it. */
export function stateDocument(state: OperationState, words: Words): Document {
  return {
    operation: summaryDocument(state.operation),
    living: state.living,
    pastLine: state.pastLine,
    line: state.line === null ? null : { ...state.line, text: inWords(state.line.text, words) },
    steps: state.steps.map((step) => stepDocument(step, words)),
    ways: state.ways.map((way) => ({
      ...way,
      because: inWords(way.because, words),
      guards: way.guards.map((guard) => guardDocument(guard, words)),
    })),
    rescueSheet: state.rescueSheet,
    servers: state.topology === null ? null : clusterDocument(state.topology, words),
  };
}
