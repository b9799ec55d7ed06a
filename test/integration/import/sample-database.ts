import type { Flavour } from '../../../shared/domain/flavour.ts';

/** Two databases with what is hard in a dump: names, bytes, keys, views of views, triggers, routines, events. */
export function sampleStatements(family: Flavour): readonly string[] {
  return [
    'CREATE DATABASE shop DEFAULT CHARACTER SET utf8mb4',
    'CREATE DATABASE `we``ird — base` DEFAULT CHARACTER SET latin1',
    'CREATE DATABASE plain DEFAULT CHARACTER SET utf8mb4',
    ...tables,
    ...(family === 'mysql56' ? [] : modernTables(family)),
    ...rows,
    ...programs,
  ];
}

const tables = [
  `CREATE TABLE shop.customer (
     id INT UNSIGNED NOT NULL AUTO_INCREMENT, mail VARCHAR(120) NOT NULL, name VARCHAR(80) DEFAULT 'a,(b)''c' COMMENT 'it''s; (odd)',
     notes TEXT, born DATE, PRIMARY KEY (id), UNIQUE KEY mail (mail), UNIQUE KEY name (name), KEY born (born),
     KEY name_born (name(10), born), FULLTEXT KEY notes (notes)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COMMENT='has; a ) in it'`,
  `CREATE TABLE shop.purchase (
     id BIGINT NOT NULL, line SMALLINT NOT NULL, counter INT NOT NULL AUTO_INCREMENT, customer INT UNSIGNED NOT NULL, paid DECIMAL(12,2), at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
     PRIMARY KEY (id, line), KEY paid (paid), KEY counter (counter), KEY customer (customer), KEY at (at),
     CONSTRAINT buyer FOREIGN KEY (customer) REFERENCES shop.customer (id) ON DELETE CASCADE) ENGINE=InnoDB`,
  'CREATE TABLE shop.picture (id INT NOT NULL PRIMARY KEY, content LONGBLOB, bits BIT(5), kind ENUM("a\'b","c") ) ENGINE=InnoDB',
  'CREATE TABLE shop.`no key` (a INT, b VARCHAR(20) CHARACTER SET latin1) ENGINE=InnoDB',
  'CREATE TABLE shop.`select` (`from` INT PRIMARY KEY, `wh``ere` INT, KEY `wh``ere` (`wh``ere`)) ENGINE=InnoDB',
  'CREATE TABLE shop.`a "quoted" é` (id INT PRIMARY KEY, KEY one (id)) ENGINE=InnoDB',
  'CREATE TABLE shop.old (id INT NOT NULL AUTO_INCREMENT, v VARCHAR(10), PRIMARY KEY (id), KEY v (v)) ENGINE=MyISAM',
  'CREATE TABLE shop.parted (id INT NOT NULL, y INT NOT NULL, PRIMARY KEY (id, y), KEY y (y)) ENGINE=InnoDB PARTITION BY RANGE (y) (PARTITION p0 VALUES LESS THAN (2020), PARTITION p1 VALUES LESS THAN MAXVALUE)',
  'CREATE TABLE shop.empty (id INT PRIMARY KEY) ENGINE=InnoDB',
  'CREATE TABLE `we``ird — base`.t1 (id INT PRIMARY KEY, v VARBINARY(200)) ENGINE=InnoDB',
  'CREATE TABLE `we``ird — base`.child (id INT PRIMARY KEY, parent INT, self INT, KEY self (self), KEY parent (parent), CONSTRAINT up FOREIGN KEY (parent) REFERENCES `we``ird — base`.t1 (id), CONSTRAINT me FOREIGN KEY (self) REFERENCES `we``ird — base`.child (id)) ENGINE=InnoDB',
];

function modernTables(family: Flavour): readonly string[] {
  const common = [
    `CREATE TABLE shop.modern (id INT NOT NULL, a INT, doubled INT GENERATED ALWAYS AS (a * 2) VIRTUAL, kept INT GENERATED ALWAYS AS (a + 1) STORED,
       j JSON, spot POINT NOT NULL, hidden INT DEFAULT 3 INVISIBLE, PRIMARY KEY (id), KEY doubled (doubled), KEY a (a), SPATIAL KEY spot (spot), KEY kept (kept),
       CONSTRAINT positive CHECK (a > -1000)) ENGINE=InnoDB`,
    'INSERT INTO shop.modern (id, a, j, spot) VALUES (1, 5, \'{"a": "b\\\\\\\\n"}\', POINT(1, 2)), (2, NULL, NULL, POINT(3, 4))',
  ];
  const own =
    family === 'mysql'
      ? [
          'CREATE TABLE shop.functional (id INT PRIMARY KEY, v VARCHAR(20), w INT, KEY low ((lower(v))), KEY plain (w DESC), KEY unseen (v) INVISIBLE, KEY last (w)) ENGINE=InnoDB',
        ]
      : [
          'CREATE SEQUENCE shop.numbers START WITH 5',
          'CREATE TABLE shop.versioned (id INT PRIMARY KEY, v INT, KEY v (v)) ENGINE=InnoDB WITH SYSTEM VERSIONING',
          'INSERT INTO shop.versioned VALUES (1, 1)',
        ];
  return [...common, ...own];
}

const rows = [
  'CREATE TABLE plain.one (id INT PRIMARY KEY, name VARCHAR(20), KEY name (name)) ENGINE=InnoDB',
  "INSERT INTO plain.one VALUES (1, 'x'), (2, 'y')",
  'CREATE VIEW plain.seen AS SELECT name FROM plain.one',
  'USE plain',
  'CREATE TRIGGER again BEFORE UPDATE ON one FOR EACH ROW SET NEW.name = OLD.name',
  `INSERT INTO shop.customer (mail, name, notes, born) VALUES ('a@x', 'O''Hara', 'semi; colon -- no comment', '1980-01-01'),
     ('b@x', 'back\\\\slash', 'line\\nbreak # not one', NULL), ('c@x', 'quote"s', '/* no */ /*!50000 comment */', '1990-02-03'), ('d@x', NULL, '),(', '2000-12-31')`,
  'INSERT INTO shop.purchase (id, line, customer, paid) VALUES (1, 1, 1, 10.5), (1, 2, 1, -3.25), (2, 1, 2, NULL)',
  "INSERT INTO shop.picture VALUES (1, UNHEX('00010203270a5c0d1a22ff3b'), b'101', 'a''b'), (2, UNHEX('5c275c5c27'), NULL, 'c'), (3, REPEAT(UNHEX('00275cff0a'), 5000), b'1', 'c')",
  "INSERT INTO shop.`no key` VALUES (1, 'x'), (1, 'x'), (NULL, NULL)",
  'INSERT INTO shop.`select` VALUES (1, 1), (2, 2)',
  'INSERT INTO shop.`a "quoted" é` VALUES (1)',
  "INSERT INTO shop.old VALUES (1, 'x'), (2, 'y'), (5, 'z')",
  'INSERT INTO shop.parted VALUES (1, 2019), (2, 2021)',
  "INSERT INTO `we``ird — base`.t1 VALUES (1, 'it''s'), (2, UNHEX('c3a4e4'))",
  'INSERT INTO `we``ird — base`.child VALUES (1, 1, NULL), (2, 2, 1)',
];

const programs = [
  'CREATE VIEW shop.buyers AS SELECT id, name FROM shop.customer',
  'CREATE SQL SECURITY INVOKER VIEW shop.`a buyers` AS SELECT name FROM shop.buyers',
  "CREATE DEFINER = 'gone'@'%' TRIGGER shop.stamp BEFORE INSERT ON shop.purchase FOR EACH ROW BEGIN SET NEW.at = NOW(); SET @x = ';;'; END",
  "CREATE PROCEDURE shop.work(IN a INT) COMMENT 'it''s' BEGIN SELECT 1; /* ; */ SELECT '$$'; END",
  'CREATE FUNCTION shop.twice(a INT) RETURNS INT DETERMINISTIC RETURN a * 2',
  'CREATE EVENT shop.nightly ON SCHEDULE EVERY 1 DAY STARTS "2030-01-01" DISABLE DO BEGIN DELETE FROM shop.`no key`; END',
];
