import type { Flavour } from '../../../../shared/domain/flavour.ts';
import { sha2Hash } from './sha2-hash.ts';

export interface Account {
  readonly user: string;
  readonly password: string;
}

/** The accounts that every practice server gets, with the same passwords everywhere. */
export interface Accounts {
  /** What Signalbox logs in as: observes and operates; where `movesData`, it also dumps and imports. */
  readonly operate: Account & { readonly movesData: boolean };
  readonly replication: Account;
  /** An ordinary application: everything in its own schema, nothing beside it. */
  readonly application: Account & { readonly schema: string };
  /** null leaves root@localhost without a password, reachable through the socket only. */
  readonly rootPassword: string | null;
}

/** Global privileges of an account that operates MariaDB 10.11: rulebook section 8, *Observe* and *Operate*. */
const mariadbOperate = [
  'BINLOG MONITOR',
  'SLAVE MONITOR',
  'PROCESS',
  'REPLICATION MASTER ADMIN',
  'REPLICATION SLAVE',
  'REPLICATION SLAVE ADMIN',
  'READ_ONLY ADMIN',
  'CONNECTION ADMIN',
  'BINLOG ADMIN',
  'RELOAD',
  'SUPER',
  'EVENT',
];

/** The same for MySQL 8.4 and 9.x; SET_ANY_DEFINER lets it switch events off and on under their own definer. */
const mysqlOperate = [
  'REPLICATION CLIENT',
  'REPLICATION SLAVE',
  'PROCESS',
  'EVENT',
  'RELOAD',
  'XA_RECOVER_ADMIN',
  'REPLICATION_SLAVE_ADMIN',
  'SYSTEM_VARIABLES_ADMIN',
  'BINLOG_ADMIN',
  'CONNECTION_ADMIN',
  'SYSTEM_USER',
  'SET_ANY_DEFINER',
];

/** The same for MySQL 5.6, where SUPER is what all the others were made of later. */
const mysql56Operate = ['REPLICATION CLIENT', 'REPLICATION SLAVE', 'PROCESS', 'EVENT', 'SUPER', 'RELOAD'];

const operatePrivileges: Readonly<Record<Flavour, readonly string[]>> = {
  mariadb: mariadbOperate,
  mysql: mysqlOperate,
  mysql56: mysql56Operate,
};

/** What dumps and imports take besides, on every family: docs/privileges.md. */
const dataPrivileges = [
  ...['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'CREATE', 'DROP', 'ALTER', 'INDEX', 'REFERENCES'],
  ...['CREATE VIEW', 'SHOW VIEW', 'CREATE ROUTINE', 'ALTER ROUTINE', 'TRIGGER', 'EVENT', 'SUPER'],
];

/**
 * Statements that make the accounts, one a line as an init file wants them, unlogged so that they are no one's
 * errant transactions.
 */
export function accountStatements(family: Flavour, accounts: Accounts): string[] {
  const { operate, replication, application, rootPassword } = accounts;
  return [
    'SET SESSION sql_log_bin = 0',
    ...[operate, replication, application].map((account) => createAccount(family, account)),
    `GRANT ${operatePrivileges[family].join(', ')} ON *.* TO ${nameOf(operate)}`,
    ...(operate.movesData ? [`GRANT ${dataPrivileges.join(', ')} ON *.* TO ${nameOf(operate)}`] : []),
    `GRANT SELECT ON mysql.* TO ${nameOf(operate)}`,
    `GRANT SELECT ON performance_schema.* TO ${nameOf(operate)}`,
    `GRANT REPLICATION SLAVE ON *.* TO ${nameOf(replication)}`,
    `CREATE DATABASE IF NOT EXISTS ${application.schema}`,
    `GRANT ALL PRIVILEGES ON ${application.schema}.* TO ${nameOf(application)}`,
    ...(rootPassword === null ? [] : [rootStatement(family, rootPassword)]),
  ];
}

/** A SQL string literal, safe whatever the sql_mode's view of backslashes, as they are refused. */
export function literal(text: string): string {
  if (text.includes('\\')) throw new RangeError('A backslash in a literal means different things to different modes.');
  return `'${text.replaceAll("'", "''")}'`;
}

/** Stored alike on every server, as an account is that came by replication: MySQL would salt it anew on each. */
function createAccount(family: Flavour, account: Account): string {
  const byPassword = `IDENTIFIED BY ${literal(account.password)}`;
  const byHash = `IDENTIFIED WITH caching_sha2_password AS ${literal(sha2Hash(account.password))}`;
  switch (family) {
    case 'mariadb':
      return `CREATE USER IF NOT EXISTS ${nameOf(account)} ${byPassword}`;
    case 'mysql':
      return `CREATE USER IF NOT EXISTS ${nameOf(account)} ${byHash}`;
    case 'mysql56':
      return `GRANT USAGE ON *.* TO ${nameOf(account)} ${byPassword}`;
  }
}

function rootStatement(family: Flavour, password: string): string {
  return family === 'mysql56'
    ? `SET PASSWORD FOR 'root'@'localhost' = PASSWORD(${literal(password)})`
    : `ALTER USER 'root'@'localhost' IDENTIFIED BY ${literal(password)}`;
}

function nameOf(account: Account): string {
  return `${literal(account.user)}@'%'`;
}
