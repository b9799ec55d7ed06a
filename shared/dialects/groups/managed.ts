import { isOn } from '../cells.ts';

/** Marks of clusters and services whose changes don't go by plain replication statements, seen in variables. */
export function managedMarks(variables: ReadonlyMap<string, string>): readonly string[] {
  const marks: string[] = [];
  const comment = variables.get('version_comment') ?? '';
  if (isOn(variables.get('wsrep_on'))) marks.push('wsrep');
  if ((variables.get('ndb_connectstring') ?? '') !== '') marks.push('ndb');
  if (variables.has('aurora_version')) marks.push('managed:aurora');
  else if ((variables.get('basedir') ?? '').startsWith('/rdsdbbin')) marks.push('managed:rds');
  if (/\(Google\)|Cloud SQL/i.test(comment)) marks.push('managed:cloud-sql');
  if (/Azure/i.test(comment)) marks.push('managed:azure');
  return marks;
}
