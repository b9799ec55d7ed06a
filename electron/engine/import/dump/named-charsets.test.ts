import { expect, test } from 'vitest';
import { charsetsIn, charsetsOfSet } from './named-charsets.ts';

test('databases, columns, parameters and expressions name them, texts and names do not', () => {
  const found = charsetsIn(
    Buffer.from(`CREATE DATABASE \`collate\` /*!40100 DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci */;
      CREATE TABLE t (a CHAR(1) CHARACTER SET latin1 COLLATE latin1_bin DEFAULT 'charset x', b TEXT COMMENT 'collate y') CHARSET=ucs2 COLLATE='UCS2_BIN';
      CREATE FUNCTION f(a TEXT CHARSET sjis) RETURNS TEXT RETURN convert(a using utf8) collate utf8_bin`),
  );
  expect(found).toEqual({
    charsets: ['utf8mb4', 'latin1', 'ucs2', 'sjis'],
    collations: ['utf8mb4_0900_ai_ci', 'latin1_bin', 'ucs2_bin', 'utf8_bin'],
  });
});

test('SET names them, but for those that are kept in variables', () => {
  const set = (name: string, value: string) => ({ target: { scope: 'session' as const, name }, value });
  const found = charsetsOfSet([
    set('names', "'utf8mb4' COLLATE 'utf8mb4_uca1400_ai_ci'"),
    set('character_set_client', 'latin1'),
    set('collation_connection', 'utf8mb4_0900_ai_ci'),
    set('character_set_results', '@saved_cs_results'),
    set('sql_mode', "'ANSI'"),
  ]);
  expect(found).toEqual({
    charsets: ['utf8mb4', 'latin1'],
    collations: ['utf8mb4_uca1400_ai_ci', 'utf8mb4_0900_ai_ci'],
  });
});
