import type { ObjectName, Statement } from '../statements/statement.ts';
import type { SkipReason } from '../../../../shared/import/import-events.ts';

/** Where a statement of a dump goes. */
export type Route =
  /** Part of the session: every connection goes through it before what comes after it. */
  | { readonly to: 'session' }
  /** Run once, in its place, before what comes after it. */
  | { readonly to: 'main' }
  | { readonly to: 'create-table'; readonly table: ObjectName }
  /** `rows-in-order`: which of two rows with one key stays depends on which comes first. */
  | { readonly to: 'rows' | 'rows-in-order'; readonly table: ObjectName; readonly rows: number }
  /** Run in its place, and again among what is made late, which depends on it. */
  | { readonly to: 'main-and-late' }
  /** Run once all rows are there: a trigger would fire, a view may need what comes later. */
  | { readonly to: 'late' }
  /** Nothing moves across it. */
  | { readonly to: 'barrier' }
  | { readonly to: 'nowhere' }
  | { readonly to: 'skipped'; readonly reason: SkipReason };

/** `isPlaceholder`: a table that only stands in for a view until the end of the dump. */
export function routeOf(statement: Statement, isPlaceholder: (name: ObjectName) => boolean): Route {
  switch (statement.kind) {
    case 'set':
      return statement.assignments.some(({ target }) => target.scope === 'global')
        ? { to: 'skipped', reason: 'global-setting' }
        : { to: 'session' };
    case 'use':
      return { to: 'session' };
    case 'createDatabase':
    case 'dropDatabase':
    case 'createSequence':
    case 'dropSequence':
    case 'setSequence':
      return { to: 'main' };
    case 'alterDatabase': // around triggers and routines made under another collation of the database
      return { to: 'main-and-late' };
    case 'createTable':
      return isPlaceholder(statement.table) ? { to: 'late' } : { to: 'create-table', table: statement.table };
    case 'dropTable':
      return { to: statement.tables.every(isPlaceholder) ? 'late' : 'main' };
    case 'insert':
      return {
        to: statement.verb === 'replace' || statement.ignore || statement.onDuplicate ? 'rows-in-order' : 'rows',
        table: statement.table,
        rows: statement.rows,
      };
    case 'lockTables': // connections that hold locks would shut out one another (1100)
    case 'unlockTables':
    case 'transaction': // each batch is one
    case 'alterTableKeys': // keys are left out of the table instead
      return { to: 'nowhere' };
    case 'createView':
    case 'dropView':
    case 'createTrigger':
    case 'createRoutine':
    case 'createEvent':
    case 'dropProgram':
      return { to: 'late' };
    case 'gtidPurged':
      return { to: 'skipped', reason: 'gtid-purged' };
    case 'gtidSlavePos':
      return { to: 'skipped', reason: 'gtid-slave-pos' };
    case 'sqlLogBin':
      return { to: 'skipped', reason: 'sql-log-bin' };
    case 'changeSource':
      return { to: 'skipped', reason: 'change-source' };
    case 'replicaControl':
      return { to: 'skipped', reason: 'replica-control' };
    case 'flush':
      return { to: 'skipped', reason: 'flush' };
    case 'other':
      return { to: 'barrier' };
  }
}
