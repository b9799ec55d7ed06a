import type { ServerId } from '../../../shared/domain/server.ts';
import { ownEndOf, type OwnEnd } from '../../../shared/guards/attach-import.ts';
import type { Journal } from '../journal/journal.ts';

/** Where the log of a server ended when a dump was in it. */
export interface AfterImport {
  readonly importId: string;
  readonly then: OwnEnd;
}

const looked = 1000; // entries of the journal

/** What the journal says of the last import into a server; null where it says nothing. */
export function lastImportInto(journal: Journal, cluster: string, server: ServerId): AfterImport | null {
  for (const item of journal.list({ cluster, limit: looked, before: null })) {
    if (item.kind !== 'record' || item.record.server !== server) continue;
    const [, importId] = afterImport.exec(item.record.note ?? '') ?? [];
    if (importId !== undefined) return { importId, then: ownEndOf(item.record) };
  }
  return null;
}

/** As an import notes it in the record that it makes at its end. */
const afterImport = /^after the import ([a-z0-9_]{1,40}) of /;
