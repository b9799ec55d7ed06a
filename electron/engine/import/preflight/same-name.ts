import type { TargetSettings } from './target-facts.ts';

/** How a server tells the names of databases and tables apart: with lower_case_table_names 1 and 2 without their case. */
export type NameKey = (name: string) => string;

export function nameKeyOf({ lowerCaseTableNames }: Pick<TargetSettings, 'lowerCaseTableNames'>): NameKey {
  return lowerCaseTableNames === 0 ? (name) => name : (name) => name.toLowerCase();
}

/** One text for a name with its schema. */
export function tableKey(key: NameKey, schema: string, name: string): string {
  return JSON.stringify([key(schema), key(name)]);
}
