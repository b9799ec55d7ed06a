import type { PreparedFacts } from '../../domain/facts.ts';
import { textOf } from '../cells.ts';
import type { GroupReader } from '../dialect.ts';

/** XA RECOVER, in the form that the family can print without breaking on binary ids. */
export function preparedReader(sql: string): GroupReader<PreparedFacts> {
  return {
    queries: [{ key: 'prepared', sql }],
    parse: ({ prepared }) => ({ transactions: (prepared ?? []).map((row) => textOf(row, 'data')) }),
  };
}
