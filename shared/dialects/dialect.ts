import type { FactGroup, FactGroups } from '../domain/facts.ts';
import type { Row } from '../domain/row.ts';
import type { Version } from '../domain/server.ts';
import type { Commands } from './commands.ts';

/** One statement of a group of facts. */
export interface Query {
  /** Under this name `parse` finds its rows. */
  readonly key: string;
  readonly sql: string;
  /** Server errors after which the rest of the group is still read; `parse` then gets undefined for it. */
  readonly tolerate?: readonly number[];
}

export type Results = Readonly<Record<string, readonly Row[] | undefined>>;

/** How one group of facts is read from one family: statements, and rows → facts. Pure. */
export interface GroupReader<T> {
  readonly queries: readonly Query[];
  parse(results: Results): T;
}

/** Everything Signalbox knows of how one version of one family speaks. */
export interface Dialect {
  readonly version: Version;
  readonly readers: { readonly [G in FactGroup]: GroupReader<FactGroups[G]> };
  readonly commands: Commands;
}
