import type { Look } from './look.ts';
import { renderTable } from './table.ts';

/** Names and values below each other; what is no text or number is shown as JSON. */
export function renderFields(fields: object, look: Look): readonly string[] {
  return renderTable(
    Object.entries(fields).map(([name, value]: [string, unknown]) => [
      { text: `  ${name}`, shown: look.paint('dim', `  ${name}`) },
      { text: typeof value === 'string' ? value : JSON.stringify(value) },
    ]),
  );
}
