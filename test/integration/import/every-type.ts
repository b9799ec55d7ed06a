import type { Flavour } from '../../../shared/domain/flavour.ts';

/** A database and what a family can have in it that is seldom seen in a dump; MariaDB’s program takes no quotes in the name. */
export const everyDatabase = 'ev`ery type; é';
const schema = '`ev``ery type; é`';

/** Statements to be sent one after another over one session. */
export function everyTypeStatements(family: Flavour): readonly string[] {
  return [
    `CREATE DATABASE ${schema} DEFAULT CHARACTER SET utf8mb4`,
    `USE ${schema}`,
    "SET SESSION sql_mode = ''",
    'SET SESSION foreign_key_checks = 0',
    ...scalars,
    ...bytes,
    ...texts,
    ...times(family),
    ...keys,
    ...references,
    ...partitions,
    ...names,
    ...engines(family),
    ...programs,
    ...own(family),
    // Dumps put ALTER DATABASE around what was made under another collation of the database.
    `ALTER DATABASE ${schema} DEFAULT CHARACTER SET latin1`,
    "CREATE PROCEDURE `made later`() SELECT 'é'",
  ];
}

const integers = ['TINYINT', 'SMALLINT', 'MEDIUMINT', 'INT', 'BIGINT'];
const bits = [8, 16, 24, 32, 64];

const scalars = [
  `CREATE TABLE ints (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, ${integers
    .flatMap((type, n) => [
      `s${String(n)} ${type}`,
      `u${String(n)} ${type} UNSIGNED`,
      `z${String(n)} ${type}(5) ZEROFILL`,
    ])
    .join(', ')}, b BOOL DEFAULT TRUE) ENGINE=InnoDB`,
  "SET SESSION sql_mode = 'NO_AUTO_VALUE_ON_ZERO'",
  `INSERT INTO ints VALUES (0, ${bits.map((b) => `${String(-(2n ** BigInt(b - 1)))}, 0, 0`).join(', ')}, 0)`,
  "SET SESSION sql_mode = ''",
  `INSERT INTO ints VALUES (9, ${bits
    .map((b) => `${String(2n ** BigInt(b - 1) - 1n)}, ${String(2n ** BigInt(b) - 1n)}, 42`)
    .join(', ')}, 1), (NULL${', NULL'.repeat(16)})`,
  `CREATE TABLE numbers (d DECIMAL(65,30), e DECIMAL(10,0) UNSIGNED ZEROFILL, f FLOAT, g FLOAT(7,3), h DOUBLE, i DOUBLE(20,5), b1 BIT(1), b64 BIT(64),
     KEY d (d), KEY h (h), KEY b (b64)) ENGINE=InnoDB`,
  `INSERT INTO numbers VALUES (-99999999999999999999999999999999999.999999999999999999999999999999, 42, 3.4e38, -1234.567, 1.7976931348623157e308, -123456789.12345, b'1', 0xffffffffffffffff),
     (0.000000000000000000000000000001, 0, 1.17549e-38, 0, 2.2250738585072014e-308, 0, b'0', 0x275c0a0d00221a3b), (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)`,
];

const allBytes = Buffer.from(Array.from({ length: 256 }, (_, code) => code)).toString('hex');

const bytes = [
  `CREATE TABLE bytes (id INT PRIMARY KEY, b BINARY(255), v VARBINARY(600), tb TINYBLOB, bl BLOB, mb MEDIUMBLOB, lb LONGBLOB, c CHAR(3) CHARACTER SET binary,
     KEY v (v(20)), KEY lb (lb(30))) ENGINE=InnoDB`,
  `INSERT INTO bytes VALUES (1, 0x${allBytes.slice(0, 510)}, 0x${allBytes}, 0x${allBytes.slice(2)}, 0x${allBytes}, REPEAT(0x${allBytes}, 300), REPEAT(0x${allBytes}27275c5c275c27, 4000), 0x275c27),
     (2, 0x5c, 0x27, 0x22, 0x1a, 0x0d0a, 0x00, ''), (3, '', '', '', '', '', '', NULL)`,
];

const texts = [
  `CREATE TABLE texts (id INT PRIMARY KEY, a CHAR(10) CHARACTER SET latin1, b VARCHAR(100) CHARACTER SET utf8, c TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
     d LONGTEXT CHARACTER SET sjis, e MEDIUMTEXT CHARACTER SET gbk, f TINYTEXT CHARACTER SET ucs2, g VARCHAR(20) CHARACTER SET utf16 COLLATE utf16_bin,
     h ENUM('', 'it''s', 'a,b', '"', '\\\\', 'ü', ');--') CHARACTER SET utf8mb4, i SET('a''b', 'c;d', 'é', '(') CHARACTER SET utf8mb4) ENGINE=InnoDB COMMENT='/* it''s; \\\\ -- */'`,
  `INSERT INTO texts VALUES (1, 'äöü', 'naïve ☃', '😀\\0\\n\\r\\Z\\'\\"\\\\\\\\\\'''; --', _sjis 0x835c955c, _gbk 0xdf5cd85c, 'ÿ', '😀', 'it''s', 'a''b,é'),
     (2, '', '', '-- \\n/* */ # ;', '', '', '', '', ');--', ''), (3, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL), (4, ' a', 'b ', '\\\\', NULL, NULL, NULL, NULL, '', 'a''b,c;d,é,(')`,
];

function times(family: Flavour): readonly string[] {
  const year = family === 'mysql' ? 'YEAR' : 'YEAR(4)';
  return [
    `CREATE TABLE times (id INT PRIMARY KEY, d DATE DEFAULT '0000-00-00', t TIME, t6 TIME(6), dt DATETIME DEFAULT '0000-00-00 00:00:00', dt6 DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
       ts TIMESTAMP NULL DEFAULT NULL, ts3 TIMESTAMP(3) NOT NULL DEFAULT '0000-00-00 00:00:00', y ${year}, KEY dt6 (dt6)) ENGINE=InnoDB`,
    `INSERT INTO times VALUES (1, '0000-00-00', '-838:59:59', '-12:34:56.123456', '9999-12-31 23:59:59', '9999-12-31 23:59:59.999999', '2038-01-19 03:14:07', '1970-01-02 00:00:01.001', 1901),
       (2, '2020-02-00', '838:59:59', '00:00:00.000001', '0000-00-00 00:00:00', '1000-01-01 00:00:00.000001', NULL, '0000-00-00 00:00:00', 0), (3, NULL, NULL, NULL, NULL, NULL, NULL, '2024-10-27 00:30:00.5', 2155)`,
  ];
}

const keys = [
  `CREATE TABLE keyed (id INT NOT NULL, u1 INT NOT NULL, u2 VARCHAR(50), t TEXT, t2 TEXT, f VARCHAR(90),
     PRIMARY KEY (u1, id) USING BTREE COMMENT 'pk', UNIQUE KEY nullable (u2), UNIQUE KEY pre (t(10), id), UNIQUE KEY id (id), KEY f (f(3), u1) COMMENT 'x'' ) ,',
     KEY \`b\` (u1) USING BTREE, FULLTEXT KEY ft (t), FULLTEXT KEY ft2 (t, t2), KEY a (f)) ENGINE=InnoDB ROW_FORMAT=DYNAMIC`,
  "INSERT INTO keyed VALUES (1, 1, NULL, 'one two', 'three', 'x'), (2, 1, NULL, 'two', NULL, 'y'), (3, 2, 'a', 'threefour', '', '')",
];

const references = [
  'CREATE TABLE `fk a` (id INT PRIMARY KEY, b INT, me INT, two INT, KEY b (b), KEY me (me), CONSTRAINT `to b` FOREIGN KEY (b) REFERENCES `fk b` (id), CONSTRAINT `to me` FOREIGN KEY (me) REFERENCES `fk a` (id) ON DELETE CASCADE ON UPDATE SET NULL) ENGINE=InnoDB',
  'CREATE TABLE `fk b` (id INT PRIMARY KEY, a INT, x INT, y INT, UNIQUE KEY xy (x, y), KEY a (a), CONSTRAINT `to a` FOREIGN KEY (a) REFERENCES `fk a` (id)) ENGINE=InnoDB',
  'CREATE TABLE `fk c` (id INT PRIMARY KEY, x INT, y INT, KEY late (y), CONSTRAINT `to xy` FOREIGN KEY (x, y) REFERENCES `fk b` (x, y)) ENGINE=InnoDB',
  'INSERT INTO `fk a` VALUES (1, 10, 2, 1), (2, 20, 1, 1), (3, NULL, NULL, NULL)',
  'INSERT INTO `fk b` VALUES (10, 2, 1, 1), (20, 1, 2, 2)',
  'INSERT INTO `fk c` VALUES (1, 1, 1), (2, 2, 2), (3, NULL, 5)',
];

const partitions = [
  "CREATE TABLE p_list (a INT, b VARCHAR(10), KEY a (a)) ENGINE=InnoDB PARTITION BY LIST COLUMNS (b) (PARTITION `p'x` VALUES IN ('a''b', 'c') COMMENT = 'it''s (', PARTITION p2 VALUES IN ('d'))",
  'CREATE TABLE p_sub (id INT, at DATE, KEY at (at)) ENGINE=InnoDB PARTITION BY RANGE (TO_DAYS(at)) SUBPARTITION BY HASH (id) SUBPARTITIONS 2 (PARTITION p0 VALUES LESS THAN (737000), PARTITION p1 VALUES LESS THAN MAXVALUE)',
  'CREATE TABLE p_hash (id INT PRIMARY KEY) ENGINE=InnoDB PARTITION BY LINEAR HASH (id) PARTITIONS 3',
  'CREATE TABLE p_key (id INT PRIMARY KEY, v INT, KEY v (v)) ENGINE=InnoDB PARTITION BY KEY (id) PARTITIONS 2',
  'CREATE TABLE p_cols (a INT, b DATE) ENGINE=InnoDB PARTITION BY RANGE COLUMNS (a, b) (PARTITION p0 VALUES LESS THAN (5, "2020-01-01"), PARTITION p1 VALUES LESS THAN (MAXVALUE, MAXVALUE))',
  'INSERT INTO p_list VALUES (1, "a\'b"), (2, "d")',
  'INSERT INTO p_sub VALUES (1, "2000-01-01"), (2, "2030-01-01")',
  'INSERT INTO p_hash VALUES (1), (2), (3)',
  'INSERT INTO p_key VALUES (1, 1), (2, 2)',
  'INSERT INTO p_cols VALUES (1, "2019-01-01"), (6, "2021-01-01")',
];

const oddNames = [
  'a b',
  "it's",
  '"quoted"',
  'tick``s',
  '☃ ünï',
  'table',
  'semi;colon',
  '#hash',
  '-- dash',
  'a/*b',
  'a.b',
  'back\\slash',
  '1',
  'values (',
  '%d%s',
];

const names = oddNames.flatMap((name, index) => [
  `CREATE TABLE \`${name}\` (\`${name}\` INT, \`group\` VARCHAR(20) DEFAULT ');', KEY \`${name}\` (\`${name}\`), KEY \`k ${String(index)}\` (\`group\`)) ENGINE=InnoDB`,
  `INSERT INTO \`${name}\` VALUES (${String(index)}, 'INSERT INTO'), (${String(index)}, 'it''s; -- x'), (NULL, '\\\\')`,
]);

function engines(family: Flavour): readonly string[] {
  const all = ['MyISAM', 'MEMORY', 'CSV', 'ARCHIVE', 'BLACKHOLE', 'Aria'];
  const there = {
    mariadb: ['MyISAM', 'MEMORY', 'CSV', 'Aria'],
    mysql: ['MyISAM', 'MEMORY', 'CSV', 'ARCHIVE', 'BLACKHOLE'],
    mysql56: ['MyISAM', 'MEMORY', 'CSV'],
  }[family];
  const made = all.filter((engine) => there.includes(engine));
  return [
    ...made.flatMap((engine) => {
      const key = ['CSV', 'ARCHIVE'].includes(engine) ? '' : ', KEY k (v), KEY l (id, v)';
      return [
        `CREATE TABLE \`engine ${engine}\` (id INT NOT NULL, v VARCHAR(20) NOT NULL${key}) ENGINE=${engine}`,
        `INSERT INTO \`engine ${engine}\` VALUES (1, 'x'), (1, 'x'), (2, 'y''')`,
      ];
    }),
    'CREATE TABLE old_full (id INT NOT NULL AUTO_INCREMENT, g INT NOT NULL, t TEXT, p POINT NOT NULL, PRIMARY KEY (g, id), FULLTEXT KEY t (t), SPATIAL KEY p (p)) ENGINE=MyISAM',
    "INSERT INTO old_full (g, t, p) VALUES (1, 'words', POINT(1, 2)), (1, 'more', POINT(1e300, -0.5)), (2, NULL, POINT(0, 0))",
    'CREATE TABLE shapes (id INT PRIMARY KEY, g GEOMETRY, l LINESTRING, y POLYGON, mp MULTIPOINT, gc GEOMETRYCOLLECTION) ENGINE=InnoDB',
    "INSERT INTO shapes VALUES (1, ST_GeomFromText('POINT(39 92)'), ST_GeomFromText('LINESTRING(0 0,39 92,10 13)'), ST_GeomFromText('POLYGON((0 0,10 0,10 10,0 10,0 0))'), ST_GeomFromText('MULTIPOINT(1 1,2 2)'), ST_GeomFromText('GEOMETRYCOLLECTION(POINT(1 1),LINESTRING(0 0,1 1))')), (2, NULL, NULL, NULL, NULL, NULL)",
  ];
}

const programs = [
  'CREATE TABLE audit (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, what VARCHAR(40)) ENGINE=InnoDB',
  "CREATE TRIGGER `would fire` BEFORE INSERT ON ints FOR EACH ROW INSERT INTO audit (what) VALUES ('it''s; fired')",
  "CREATE DEFINER = `o'brien`@`%` TRIGGER `and ``this``` AFTER INSERT ON `a b` FOR EACH ROW BEGIN IF NEW.`a b` > 0 THEN INSERT INTO audit (what) VALUES (';;'); END IF; END",
  'CREATE TRIGGER deleted AFTER DELETE ON bytes FOR EACH ROW DELETE FROM audit',
  'CREATE VIEW z_view AS SELECT what, id FROM audit',
  "CREATE VIEW a_view AS SELECT z.what AS `it's`, z.id FROM z_view z",
  'CREATE VIEW checked_view AS SELECT id, what FROM audit WHERE id > 0 WITH LOCAL CHECK OPTION',
  'CREATE ALGORITHM=MERGE SQL SECURITY INVOKER VIEW `view ``odd`` ☃` AS SELECT * FROM a_view WHERE `it\'s` <> ";" OR 1 = 1 /* ; */',
  "CREATE PROCEDURE `do ``it``;;`(INOUT a VARCHAR(10), IN b DECIMAL(5,2)) SQL SECURITY INVOKER COMMENT 'DELIMITER ;;' BEGIN DECLARE x INT DEFAULT 0; -- it's ;;\n  /* ; ;; */ label: LOOP SET x = x + 1; IF x > 3 THEN LEAVE label; END IF; END LOOP; SELECT ';;', \"'\", '\\\\'; END",
  "CREATE FUNCTION fn(s VARCHAR(20) CHARSET utf8) RETURNS VARCHAR(30) CHARSET latin1 DETERMINISTIC NO SQL RETURN CONCAT('é', s, '$$')",
  // Without two semicolons on end: over such an event MySQL’s dump program loops for ever.
  "CREATE EVENT `ev ent` ON SCHEDULE EVERY '1:30' HOUR_MINUTE STARTS '2031-02-03 04:05:06' ENDS '2037-01-01 00:00:00' ON COMPLETION PRESERVE DISABLE COMMENT 'it''s;' DO BEGIN INSERT INTO audit (what) VALUES ('; ;'); END",
];

function own(family: Flavour): readonly string[] {
  switch (family) {
    case 'mysql56':
      return [];
    case 'mysql':
      return [...modern, ...onlyMysql];
    case 'mariadb':
      return [...modern, ...onlyMariadb];
  }
}

const modern = [
  `CREATE TABLE computed (id INT NOT NULL, a INT, v INT GENERATED ALWAYS AS (a * 2) VIRTUAL, s VARCHAR(30) GENERATED ALWAYS AS (CONCAT('it''s (', a, ');')) STORED, h INT NOT NULL DEFAULT 7 INVISIBLE,
     e VARCHAR(40) DEFAULT (CONCAT('a', ';', 'b')), PRIMARY KEY (id), KEY v (v), UNIQUE KEY s (s), KEY sv (s, v), CONSTRAINT \`ch ;\` CHECK (a < 100 AND e <> '); --')) ENGINE=InnoDB`,
  "INSERT INTO computed (id, a, h, e) VALUES (1, 5, 8, 'x'), (2, NULL, 7, DEFAULT), (3, -5, 0, 'it''s')",
  `CREATE TABLE jsons (id INT PRIMARY KEY, j JSON) ENGINE=InnoDB`,
  `INSERT INTO jsons VALUES (1, '{"a": "\\\\u0000\\\\n\\\\"''😀", "b": [1, 2.5e10, null, true], "": {}}'), (2, '[]'), (3, NULL), (4, '"\\\\\\\\"')`,
  'CREATE TABLE descending (a INT, b INT, c POINT NOT NULL, KEY x (a DESC, b), KEY y (b DESC), SPATIAL KEY c (c)) ENGINE=InnoDB',
  'INSERT INTO descending VALUES (1, 2, POINT(1, 1)), (3, 4, POINT(-1, 2))',
];

const onlyMysql = [
  'CREATE TABLE functional (id INT PRIMARY KEY, v VARCHAR(20), j JSON, KEY low ((lower(v))), UNIQUE KEY two ((id + 1), v), KEY many ((CAST(j AS UNSIGNED ARRAY))), KEY unseen (v) INVISIBLE, KEY seen (v)) ENGINE=InnoDB',
  "INSERT INTO functional VALUES (1, 'X', '[1,2,3]'), (2, NULL, NULL)",
  'CREATE TABLE srid (id INT PRIMARY KEY, p POINT NOT NULL SRID 4326, SPATIAL KEY p (p)) ENGINE=InnoDB',
  "INSERT INTO srid VALUES (1, ST_GeomFromText('POINT(45 90)', 4326))",
  'CREATE TABLE vectors (id INT PRIMARY KEY, v VECTOR(3)) ENGINE=InnoDB',
  "INSERT INTO vectors VALUES (1, STRING_TO_VECTOR('[1,-2.5,3e10]')), (2, NULL)",
  'CREATE TABLE checked (a INT, CONSTRAINT c CHECK (a > 0) NOT ENFORCED, CHECK (a < 1000)) ENGINE=InnoDB',
  'INSERT INTO checked VALUES (-1), (1)',
  "INSERT INTO jsons VALUES (9, JSON_OBJECT('o', CAST(0x00ff275c AS BINARY), 'd', CAST('2020-01-01' AS DATE)))",
  'SET SESSION sql_generate_invisible_primary_key = ON',
  'CREATE TABLE without_key (a INT, KEY a (a)) ENGINE=InnoDB',
  'SET SESSION sql_generate_invisible_primary_key = OFF',
  'INSERT INTO without_key VALUES (1), (1), (2)',
  'CREATE TABLE packed (id INT PRIMARY KEY, t TEXT, KEY t (t(5))) ENGINE=InnoDB ROW_FORMAT=COMPRESSED KEY_BLOCK_SIZE=4',
  "INSERT INTO packed VALUES (1, REPEAT('x', 5000))",
];

const onlyMariadb = [
  'CREATE TABLE addresses (u UUID PRIMARY KEY, i4 INET4, i6 INET6, KEY i4 (i4), KEY i6 (i6)) ENGINE=InnoDB',
  "INSERT INTO addresses VALUES ('123e4567-e89b-12d3-a456-426655440000', '192.168.0.1', '2001:db8::ff00:42:8329'), ('00000000-0000-0000-0000-000000000001', NULL, '::')",
  'CREATE TABLE unseen (a INT, b INT, KEY a (a) IGNORED, KEY b (b)) ENGINE=InnoDB',
  'INSERT INTO unseen VALUES (1, 2)',
  'CREATE SEQUENCE `seq ``x`` ;` START WITH 7 INCREMENT BY 3 MAXVALUE 1000 CYCLE',
  'SELECT NEXTVAL(`seq ``x`` ;`)',
  'CREATE TABLE with_sequence (id INT NOT NULL DEFAULT NEXTVAL(`seq ``x`` ;`), v INT, PRIMARY KEY (id)) ENGINE=InnoDB',
  'INSERT INTO with_sequence (v) VALUES (1), (2)',
  'CREATE TABLE versioned (id INT PRIMARY KEY, v INT, KEY v (v)) ENGINE=InnoDB WITH SYSTEM VERSIONING',
  'INSERT INTO versioned VALUES (1, 1), (2, 2)',
  'UPDATE versioned SET v = 3 WHERE id = 1',
  'DELETE FROM versioned WHERE id = 2',
  'CREATE TABLE versioned_by_name (id INT PRIMARY KEY, v INT, f TIMESTAMP(6) GENERATED ALWAYS AS ROW START, t TIMESTAMP(6) GENERATED ALWAYS AS ROW END, PERIOD FOR SYSTEM_TIME (f, t), KEY v (v)) ENGINE=InnoDB WITH SYSTEM VERSIONING PARTITION BY SYSTEM_TIME (PARTITION p0 HISTORY, PARTITION p1 CURRENT)',
  'CREATE TABLE periods (id INT, a DATE, b DATE, PERIOD FOR p (a, b), UNIQUE KEY u (id, p WITHOUT OVERLAPS)) ENGINE=InnoDB',
  "INSERT INTO periods VALUES (1, '2020-01-01', '2021-01-01')",
  'CREATE TABLE squeezed (id INT PRIMARY KEY, v VARCHAR(200) COMPRESSED, w BLOB COMPRESSED) ENGINE=InnoDB PAGE_COMPRESSED=1',
  "INSERT INTO squeezed VALUES (1, REPEAT('x', 150), REPEAT('y', 9000))",
  'CREATE TABLE checked (a INT CHECK (a < 1000), b INT DEFAULT (a + 1), CONSTRAINT CHECK (b > 0)) ENGINE=InnoDB',
  'INSERT INTO checked VALUES (1, 2)',
  'CREATE TABLE collated (id INT PRIMARY KEY, c VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_ai_ci) ENGINE=InnoDB',
  "INSERT INTO collated VALUES (1, 'ä')",
  "SET SESSION sql_mode = 'ORACLE'",
  'CREATE PACKAGE pack AS PROCEDURE p1; END',
  "CREATE PACKAGE BODY pack AS PROCEDURE p1 AS BEGIN SELECT ';;'; END; END",
  "SET SESSION sql_mode = ''",
];
