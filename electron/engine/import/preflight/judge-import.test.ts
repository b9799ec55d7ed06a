import { describe, expect, test } from 'vitest';
import { parseVersion } from '../../../../shared/domain/server.ts';
import { overwrittenBy } from './judge-import.ts';
import { notKnown } from './known.ts';
import { importGuards } from './questions/question.ts';
import { exampleExisting, exampleTarget } from './testing/example-target.ts';
import { answers, check, plainQuestion } from './testing/judged-case.ts';
import type { Case } from './testing/judged-case.ts';
import { exampleDump, exampleTable, modelOf } from './testing/model-of.ts';

const settings = exampleTarget().settings;
const [old, maria] = [parseVersion('5.6.51'), parseVersion('10.11.9-MariaDB')];
const uuid = '3e11fa47-71ca-11e1-9e33-c80aa9429562';
const purged = exampleDump({
  head: `SET @@GLOBAL.GTID_PURGED=/*!80000 '+'*/ '${uuid}:1-9';\nCREATE DATABASE shop;\nUSE shop;`,
});
const plainPurged = purged.replace("/*!80000 '+'*/ ", '');
const shop = { databases: ['shop'] };
const rows = { ...shop, tables: [exampleExisting('orders', 1234), exampleExisting('other', 5)] };

test('a dump into a fresh server passes every question that arises', () => {
  const results = answers({});
  expect(results.filter(({ verdict }) => verdict !== 'pass')).toEqual([]);
  expect(results.length).toBeGreaterThan(15);
  expect(results.every(({ accepted, cure }) => accepted === null && cure === null)).toBe(true);
});

test('answers about the dump alone name no server', () => {
  const about = new Map(answers({}).map(({ code, server }) => [code, server]));
  expect(about.get('import-dump-complete')).toBeNull();
  expect(about.get('import-engines')).toBe('db1:3306');
});

describe('the dump', () => {
  test.each<Case>([
    { name: 'cut', dump: 'USE shop;\nINSERT INTO a VALUES (1)', code: 'import-dump-complete', verdict: 'block' },
    { name: 'unmarked', dump: exampleDump({ tail: '' }), code: 'import-dump-complete', verdict: 'warn' },
    { name: 'empty', dump: '-- nothing\n', code: 'import-dump-kind', verdict: 'block' },
    {
      name: 'of SQLite',
      dump: 'PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\n',
      code: 'import-dump-kind',
      verdict: 'block',
      says: 'SQLite',
    },
    {
      name: 'of PostgreSQL',
      dump: "SELECT pg_catalog.set_config('search_path', '', false);\n",
      code: 'import-dump-kind',
      verdict: 'block',
      says: 'PostgreSQL',
    },
    {
      name: 'other SQL',
      dump: exampleDump({ body: 'UPDATE orders SET a = 1;' }),
      code: 'import-order',
      verdict: 'warn',
      says: 'UPDATE ORDERS SET (line 6)',
    },
    { name: 'newer', target: { version: parseVersion('8.0.40') }, code: 'import-origin', verdict: 'warn' },
    { name: 'older', target: { version: parseVersion('9.1.0') }, code: 'import-origin', verdict: 'pass' },
    {
      name: 'other family',
      target: { version: maria },
      code: 'import-origin',
      verdict: 'warn',
      says: 'MariaDB 10.11.9',
    },
    { name: 'unknown', dump: 'USE a;\n', code: 'import-origin', verdict: 'warn' },
    { name: 'accounts', dump: exampleDump({ head: 'USE mysql;' }), code: 'import-system-schema', verdict: 'warn' },
    {
      name: 'accounts of another version',
      dump: exampleDump({ head: 'USE mysql;' }),
      target: { version: parseVersion('9.1.0') },
      code: 'import-system-schema',
      verdict: 'block',
    },
    { name: 'no accounts', code: 'import-system-schema', verdict: null },
  ])('$name: $code $verdict', check);
});

describe('coordinates', () => {
  test.each<Case>([
    {
      name: 'CHANGE MASTER',
      dump: exampleDump({ head: "-- CHANGE MASTER TO MASTER_LOG_FILE='b.000002', MASTER_LOG_POS=5;\nUSE shop;" }),
      code: 'import-coordinates',
      verdict: 'warn',
      says: 'CHANGE MASTER to b.000002:5 (line 4, a comment)',
    },
    { name: 'GTIDs not applied', dump: purged, code: 'import-coordinates', verdict: 'warn', says: 'GTID_PURGED' },
    { name: 'GTIDs not asked for', dump: purged, code: 'import-gtids', verdict: null },
    { name: 'no GTIDs', question: { applyGtids: true }, code: 'import-gtids', verdict: 'block' },
    {
      name: 'empty server',
      dump: purged,
      question: { applyGtids: true, logged: false },
      code: 'import-gtids',
      verdict: 'pass',
    },
    { name: 'logged', dump: purged, question: { applyGtids: true }, code: 'import-gtids', verdict: 'warn' },
    {
      name: 'executed already',
      dump: purged,
      target: { gtid: { kind: 'mysql', mode: 'ON', executed: `${uuid}:1-2`, purged: '' } },
      question: { applyGtids: true, logged: false },
      code: 'import-gtids',
      verdict: 'block',
      says: 'RESET BINARY LOGS AND GTIDS',
    },
    {
      name: 'purged there and not in it',
      dump: plainPurged,
      target: {
        gtid: {
          kind: 'mysql',
          mode: 'ON',
          executed: `${uuid.replace('3', '4')}:1-2`,
          purged: `${uuid.replace('3', '4')}:1`,
        },
      },
      question: { applyGtids: true, logged: false },
      code: 'import-gtids',
      verdict: 'block',
    },
    {
      name: '5.6 with other transactions',
      dump: plainPurged,
      target: {
        version: old,
        gtid: { kind: 'mysql', mode: 'ON', executed: `${uuid.replace('3', '4')}:1`, purged: '' },
      },
      question: { applyGtids: true, logged: false },
      code: 'import-gtids',
      verdict: 'block',
      says: 'RESET MASTER',
    },
    {
      name: '5.6 without GTIDs',
      dump: plainPurged,
      target: { version: old, gtid: { kind: 'mysql', mode: 'OFF', executed: '', purged: '' } },
      question: { applyGtids: true },
      code: 'import-gtids',
      verdict: 'block',
      says: 'gtid_mode',
    },
    {
      name: '5.6 by an import that is logged',
      dump: plainPurged,
      target: { version: old },
      question: { applyGtids: true },
      code: 'import-gtids',
      verdict: 'block',
      says: '--not-logged',
    },
    {
      name: 'MySQL’s on MariaDB',
      dump: purged,
      target: { version: maria, gtid: { kind: 'mariadb', slavePos: '', binlogPos: '', strict: false } },
      question: { applyGtids: true },
      code: 'import-gtids',
      verdict: 'block',
    },
  ])('$name: $code $verdict', check);
});

describe('names and what exists', () => {
  const loose = exampleDump({ head: '' });
  const cases = exampleDump({ body: `${exampleTable('a')}\n${exampleTable('A')}` });
  const made = exampleDump({ head: 'USE shop;', body: 'CREATE TABLE orders (id int);' });
  const data = exampleDump({ head: 'USE shop;', body: 'INSERT INTO orders VALUES (1);' });
  test.each<Case>([
    { name: 'nowhere', dump: loose, code: 'import-database', verdict: 'block', says: '--database' },
    { name: 'named', dump: loose, question: { database: 'shop' }, code: 'import-database', verdict: 'pass' },
    { name: 'named twice', question: { database: 'x' }, code: 'import-database', verdict: 'block', says: 'shop' },
    {
      name: 'not there',
      dump: loose,
      question: { database: 'x`y' },
      code: 'import-database-missing',
      verdict: 'block',
      says: 'CREATE DATABASE `x``y`;',
    },
    { name: 'there', dump: made, target: shop, code: 'import-database-missing', verdict: 'pass' },
    { name: 'cases apart', dump: cases, code: 'import-names-case', verdict: null },
    {
      name: 'cases collide',
      dump: cases,
      target: { settings: { ...settings, lowerCaseTableNames: 1 } },
      code: 'import-names-case',
      verdict: 'block',
      says: 'shop.a and shop.A',
    },
    {
      name: 'in the way',
      dump: made,
      target: rows,
      code: 'import-table-exists',
      verdict: 'block',
      says: 'shop.orders',
    },
    {
      name: 'to be overwritten',
      dump: made,
      target: rows,
      question: { overwrite: true },
      code: 'import-table-exists',
      verdict: 'pass',
    },
    {
      name: 'overwritten rows',
      dump: made,
      target: rows,
      question: { overwrite: true },
      code: 'import-rows-dropped',
      verdict: 'loss',
    },
    {
      name: 'overwritten, without rows',
      dump: made,
      target: { ...shop, tables: [exampleExisting('orders', 0)] },
      question: { overwrite: true },
      code: 'import-rows-dropped',
      verdict: 'pass',
    },
    {
      name: 'a view in the way of what is to be overwritten',
      dump: made,
      target: { ...shop, tables: [{ ...exampleExisting('orders', 0), kind: 'view' }] },
      question: { overwrite: true },
      code: 'import-table-exists',
      verdict: 'block',
    },
    {
      name: 'a view in the way',
      target: { tables: [{ ...exampleExisting('orders', 0), kind: 'view' }] },
      code: 'import-table-exists',
      verdict: 'block',
    },
    { name: 'data without a table', dump: data, target: shop, code: 'import-table-missing', verdict: 'block' },
    { name: 'data into rows', dump: data, target: rows, code: 'import-rows-added', verdict: 'warn' },
    {
      name: 'data into an empty table',
      dump: data,
      target: { ...shop, tables: [exampleExisting('orders', 0)] },
      code: 'import-rows-added',
      verdict: null,
    },
    {
      name: 'rows dropped',
      target: rows,
      code: 'import-rows-dropped',
      verdict: 'loss',
      says: '1 table with rows is dropped: shop.orders (about 1,234 rows).',
    },
    {
      name: 'an empty table dropped',
      target: { ...shop, tables: [exampleExisting('orders', 0)] },
      code: 'import-rows-dropped',
      verdict: 'pass',
    },
    {
      name: 'rows not known',
      target: { ...shop, tables: [{ ...exampleExisting('orders', 0), hasRows: notKnown('denied') }] },
      code: 'import-rows-dropped',
      verdict: 'loss',
      says: 'denied',
    },
    {
      name: 'a database dropped',
      dump: exampleDump({ head: 'DROP DATABASE IF EXISTS shop;\nCREATE DATABASE shop;\nUSE shop;' }),
      target: rows,
      code: 'import-rows-dropped',
      verdict: 'loss',
      says: 'shop.other (about 5 rows)',
    },
    {
      name: 'only dropped',
      dump: exampleDump({ head: 'USE shop;', body: 'DROP TABLE other;' }),
      target: rows,
      code: 'import-rows-dropped',
      verdict: 'loss',
      says: 'shop.other',
    },
    {
      name: 'another case',
      dump: exampleDump({ head: 'USE SHOP;' }),
      target: { ...rows, settings: { ...settings, lowerCaseTableNames: 1 } },
      code: 'import-rows-dropped',
      verdict: 'loss',
    },
  ])('$name: $code $verdict', check);

  test('ten of many dropped tables are named', () => {
    const tables = Array.from({ length: 13 }, (_, place) => exampleExisting(`t${String(place)}`, 1));
    const body = tables.map(({ name }) => exampleTable(name)).join('\n');
    const [loss] = answers({ dump: exampleDump({ body }), target: { ...shop, tables } }).filter(
      ({ verdict }) => verdict === 'loss',
    );
    expect(loss?.message).toMatch(/^13 tables with rows are dropped: .*shop\.t9 \(about 1 row\) and 3 more\.$/);
  });
});

test('names that are no single word are quoted, so that one sees where each of them ends', () => {
  const dump = exampleDump({ head: 'USE `a, b`;', body: 'CREATE TABLE `my t``s` (id int);' });
  const target = { databases: ['a, b'], tables: [{ ...exampleExisting('my t`s', 1), schema: 'a, b' }] };
  const messages = answers({ dump, target }).map(({ message }) => message);
  expect(messages).toContain('On the target already, and not dropped by the dump: `a, b`.`my t``s`.');
});

test('codes are those of the list, in its order', () => {
  const codes = answers({ dump: purged, question: { applyGtids: true } }).map(({ code }) => code);
  expect(importGuards.filter((code) => codes.includes(code))).toEqual(codes);
});

test('only what is in the way is overwritten, in the dump’s own words, and only where that is asked for', () => {
  const dump = modelOf(
    exampleDump({ head: 'USE shop;', body: `CREATE TABLE Orders (id int);\n${exampleTable('other')}` }),
  );
  const target = exampleTarget({ ...rows, settings: { ...exampleTarget().settings, lowerCaseTableNames: 1 } });
  expect(overwrittenBy(dump, target, { ...plainQuestion, overwrite: true })).toEqual([
    { schema: 'shop', name: 'Orders' },
  ]);
  expect(overwrittenBy(dump, target, plainQuestion)).toEqual([]);
});
