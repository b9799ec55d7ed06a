import { quoteName } from '../../../../shared/dialects/quote.ts';
import type { QualifiedName } from '../../../../shared/import/import-events.ts';

/** Quoted, with its database; null where that is not known. */
export function qualifiedName({ schema, name }: QualifiedName): string | null {
  return schema === null ? null : `${quoteName(schema)}.${quoteName(name)}`;
}
