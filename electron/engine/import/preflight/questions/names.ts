import { quoteName } from '../../../../../shared/dialects/quote.ts';
import { block, pass } from '../../../../../shared/guards/guard.ts';
import { destinedTables, objectsOf, schemasOf } from '../destinations.ts';
import { listed, nameInWords, verb } from '../in-words.ts';
import { tableKey } from '../same-name.ts';
import type { Ask } from './question.ts';

/** Is it clear in which databases everything goes? */
export const database: Ask = ({ model, question }) => {
  const own = model.databases.map(({ schema }) => schema);
  const isUnplaced = objectsOf(model).some(({ schema }) => schema === null);
  if (question.database === null) {
    return isUnplaced
      ? block('The dump does not say in which database its tables go.', 'Name it: --database NAME.')
      : pass(`It goes to ${listed(schemasOf(model, null))}.`);
  }
  return own.length > 0
    ? block(
        `The dump chooses databases itself (${listed(own)}), so that everything would not go to ${question.database}.`,
        'Leave --database out, or make the dump of one database without --databases.',
      )
    : pass(`It goes to ${question.database}.`);
};

/** Are the databases there, or made by the dump? */
export const databaseMissing: Ask = ({ model, target, question, key }) => {
  const there = new Set(target.databases.map(key));
  const created = model.databases.filter((each) => each.created).map(({ schema }) => key(schema));
  for (const schema of created) there.add(schema);
  const missing = schemasOf(model, question.database).filter((schema) => !there.has(key(schema)));
  if (missing.length === 0) return pass('Every database of the dump is there or is made by it.');
  const make = missing.map((schema) => `CREATE DATABASE ${quoteName(schema)};`);
  return block(
    `${listed(missing)} ${verb(missing.length, 'is', 'are')} not on the target, and the dump does not make ${verb(missing.length, 'it', 'them')}.`,
    `${make.slice(0, 10).join(' ')} on the target, with the character set that it is to have.`,
  );
};

/** Would two names of the dump become one on the target? */
export const namesCase: Ask = ({ model, target: { settings }, question, key }) => {
  if (settings.lowerCaseTableNames === 0) return null;
  const tables = destinedTables(model, question.database).map(({ schema, table }) => ({
    key: tableKey(key, schema ?? '', table.name),
    name: nameInWords({ schema, name: table.name }),
  }));
  const schemas = schemasOf(model, question.database).map((name) => ({ key: key(name), name }));
  const clashing = [...clashes(schemas), ...clashes(tables)];
  return clashing.length === 0
    ? pass('No names of the dump differ in their case only.')
    : block(
        `lower_case_table_names is ${settings.lowerCaseTableNames} on the target: ${listed(clashing)} would be the same.`,
        'Rename them where the dump was made, or import into a server with lower_case_table_names = 0.',
      );
};

function clashes(names: readonly { readonly key: string; readonly name: string }[]): readonly string[] {
  const groups = Map.groupBy(names, (each) => each.key);
  return [...groups.values()].flatMap((group) =>
    new Set(group.map(({ name }) => name)).size > 1 ? [group.map(({ name }) => name).join(' and ')] : [],
  );
}
