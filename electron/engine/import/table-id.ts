import type { QualifiedName } from '../../../shared/import/import-events.ts';

/** The same for the same name only. */
export function tableId({ schema, name }: QualifiedName): string {
  return JSON.stringify([schema, name]);
}
