import type { QualifiedName } from '../../../../shared/import/import-events.ts';
import type { DumpModel } from '../dump/dump-model.ts';
import { tableId } from '../table-id.ts';

/** The columns of a table that foreign keys of others refer to; none where the dump was not looked through. */
export function referencesTo(model: DumpModel | null, table: QualifiedName): readonly (readonly string[])[] {
  return (model?.tables ?? []).flatMap(({ definition }) =>
    (definition?.references ?? []).flatMap((reference) =>
      tableId(reference.table) === tableId(table) ? [reference.columns] : [],
    ),
  );
}
