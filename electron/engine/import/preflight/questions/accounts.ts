import { quoteName, quoteText } from '../../../../../shared/dialects/quote.ts';
import { atLeast } from '../../../../../shared/domain/server.ts';
import { block, pass, warn } from '../../../../../shared/guards/guard.ts';
import { listed, verb } from '../in-words.ts';
import { mayDo } from '../grants.ts';
import { missingPrivileges } from '../needed-privileges.ts';
import type { Ask, ImportCase } from './question.ts';

/** May the account do what the dump does? */
export const privileges: Ask = (asked) => {
  const { target } = asked;
  const { account, server, grants } = target;
  if (!grants.known) {
    return warn(
      `What ${account} may do on ${server} is not known: ${grants.because}`,
      'SHOW GRANTS there, and compare.',
    );
  }
  const { inSchemas, everywhere } = missingPrivileges(asked, grants.value);
  const orphans = lacksOrphans(asked) ? ['ALLOW_NONEXISTENT_DEFINER'] : [];
  const global = [...everywhere, ...orphans];
  if (inSchemas.size === 0 && global.length === 0) return pass(`${account} may do on ${server} what the dump needs.`);
  const missing = [
    ...[...inSchemas].map(([schema, names]) => `${names.join(', ')} on ${schema}`),
    ...(global.length === 0 ? [] : [`${global.join(', ')} on everything`]),
  ];
  const to = quotedAccount(account);
  const statements = [
    ...[...inSchemas].map(([schema, names]) => `GRANT ${names.join(', ')} ON ${quotePattern(schema)}.* TO ${to};`),
    ...(global.length === 0 ? [] : [`GRANT ${global.join(', ')} ON *.* TO ${to};`]),
  ];
  const trust = everywhere.includes('SUPER') && target.settings.logBin && !target.settings.trustFunctionCreators;
  const other = trust
    ? ' Without SUPER, functions and triggers take SET GLOBAL log_bin_trust_function_creators = 1.'
    : '';
  return block(`${account} lacks on ${server}: ${missing.join('; ')}.`, `${statements.join(' ')}${other}`);
};

/** Do the accounts in whose name views and programs run exist? */
export const definers: Ask = ({ model, target }) => {
  const named = model.definers.filter((definer) => definer.includes('@'));
  if (named.length === 0) return null;
  if (!target.accounts.known) {
    return warn(
      `Whether the definers ${listed(named)} exist on the target is not known: ${target.accounts.because}`,
      'GRANT SELECT ON mysql.user to the account, and look again.',
    );
  }
  const missing = missingDefiners(named, target.accounts.value);
  return missing.length === 0
    ? pass('The definers of the dump exist on the target.')
    : warn(
        `${listed(missing)} ${verb(missing.length, 'is', 'are')} not on the target: views, triggers, routines and events in ${verb(missing.length, 'this name', 'these names')} fail when they are used.`,
        `Make the ${verb(missing.length, 'account', 'accounts')} there, without a login if need be (ACCOUNT LOCK), or dump with other definers.`,
      );
};

/** From MySQL 8.2 on a definer that does not exist takes a privilege of its own. */
function lacksOrphans({ model, target }: ImportCase): boolean {
  const { version, accounts, grants } = target;
  if (version.family === 'mariadb' || !atLeast(version, 8, 2) || !accounts.known || !grants.known) return false;
  const named = model.definers.filter((definer) => definer.includes('@'));
  if (missingDefiners(named, accounts.value).length === 0) return false;
  return !['ALLOW_NONEXISTENT_DEFINER', 'SUPER'].some((name) => mayDo(grants.value, name, null));
}

function missingDefiners(definers: readonly string[], accounts: readonly string[]): readonly string[] {
  const there = new Set(accounts.map(accountKey));
  return definers.filter((definer) => !there.has(accountKey(definer)));
}

/** Hosts are the same in any case, users are not. */
function accountKey(account: string): string {
  const at = account.lastIndexOf('@');
  return `${account.slice(0, at)}@${account.slice(at + 1).toLowerCase()}`;
}

function quotedAccount(account: string): string {
  const at = account.lastIndexOf('@');
  const [user, host] = at < 0 ? [account, ''] : [account.slice(0, at), account.slice(at + 1)];
  return at < 0 ? quoteText(user) : `${quoteText(user)}@${quoteText(host)}`;
}

/** A database in a GRANT: its underscores and percent signs are no wildcards. */
function quotePattern(schema: string): string {
  return quoteName(schema.replaceAll(/[_%]/g, String.raw`\$&`));
}
