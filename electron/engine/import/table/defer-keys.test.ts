import { expect, test } from 'vitest';
import { deferKeys } from './defer-keys.ts';
import type { KeepRules } from './keys-to-keep.ts';
import { readTable } from './read-table.ts';

function split(body: readonly string[], options = 'ENGINE=InnoDB', rules: KeepRules = {}) {
  const statement = Buffer.from(`CREATE TABLE \`t\` (\n  ${body.join(',\n  ')}\n) ${options}`);
  const definition = readTable(statement);
  if (definition === null) throw new Error('not read');
  const { create, alters, kept } = deferKeys(statement, definition, rules);
  const reasons = kept.map(({ key, because }) => `${key.name ?? 'PRIMARY'}: ${because}`);
  return { create: create.toString(), alters: alters.map(String), kept: reasons };
}

const id = '`id` int NOT NULL';
const primary = 'PRIMARY KEY (`id`)';

test('plain keys wait, full-text ones before them and alone', () => {
  const body = [
    id,
    "`a` varchar(9) DEFAULT 'x),(' COMMENT 'KEY `k` (`a`)'",
    primary,
    "KEY `a` (`a`(3)) COMMENT 'it''s, (b)'",
    'FULLTEXT KEY `f` (`a`)',
    'FULLTEXT KEY `g` (`a`)',
  ];
  expect(split(body)).toEqual({
    create: `CREATE TABLE \`t\` (\n  ${body.slice(0, 3).join(',\n  ')}\n) ENGINE=InnoDB`,
    alters: [
      'ALTER TABLE `t` ADD FULLTEXT KEY `f` (`a`)',
      'ALTER TABLE `t` ADD FULLTEXT KEY `g` (`a`)',
      "ALTER TABLE `t` ADD KEY `a` (`a`(3)) COMMENT 'it''s, (b)'",
    ],
    kept: ['PRIMARY: primary'],
  });
});

test.each<[string, readonly string[], string | undefined, KeepRules, readonly string[]]>([
  ['another engine', [id, primary, 'KEY `a` (`id`)'], 'ENGINE=MyISAM', {}, ['PRIMARY: primary', 'a: engine']],
  ['no engine named', [id, primary, 'KEY `a` (`id`)'], '', {}, ['PRIMARY: primary', 'a: engine']],
  [
    'system versioning',
    [id, primary, 'KEY `a` (`id`)'],
    'ENGINE=InnoDB WITH SYSTEM VERSIONING',
    {},
    ['PRIMARY: primary', 'a: versioned'],
  ],
  ['unique keys', [id, primary, 'UNIQUE KEY `u` (`id`)'], undefined, {}, ['PRIMARY: primary', 'u: unique']],
  [
    'unique keys that may wait',
    [id, primary, 'UNIQUE KEY `u` (`id`)'],
    undefined,
    { unique: 'defer' },
    ['PRIMARY: primary'],
  ],
  ['unique keys without a primary one', [id, 'UNIQUE KEY `u` (`id`)'], undefined, { unique: 'defer' }, ['u: unique']],
  [
    'the key of AUTO_INCREMENT and those before it',
    [id, '`n` int NOT NULL AUTO_INCREMENT', primary, 'KEY `b` (`id`,`n`)', 'KEY `n` (`n`)', 'KEY `z` (`n`)'],
    undefined,
    {},
    ['PRIMARY: primary', 'b: order', 'n: auto-increment'],
  ],
  [
    'the key of a foreign key',
    [
      id,
      '`p` int',
      primary,
      'KEY `p` (`p`,`id`)',
      'KEY `z` (`id`)',
      'CONSTRAINT `c` FOREIGN KEY (`p`) REFERENCES `q` (`id`)',
    ],
    undefined,
    {},
    ['PRIMARY: primary', 'p: foreign-key'],
  ],
  [
    'what foreign keys of the table itself refer to',
    [id, '`p` int', primary, 'KEY `p` (`p`)', 'CONSTRAINT `c` FOREIGN KEY (`id`) REFERENCES `t` (`p`)'],
    undefined,
    {},
    ['PRIMARY: primary', 'p: foreign-key'],
  ],
  [
    'what other tables refer to',
    [id, '`p` int', primary, 'KEY `p` (`p`)'],
    undefined,
    { referenced: [['P']] },
    ['PRIMARY: primary', 'p: foreign-key'],
  ],
])('kept: %s', (_title, body, options, rules, kept) => {
  expect(split(body, options, rules).kept).toEqual(kept);
});
