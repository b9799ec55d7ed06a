import { describe, test } from 'vitest';
import { parseVersion } from '../../../../shared/domain/server.ts';
import { grantsOf } from './grants.ts';
import { known } from './known.ts';
import { exampleTarget } from './testing/example-target.ts';
import { check, type Case } from './testing/judged-case.ts';

const { settings } = exampleTarget();
const durability = { question: { speed: ['durability'] } } as const;
const redoLog = { question: { speed: ['redo-log'] } } as const;
const maria = { version: parseVersion('10.11.9-MariaDB'), settings: { ...settings, redoLog: null } };
const mayAllBut = (...more: readonly string[]) =>
  known(
    grantsOf(
      [
        'GRANT ALL PRIVILEGES ON `shop`.* TO `im`@`%`',
        ...more.map((name) => `GRANT ${name} ON *.* TO \`im\`@\`%\``),
      ].map((grant) => ({ grant })),
    ),
  );

describe('faster on consent', () => {
  test.each<Case>([
    { name: 'not asked', code: 'import-durability', verdict: null },
    {
      ...{ name: 'asked', ...durability, code: 'import-durability', verdict: 'warn' },
      says: 'innodb_flush_log_at_trx_commit = 2 (now 1), sync_binlog = 0 (now 1)',
    },
    {
      name: 'loose already',
      ...durability,
      target: { settings: { ...settings, flushLogAtCommit: '2', syncBinlog: '0' } },
      ...{ code: 'import-durability', verdict: 'pass' },
    },
    { name: 'not asked', code: 'import-redo-log', verdict: null },
    { name: 'alone', ...redoLog, code: 'import-redo-log', verdict: 'warn', says: 'does not start any more' },
    {
      name: 'with its own database there already',
      ...{ ...redoLog, target: { databases: ['mysql', 'sys', 'shop', 'signalbox_import'] } },
      ...{ code: 'import-redo-log', verdict: 'warn' },
    },
    {
      name: 'with other databases',
      ...{ ...redoLog, target: { databases: ['mysql', 'shop', 'crm', 'wiki'] } },
      ...{ code: 'import-redo-log', verdict: 'loss', says: 'crm, wiki, which this import is not about' },
    },
    { name: 'MariaDB', ...redoLog, target: maria, code: 'import-redo-log', verdict: 'block' },
    {
      name: 'durability without the privilege',
      ...{ ...durability, target: { grants: mayAllBut(), account: 'im@%' } },
      ...{ code: 'import-privileges', verdict: 'block', says: "GRANT SYSTEM_VARIABLES_ADMIN ON *.* TO 'im'@'%';" },
    },
    {
      name: 'durability on MariaDB',
      ...{ ...durability, target: { ...maria, grants: mayAllBut('SUPER') } },
      ...{ code: 'import-privileges', verdict: 'pass' },
    },
    {
      name: 'durability on MariaDB without SUPER',
      ...{ ...durability, target: { ...maria, grants: mayAllBut('BINLOG ADMIN') } },
      ...{ code: 'import-privileges', verdict: 'block', says: 'GRANT SUPER ON *.*' },
    },
    {
      name: 'no privilege for the redo log',
      ...{ ...redoLog, target: { grants: mayAllBut('SUPER') } },
      ...{ code: 'import-privileges', verdict: 'block', says: 'GRANT INNODB_REDO_LOG_ENABLE ON *.*' },
    },
    {
      name: 'with it',
      ...{ ...redoLog, target: { grants: mayAllBut('INNODB_REDO_LOG_ENABLE') } },
      ...{ code: 'import-privileges', verdict: 'pass' },
    },
  ])('$name: $code $verdict', check);
});
