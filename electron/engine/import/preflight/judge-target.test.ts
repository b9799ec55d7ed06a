import { describe, test } from 'vitest';
import { parseVersion } from '../../../../shared/domain/server.ts';
import { grantsOf } from './grants.ts';
import { known, notKnown } from './known.ts';
import { exampleChannel, exampleExisting, exampleTarget } from './testing/example-target.ts';
import { check } from './testing/judged-case.ts';
import type { Case } from './testing/judged-case.ts';
import { exampleDump, exampleTable } from './testing/model-of.ts';

const settings = exampleTarget().settings;
const old = parseVersion('5.6.51');
const replica = { host: 'db2', port: 3306, serverId: 2, uuid: null, via: 'replica-list' } as const;

describe('the target’s role', () => {
  const running = known([exampleChannel({ io: 'connecting', sql: 'no' })]);
  const stopped = known([exampleChannel({ io: 'no', sql: 'no' })]);
  const attached = known([replica]);
  const production = { environment: 'production' } as const;
  test.each<Case>([
    { name: 'runs', target: { channels: running }, code: 'import-running-replica', verdict: 'block', says: 'db0:3306' },
    { name: 'stopped', target: { channels: stopped }, code: 'import-running-replica', verdict: 'warn' },
    { name: 'not told', target: { channels: notKnown('denied') }, code: 'import-running-replica', verdict: 'block' },
    {
      name: 'not told, development',
      target: { channels: notKnown('denied') },
      question: { environment: 'development' },
      code: 'import-running-replica',
      verdict: 'warn',
    },
    {
      name: 'read-only',
      target: { settings: { ...settings, readOnly: true } },
      code: 'import-read-only',
      verdict: 'block',
      says: 'SET GLOBAL read_only = OFF',
    },
    {
      name: 'super',
      target: { settings: { ...settings, superReadOnly: true } },
      code: 'import-read-only',
      verdict: 'block',
      says: 'super_read_only = OFF',
    },
    { name: 'production', question: production, code: 'import-production-master', verdict: 'loss' },
    {
      name: 'production, stopped {replica}',
      target: { channels: stopped },
      question: production,
      code: 'import-production-master',
      verdict: 'pass',
    },
    {
      name: 'production, read-only',
      target: { settings: { ...settings, readOnly: true } },
      question: production,
      code: 'import-production-master',
      verdict: null,
    },
    {
      name: 'with {replicas}',
      target: { replicas: attached },
      code: 'import-production-master',
      verdict: 'loss',
      says: '1 {replica} replicates',
    },
    {
      name: '{replicas} not told',
      target: { replicas: notKnown('denied') },
      code: 'import-production-master',
      verdict: 'warn',
      says: 'PROCESS',
    },
    { name: 'logged', target: { replicas: attached }, code: 'import-logged', verdict: 'warn', says: '1 {replica}' },
    {
      name: 'not logged',
      target: { replicas: attached },
      question: { logged: false },
      code: 'import-logged',
      verdict: 'warn',
      says: 'will not have this data',
    },
    { name: 'not logged, alone', question: { logged: false }, code: 'import-logged', verdict: 'pass' },
  ])('$name: $code $verdict', check);
});

describe('what the target can', () => {
  const body = (rest: string, options?: string): string => exampleDump({ body: exampleTable('orders', rest, options) });
  const few = {
    ...exampleTarget(),
    version: old,
    charsets: ['latin1', 'utf8', 'utf8mb4'],
    collations: ['utf8_general_ci'],
  };
  const grants = (...lines: readonly string[]) => known(grantsOf(lines.map((line) => ({ grant: line }))));
  const trigger = `${exampleTable('orders')}\nCREATE DEFINER=\`gone\`@\`%\` TRIGGER t BEFORE INSERT ON orders FOR EACH ROW SET @a = 1;`;
  test.each<Case>([
    {
      name: 'no engine',
      dump: body('', 'ENGINE=TokuDB'),
      code: 'import-engines',
      verdict: 'block',
      says: 'tokudb, of shop.orders',
    },
    {
      name: 'new collation',
      dump: body('', 'COLLATE=utf8mb4_0900_ai_ci'),
      target: few,
      code: 'import-charsets',
      verdict: 'block',
    },
    { name: 'odd collation', dump: body('', 'COLLATE=utf8mb4_odd_ci'), code: 'import-charsets', verdict: 'warn' },
    {
      name: 'two names of one',
      dump: body('', 'DEFAULT CHARSET=utf8 COLLATE=utf8_general_ci'),
      code: 'import-charsets',
      verdict: 'pass',
    },
    {
      name: 'small packet',
      target: { settings: { ...settings, maxAllowedPacket: 35 } },
      code: 'import-packet',
      verdict: 'block',
      says: 'SET GLOBAL max_allowed_packet = 1024;',
    },
    { name: 'no room', target: { freeBytes: 10 }, code: 'import-disk', verdict: 'warn' },
    { name: 'room not told', code: 'import-disk', verdict: null },
    {
      name: 'privileges',
      target: { account: 'im@%', grants: grants('GRANT SELECT, INSERT, CREATE ON `shop`.* TO `im`@`%`') },
      code: 'import-privileges',
      verdict: 'block',
      says: "GRANT ALTER, DROP ON `shop`.* TO 'im'@'%';",
    },
    ...[true, false].map((overwrite): Case => ({
      name: `privileges, overwriting: ${String(overwrite)}`,
      dump: exampleDump({ head: 'USE shop;', body: 'CREATE TABLE orders (id int);' }),
      question: { overwrite },
      target: {
        account: 'im@%',
        databases: ['shop'],
        tables: [exampleExisting('orders', 5)],
        grants: grants('GRANT SELECT, INSERT, CREATE, ALTER ON `shop`.* TO `im`@`%`'),
      },
      code: 'import-privileges',
      verdict: overwrite ? 'block' : 'pass',
      ...(overwrite ? { says: "GRANT DROP ON `shop`.* TO 'im'@'%';" } : {}),
    })),
    {
      name: 'privileges by pattern',
      target: { grants: grants('GRANT USAGE ON *.* TO `im`@`%`', 'GRANT ALL PRIVILEGES ON `sh%`.* TO `im`@`%`') },
      code: 'import-privileges',
      verdict: 'pass',
    },
    {
      name: 'privileges taken back',
      target: {
        grants: grants(
          'GRANT SELECT, INSERT, CREATE, ALTER, DROP ON *.* TO `im`@`%`',
          'REVOKE DROP ON `shop`.* FROM `im`@`%`',
        ),
      },
      code: 'import-privileges',
      verdict: 'block',
      says: 'DROP on shop',
    },
    {
      name: 'privileges on a table',
      target: {
        grants: grants(
          'GRANT SELECT, INSERT, CREATE, ALTER, DROP ON `shop`.`orders` TO `im`@`%`',
          'GRANT CREATE ON `shop`.* TO `im`@`%`',
        ),
      },
      code: 'import-privileges',
      verdict: 'pass',
    },
    {
      name: 'unlogged',
      question: { logged: false },
      target: { grants: grants('GRANT ALL PRIVILEGES ON `shop`.* TO `im`@`%`') },
      code: 'import-privileges',
      verdict: 'block',
      says: 'GRANT SESSION_VARIABLES_ADMIN ON *.*',
    },
    {
      name: 'triggers of others',
      dump: exampleDump({ body: trigger }),
      target: { grants: grants('GRANT ALL PRIVILEGES ON `shop`.* TO `im`@`%`') },
      code: 'import-privileges',
      verdict: 'block',
      says: 'GRANT SET_ANY_DEFINER, SUPER, ALLOW_NONEXISTENT_DEFINER ON *.*',
    },
    {
      name: 'definers with SYSTEM_USER',
      dump: exampleDump({ body: trigger }),
      target: {
        account: 'im@%',
        systemAccounts: known(['gone@%']),
        grants: grants(
          'GRANT SET_ANY_DEFINER, SUPER ON *.* TO `im`@`%`',
          'GRANT ALL PRIVILEGES ON `shop`.* TO `im`@`%`',
        ),
      },
      code: 'import-privileges',
      verdict: 'block',
      says: "GRANT SYSTEM_USER ON *.* TO 'im'@'%';",
    },
    {
      name: 'the newer name of a collation on 5.6',
      dump: body('', 'DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci'),
      target: few,
      code: 'import-charsets',
      verdict: 'pass',
    },
    { name: 'privileges not told', target: { grants: notKnown('odd') }, code: 'import-privileges', verdict: 'warn' },
    { name: 'no definers', code: 'import-definers', verdict: null },
    {
      name: 'definers gone',
      dump: exampleDump({ body: trigger }),
      code: 'import-definers',
      verdict: 'warn',
      says: 'gone@%',
    },
    {
      name: 'definers there',
      dump: exampleDump({ body: trigger }),
      target: { accounts: known(['gone@%']) },
      code: 'import-definers',
      verdict: 'pass',
    },
    {
      name: 'definers not told',
      dump: exampleDump({ body: trigger }),
      target: { accounts: notKnown('denied') },
      code: 'import-definers',
      verdict: 'warn',
    },
    {
      name: 'rows for a table without transactions',
      dump: 'USE `shop`;\nINSERT INTO `orders` VALUES (1);\n',
      target: { tables: [{ ...exampleExisting('orders', 5), engine: 'myisam' }] },
      question: { progressTable: true },
      code: 'import-resumable',
      verdict: 'warn',
      says: 'shop.orders',
    },
    {
      name: 'rows for a table with transactions',
      dump: 'USE `shop`;\nINSERT INTO `orders` VALUES (1);\n',
      target: { tables: [exampleExisting('orders', 5)] },
      question: { progressTable: true },
      code: 'import-resumable',
      verdict: null,
    },
    { name: 'no key', dump: body(''), code: 'import-primary-keys', verdict: 'warn', says: 'orders' },
    {
      name: 'no key, kept',
      dump: body(''),
      question: { progressTable: true },
      code: 'import-primary-keys',
      verdict: 'pass',
    },
  ])('$name: $code $verdict', check);
});
