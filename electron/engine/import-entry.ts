import { SignalboxError } from '../../shared/domain/errors.ts';
import type { Json } from '../../shared/domain/json.ts';
import type { ImportResult } from '../../shared/import/import-view.ts';
import type { OperationResult, Outcome } from '../../shared/plans/outcome.ts';
import type { PreparedImport } from './import-rehearsal.ts';
import type { Journal } from './journal/journal.ts';

export type ImportJournal = Pick<Journal, 'beginOperation' | 'appendEntry' | 'finishOperation' | 'operation'>;

/** Ids of the records of the server. */
export type ImportRecords = OperationResult['records'];

const endings: Readonly<Record<ImportResult['outcome'], Outcome>> = {
  done: 'done',
  refused: 'refused',
  stopped: 'needs-operator',
  cancelled: 'needs-operator',
};

/** An import in the journal: an operation that stands beside those of its cluster, and in the way of none. */
export class ImportEntry {
  readonly #journal: ImportJournal;
  readonly #prepared: PreparedImport;
  #id = '';

  constructor(journal: ImportJournal, prepared: PreparedImport) {
    this.#journal = journal;
    this.#prepared = prepared;
  }

  /** Its id; durable. An earlier run that was cut off is closed. @throws SignalboxError `journal-unwritable` */
  begin(): string {
    const { request, preview, state, guards } = this.#prepared;
    const { overwritten = [] } = state;
    const { tables, rows } = preview;
    if (state.operation !== undefined) this.#close(state.operation);
    const { id } = this.#journal.beginOperation({
      cluster: state.cluster,
      kind: 'import',
      title: `Import ${preview.file} into ${state.server}`,
      plan: asJson({ ...request, import: state.id, tables, rows, overwritten }),
      guards: asJson(guards),
      alongside: true,
    });
    this.#id = id;
    return id;
  }

  /** @throws SignalboxError `journal-unwritable` */
  note(text: string): void {
    this.#journal.appendEntry(this.#id, { kind: 'note', node: null, text });
  }

  /** What it came to, as other operations have it, with the rest of the import's result in `import`. Why it could not be written; null: it was. */
  end(result: ImportResult, records: ImportRecords): string | null {
    const { outcome, error, importId, resumable, tables, ...more } = result;
    const ending: OperationResult = {
      ...{ outcome: endings[outcome], operation: this.#id, leftBehind: [], guards: this.#prepared.guards, steps: [] },
      ...{ writeBlockedMs: null, error, records },
      waysOut: resumable ? [`signalbox import … --resume ${importId}`] : [],
    };
    try {
      const rest = { ...more, importId, ended: outcome, tables: tables.length };
      this.#journal.finishOperation(this.#id, ending.outcome, asJson({ ...ending, import: rest }));
      return null;
    } catch (thrown) {
      if (thrown instanceof SignalboxError) return `The end of it is not in the journal: ${thrown.message}`;
      throw thrown;
    }
  }

  #close(earlier: string): void {
    if (!this.#isOpen(earlier)) return;
    const note = 'Its program was ended; the import goes on in another operation.';
    this.#journal.finishOperation(earlier, 'needs-operator', { abandoned: true, note });
  }

  /** No in a journal that does not know it: another one than that of the earlier run. */
  #isOpen(operation: string): boolean {
    try {
      return this.#journal.operation(operation).endedAt === null;
    } catch (error) {
      if (error instanceof SignalboxError && error.code === 'journal-entry-unknown') return false;
      throw error;
    }
  }
}

/** Without what JSON leaves out. */
function asJson(value: unknown): Json {
  return JSON.parse(JSON.stringify(value)) as Json;
}
