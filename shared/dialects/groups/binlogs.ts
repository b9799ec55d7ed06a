import type { BinlogsFacts } from '../../domain/facts.ts';
import { numberOf, textOf } from '../cells.ts';
import type { GroupReader } from '../dialect.ts';
import { noBinaryLogError } from '../server-errors.ts';

export const binlogsReader: GroupReader<BinlogsFacts> = {
  queries: [{ key: 'binlogs', sql: 'SHOW BINARY LOGS', tolerate: [noBinaryLogError] }],
  parse: ({ binlogs }) => ({
    files: (binlogs ?? []).map((row) => ({ name: textOf(row, 'Log_name'), bytes: numberOf(row, 'File_size') })),
  }),
};
