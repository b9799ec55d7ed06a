import { fileURLToPath } from 'node:url';
import { allKinds } from './all-kinds.ts';
import { operationsDocument } from './operations-document.ts';

/** Written without padding, and left so by the formatter: its cells are long. */
export const pagePath = fileURLToPath(new URL('../../../docs/operations.md', import.meta.url));

/** The page as it belongs into docs/operations.md. */
export function operationsPage(): string {
  return operationsDocument(allKinds);
}
