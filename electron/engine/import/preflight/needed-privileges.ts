import { atLeast } from '../../../../shared/domain/server.ts';
import { settingChanges } from '../settings/setting-changes.ts';
import type { DumpedTable, QualifiedName } from '../dump/dump-model.ts';
import { marksSchema } from '../load/done-marks.ts';
import { mayDo, mayDoOnTable } from './grants.ts';
import type { Grant } from './grants.ts';
import { overwrittenTables } from './questions/in-the-way.ts';
import type { ImportCase } from './questions/question.ts';

/** What is missing: privileges by database, and everywhere. */
export interface MissingPrivileges {
  readonly inSchemas: ReadonlyMap<string, readonly string[]>;
  readonly everywhere: readonly string[];
}

/** What the account lacks for an import with these grants. */
export function missingPrivileges(asked: ImportCase, grants: readonly Grant[]): MissingPrivileges {
  const missing = new Map<string, Set<string>>();
  for (const { schema, table, privilege } of neededInSchemas(asked)) {
    if (mayDo(grants, privilege, schema)) continue;
    if (table !== null && mayDoOnTable(grants, privilege, schema, table)) continue;
    const names = missing.get(schema) ?? new Set();
    missing.set(schema, names.add(privilege));
  }
  const everywhere = neededEverywhere(asked).filter((any) => !any.some((privilege) => mayDo(grants, privilege, null)));
  return {
    inSchemas: new Map([...missing].map(([schema, names]) => [schema, [...names]])),
    everywhere: [...new Set(everywhere.map(([first]) => first))],
  };
}

interface Needed {
  readonly schema: string;
  readonly table: string | null;
  readonly privilege: string;
}

function neededInSchemas(asked: ImportCase): readonly Needed[] {
  const { model, question } = asked;
  const { database, progressTable } = question;
  const all = (names: readonly QualifiedName[], ...privileges: readonly string[]): readonly Needed[] =>
    [...new Set(names.map(({ schema }) => schema ?? database ?? ''))].flatMap((schema) =>
      privileges.map((privilege) => ({ schema, table: null, privilege })),
    );
  const named = (databases: readonly { readonly schema: string }[], privilege: string): readonly Needed[] =>
    databases.map(({ schema }) => ({ schema, table: null, privilege }));
  const forMarks = progressTable ? ['CREATE', 'SELECT', 'INSERT', 'DROP'] : [];
  return [
    ...forMarks.map((privilege) => ({ schema: marksSchema, table: null, privilege })),
    ...named(
      model.databases.filter((each) => each.created),
      'CREATE',
    ),
    ...named(
      model.databases.filter((each) => each.dropped),
      'DROP',
    ),
    ...model.tables.flatMap((table) =>
      neededFor(table).map((privilege) => ({ schema: table.schema ?? database ?? '', table: table.name, privilege })),
    ),
    ...[...model.droppedTables, ...overwrittenTables(asked)].map(({ schema, name }) => ({
      schema: schema ?? database ?? '',
      table: name,
      privilege: 'DROP',
    })),
    ...model.tables.flatMap(({ definition }) =>
      (definition?.references ?? []).map(({ table }) => ({
        schema: table.schema ?? database ?? '',
        table: table.name,
        privilege: 'REFERENCES',
      })),
    ),
    ...all(model.views, 'CREATE VIEW', 'DROP', 'SELECT'),
    ...all(model.sequences, 'CREATE', 'DROP', 'INSERT'),
    ...all(model.triggers, 'TRIGGER'),
    ...all(model.routines, 'CREATE ROUTINE', 'ALTER ROUTINE'),
    ...all(model.events, 'EVENT'),
  ];
}

/** SELECT is for counting afterwards; ALTER for indexes added at the end. */
function neededFor(table: DumpedTable): readonly string[] {
  return [
    'SELECT',
    ...(table.created ? ['CREATE', 'ALTER'] : []),
    ...(table.dataStatements > 0 || table.created ? ['INSERT'] : []),
    ...(table.replaces ? ['DELETE'] : []),
    ...(table.updatesDuplicates ? ['UPDATE'] : []),
  ];
}

/** Each needs one of the privileges of its list; the first is the one to be granted. */
function neededEverywhere(asked: ImportCase): readonly (readonly [string, ...string[]])[] {
  const { model, target, question } = asked;
  const { logBin, trustFunctionCreators } = target.settings;
  const isForeign = model.definers.some((definer) => definer.includes('@') && definer !== target.account);
  const isDistrusted = logBin && !trustFunctionCreators && hasFunctions(asked);
  const names = namesIn(asked);
  return [
    ...(isForeign ? [names.definer] : []),
    ...(namesSystemAccount(asked) ? [systemUser] : []),
    ...(isDistrusted ? [names.functions] : []),
    ...(question.logged || !logBin ? [] : [names.unlogged]),
    ...(question.applyGtids ? [names.gtids] : []),
    ...neededForSpeed(asked, names),
  ];
}

function neededForSpeed(
  { target: { settings }, question: { speed } }: ImportCase,
  names: Names,
): readonly (readonly [string, ...string[]])[] {
  return settingChanges(speed, settings).map(({ name }) => {
    switch (name) {
      case 'innodb_flush_log_at_trx_commit':
        return names.flushing;
      case 'sync_binlog':
        return names.syncing;
      case 'innodb_redo_log':
        return ['INNODB_REDO_LOG_ENABLE'];
    }
  });
}

const systemUser = ['SYSTEM_USER'] as const;

/** Whether something runs in the name of an account with SYSTEM_USER, which only such accounts may name as a definer. */
function namesSystemAccount({ model, target: { systemAccounts, account } }: ImportCase): boolean {
  return (
    systemAccounts.known &&
    model.definers.some((definer) => definer !== account && systemAccounts.value.includes(definer))
  );
}

function hasFunctions({ model }: ImportCase): boolean {
  return model.triggers.length > 0 || model.routines.some(({ type }) => type !== 'procedure');
}

type Names = Readonly<
  Record<'definer' | 'functions' | 'unlogged' | 'gtids' | 'flushing' | 'syncing', readonly [string, ...string[]]>
>;

/**
 * MariaDB 10.5 and MySQL 8.0 split SUPER; for functions and triggers under a binary log nothing else counts (seen on
 * MariaDB 10.11, MySQL 5.6 and 9.7).
 */
function namesIn({ target: { version } }: ImportCase): Names {
  if (version.family === 'mariadb') {
    return {
      definer: ['SET USER', 'SUPER'],
      functions: ['SUPER'],
      unlogged: ['BINLOG ADMIN', 'SUPER'],
      gtids: ['REPLICATION SLAVE ADMIN', 'SUPER'],
      flushing: ['SUPER'],
      syncing: ['BINLOG ADMIN', 'SUPER'],
    };
  }
  if (!atLeast(version, 8)) {
    const all = ['SUPER'] as const;
    return { definer: all, functions: all, unlogged: all, gtids: all, flushing: all, syncing: all };
  }
  return {
    definer: [atLeast(version, 8, 2) ? 'SET_ANY_DEFINER' : 'SET_USER_ID', 'SUPER'],
    functions: ['SUPER'],
    unlogged: ['SESSION_VARIABLES_ADMIN', 'SYSTEM_VARIABLES_ADMIN', 'SUPER'],
    gtids: ['SYSTEM_VARIABLES_ADMIN', 'SUPER'],
    flushing: ['SYSTEM_VARIABLES_ADMIN', 'SUPER'],
    syncing: ['SYSTEM_VARIABLES_ADMIN', 'SUPER'],
  };
}
