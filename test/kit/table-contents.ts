import type { TestServer } from './test-server.ts';

/** Table → checksum of its rows, for every table outside the server's own schemas. */
export async function checksumTables(server: TestServer): Promise<Record<string, string>> {
  const rows = await server.query(
    `SELECT CONCAT(table_schema, '.', table_name) AS name FROM information_schema.tables
     WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('mysql', 'sys', 'information_schema', 'performance_schema')
     ORDER BY 1`,
  );
  const sums: Record<string, string> = {};
  for (const row of rows) {
    const name = String(row['name']);
    const [sum] = await server.query(`CHECKSUM TABLE ${name} EXTENDED`);
    sums[name] = String(sum?.['Checksum']);
  }
  return sums;
}

/** Asserts that these servers, which must have caught up, hold the same rows in the same tables. */
export async function assertTablesEqual(servers: readonly TestServer[]): Promise<void> {
  const [first, ...others] = servers;
  if (first === undefined || others.length === 0) throw new Error('At least two servers are needed for a comparison.');
  const expected = await checksumTables(first);
  if (Object.keys(expected).length === 0) throw new Error(`${first.name} has no tables to compare.`);
  for (const other of others) {
    const found = await checksumTables(other);
    const names = [...new Set([...Object.keys(expected), ...Object.keys(found)])];
    const different = names.filter((name) => expected[name] !== found[name]);
    if (different.length > 0) throw new Error(`${first.name} and ${other.name} differ in ${different.join(', ')}.`);
  }
}
