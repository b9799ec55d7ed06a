import type { Row } from '../../domain/row.ts';

export interface GlobalPrivileges {
  readonly global: readonly string[];
  readonly all: boolean;
}

/**
 * Global privileges in SHOW GRANTS rows, those of active roles included where the server lists them.
 * MariaDB writes `READ_ONLY ADMIN` and takes both spellings: it is `READ ONLY ADMIN` here, as in its documentation.
 */
export function privilegesOf(rows: readonly Row[]): GlobalPrivileges {
  const names = new Set<string>();
  for (const row of rows) {
    const text = String(Object.values(row)[0] ?? '');
    const list = /^GRANT (.+?) ON \*\.\* TO /i.exec(text)?.[1];
    for (const name of list?.split(/,\s*/) ?? [])
      names.add(name.toUpperCase().replace('READ_ONLY ', 'READ ONLY ').trim());
  }
  names.delete('USAGE');
  return { global: [...names].sort(), all: names.has('ALL PRIVILEGES') || names.has('ALL') };
}
