==== tables.sql
-- tables.sql: tables with their primary keys of nasty (MySql) for Sqlite.
-- Apply in this order: tables.sql, then the data, then indexes.sql, foreign_keys.sql, triggers.sql, views.sql.
-- Warning: column every_type.biu: holds values over 2^63 - 1, which SQLite keeps as text
-- Warning: column every_type.de65: has more digits than SQLite's numbers keep, so its values are texts there
-- Warning: column every_type.g: a geometry goes as a blob in GeoPackage's form
-- Warning: column every_type.p: a geometry goes as a blob in GeoPackage's form
-- Warning: column only_mysql.g: a geometry goes as a blob in GeoPackage's form
-- Warning: column places.at: a geometry goes as a blob in GeoPackage's form
-- Warning: table measured: is partitioned by RANGE (year(`day`)); the target's table is a plain one
-- Warning: column odd_defaults.vb: its default may go on after 0x: MySQL shows it up to its first zero byte only
-- Warning: column odd_defaults.bn: its default may go on after 0x6162: MySQL shows it up to its first zero byte only
-- Warning: column odd_generated.dd: was generated as cast(`ts` as date) and becomes an ordinary column with its values: it casts to a date
-- Warning: column odd_generated.c: was generated as concat_ws(_utf8mb4'-',`s`,`n`) and becomes an ordinary column with its values: it calls concat_ws in a way that has no equal
-- Warning: column odd_generated.m: was generated as date_format(`d`,_utf8mb4'%Y-%m') and becomes an ordinary column with its values: it formats a date
-- Warning: column only_mysql.u: its default uuid() is left out: SQLite has no equal function
-- Warning: column only_mysql.j: its default json_object() is left out: it calls json_object, which has no equal that is known
-- Warning: column seq_second.id: no longer counts up by itself
-- Warning: table only_mysql: upper(`x`): UPPER and LOWER change the letters A to Z alone in SQLite
-- Warning: database nasty: texts compare without minding the case in the source and mind it in the target


CREATE TABLE "child" (
    "id" INTEGER NOT NULL,
    "parent_id" INTEGER, -- bigint unsigned: unsigned_bigint_as_integer
    "a" INTEGER,
    "b" INTEGER,
    "n" INTEGER,
    "gv" INTEGER GENERATED ALWAYS AS ("n" * 2) VIRTUAL, -- virtual
    "gs" VARCHAR(100) GENERATED ALWAYS AS ("n" || '-' || "a") STORED,
    CONSTRAINT "n_check" CHECK ("n" > 0 AND "n" <> 13),
    CONSTRAINT "fk1" FOREIGN KEY ("parent_id") REFERENCES "parent" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "fk2" FOREIGN KEY ("a", "b") REFERENCES "parent" ("a", "b")
);

CREATE TABLE "enum_key" (
    "e" TEXT NOT NULL, -- enum('a','b'): enum_as_text_with_check
    PRIMARY KEY ("e"),
    CHECK ("e" IN ('a', 'b'))
);

CREATE TABLE "enum_ref" (
    "e" TEXT, -- enum('a','b'): enum_as_text_with_check
    "f" TEXT, -- enum('a','b'): enum_as_text_with_check
    CHECK ("e" IN ('a', 'b')),
    CHECK ("f" IN ('a', 'b')),
    CONSTRAINT "enum_ref_ibfk_1" FOREIGN KEY ("e") REFERENCES "enum_key" ("e")
);

CREATE TABLE "every_type" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT, -- bigint unsigned: unsigned_bigint_as_integer
    "b" BOOLEAN DEFAULT 1, -- tinyint(1): tinyint1_as_boolean
    "b2" BOOLEAN DEFAULT 0, -- tinyint(1): tinyint1_as_boolean
    "b3" INTEGER,
    "ti" INTEGER DEFAULT -3,
    "tiu" INTEGER,
    "si" INTEGER,
    "siu" INTEGER,
    "mi" INTEGER,
    "miu" INTEGER,
    "i" INTEGER DEFAULT 7,
    "iu" INTEGER DEFAULT 0,
    "bi" INTEGER,
    "biu" TEXT, -- bigint unsigned: unsigned_bigint_as_text
    "bi_small" INTEGER, -- bigint unsigned: unsigned_bigint_as_integer
    "f" REAL DEFAULT 1.5,
    "f2" REAL,
    "db" REAL DEFAULT -10000000000,
    "de" DECIMAL(10,2) DEFAULT 9.99,
    "de65" DECIMAL_TEXT(65,30), -- decimal(65,30): decimal_as_text
    "deu" DECIMAL(5,1),
    "bit1" BOOLEAN DEFAULT 1, -- bit(1): bit1_as_boolean
    "bit9" BIT(9) DEFAULT 5,
    "bit64" BIT(64),
    "y" INTEGER DEFAULT 2024,
    "d" DATE DEFAULT '2024-02-29',
    "tm" TIME DEFAULT '12:00:00',
    "tm_long" TIME,
    "dt" DATETIME DEFAULT CURRENT_TIMESTAMP,
    "dt6" DATETIME DEFAULT CURRENT_TIMESTAMP,
    "ts" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP, -- timestamp: timestamp_as_timestamptz
    "ts3" TIMESTAMPTZ, -- timestamp(3): timestamp_as_timestamptz
    "c" CHAR(5) DEFAULT 'a',
    "c0" TEXT, -- char(0): empty_text
    "vc" VARCHAR(30) DEFAULT 'it''s \ "q"',
    "vn" VARCHAR(20) DEFAULT 'NULL',
    "tt" TEXT,
    "tx" TEXT,
    "mt" TEXT,
    "lt" TEXT,
    "bn" BLOB,
    "vb" BLOB,
    "tb" BLOB,
    "bl" BLOB,
    "lb" BLOB,
    "e" TEXT DEFAULT 'a', -- enum('a','it''s','c,d','ö','back\\slash'): enum_as_text_with_check
    "s" TEXT DEFAULT 'x,y', -- set('x','y','z'): set_as_text
    "j" JSON_TEXT, -- json: json_as_text
    "g" GEOMETRY, -- geometry: geometry_as_geopackage
    "p" GEOMETRY, -- point: geometry_as_geopackage
    "cs" VARCHAR(20),
    "cm" VARCHAR(20),
    CHECK ("e" IN ('a', 'it''s', 'c,d', 'ö', 'back\slash'))
);

CREATE TABLE "log" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT,
    "what" VARCHAR(100),
    "at" DATETIME
);

CREATE TABLE "measured" (
    "day" DATE NOT NULL,
    "v" INTEGER
);

CREATE TABLE "odd_defaults" (
    "id" INTEGER NOT NULL,
    "tm" TIME DEFAULT '-838:59:59',
    "vb" BLOB,
    "bn" BLOB DEFAULT (x'61620000'),
    PRIMARY KEY ("id")
);

CREATE TABLE "odd_generated" (
    "id" INTEGER NOT NULL,
    "ts" TIMESTAMPTZ, -- timestamp: timestamp_as_timestamptz
    "d" DATETIME,
    "s" VARCHAR(20),
    "n" INTEGER,
    "y" INTEGER GENERATED ALWAYS AS (CAST(STRFTIME('%Y', "ts") AS INTEGER)) VIRTUAL, -- virtual
    "dd" DATE, -- was generated
    "c" VARCHAR(60), -- was generated
    "e" INTEGER GENERATED ALWAYS AS ("s" = 'abc') VIRTUAL, -- virtual
    "x" INTEGER GENERATED ALWAYS AS ((0 <> "n") <> (0 <> "id")) VIRTUAL, -- virtual
    "m" VARCHAR(7), -- was generated
    PRIMARY KEY ("id")
);

CREATE TABLE "only_mysql" (
    "id" INTEGER NOT NULL,
    "u" CHAR(36),
    "j" JSON_TEXT, -- json: json_as_text
    "t" TEXT DEFAULT 'abc',
    "n" INTEGER DEFAULT (1 + 2),
    "x" VARCHAR(50),
    "g" GEOMETRY, -- point: geometry_as_geopackage
    PRIMARY KEY ("id")
);

CREATE TABLE "order" (
    "select" INTEGER NOT NULL,
    "with space" TEXT,
    "quo""te" INTEGER,
    "ti`ck" INTEGER,
    "new
line" INTEGER,
    "MixedCase" INTEGER,
    PRIMARY KEY ("select")
);

CREATE TABLE "parent" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT, -- bigint unsigned: unsigned_bigint_as_integer
    "a" INTEGER NOT NULL,
    "b" INTEGER NOT NULL,
    "name" VARCHAR(50) NOT NULL
);

CREATE TABLE "places" (
    "id" INTEGER NOT NULL,
    "at" GEOMETRY NOT NULL, -- point: geometry_as_geopackage
    PRIMARY KEY ("id")
);

CREATE TABLE "seq_second" (
    "grp" INTEGER NOT NULL,
    "id" INTEGER NOT NULL,
    PRIMARY KEY ("grp", "id")
);

CREATE TABLE "texts" (
    "id" INTEGER NOT NULL,
    "body" TEXT,
    "title" VARCHAR(100),
    PRIMARY KEY ("id")
);

CREATE TABLE "tree" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT,
    "parent_id" INTEGER,
    CONSTRAINT "tree_fk" FOREIGN KEY ("parent_id") REFERENCES "tree" ("id") ON DELETE CASCADE
);

CREATE TABLE "zero" (
    "id" INTEGER NOT NULL,
    "d" DATETIME,
    PRIMARY KEY ("id")
);
==== indexes.sql
-- indexes.sql: unique keys and indexes of nasty (MySql) for Sqlite.
-- Apply in this order: tables.sql, then the data, then indexes.sql, foreign_keys.sql, triggers.sql, views.sql.


CREATE INDEX "auto" ON "child" ("id");

CREATE INDEX "fk1" ON "child" ("parent_id");

CREATE INDEX "fk2" ON "child" ("a", "b");

CREATE INDEX "child_idx" ON "child" ("n");

CREATE INDEX "e" ON "enum_ref" ("e");

CREATE INDEX "fi" ON "only_mysql" (UPPER("x"));

CREATE UNIQUE INDEX "uq" ON "parent" ("a", "b");

CREATE INDEX "parent_idx" ON "parent" (substr("name", 1, 10));

CREATE INDEX "idx2" ON "parent" ("name", "a" DESC);

CREATE INDEX "id" ON "seq_second" ("id");

CREATE UNIQUE INDEX "prefix_unique" ON "texts" (substr("body", 1, 20));

CREATE INDEX "tree_fk" ON "tree" ("parent_id");

-- Skipped: index places.sp: the target has no spatial index without an extension.
--     SPATIAL INDEX sp (at)

-- Skipped: index texts.ft: SQLite has no full-text index on a table; see its FTS5 tables.
--     FULLTEXT INDEX ft (title, body)
==== foreign_keys.sql
-- foreign_keys.sql: foreign keys of nasty (MySql) for Sqlite.
-- Apply in this order: tables.sql, then the data, then indexes.sql, foreign_keys.sql, triggers.sql, views.sql.
-- SQLite takes foreign keys within CREATE TABLE only: see tables.sql.

==== triggers.sql
-- triggers.sql: triggers of nasty (MySql) for Sqlite.
-- Apply in this order: tables.sql, then the data, then indexes.sql, foreign_keys.sql, triggers.sql, views.sql.


CREATE TRIGGER "every_type_dt6_on_update" AFTER UPDATE ON "every_type" FOR EACH ROW
WHEN NEW."dt6" IS OLD."dt6" AND (NEW."id" IS NOT OLD."id" OR NEW."b" IS NOT OLD."b" OR NEW."b2" IS NOT OLD."b2" OR NEW."b3" IS NOT OLD."b3" OR NEW."ti" IS NOT OLD."ti" OR NEW."tiu" IS NOT OLD."tiu" OR NEW."si" IS NOT OLD."si" OR NEW."siu" IS NOT OLD."siu" OR NEW."mi" IS NOT OLD."mi" OR NEW."miu" IS NOT OLD."miu" OR NEW."i" IS NOT OLD."i" OR NEW."iu" IS NOT OLD."iu" OR NEW."bi" IS NOT OLD."bi" OR NEW."biu" IS NOT OLD."biu" OR NEW."bi_small" IS NOT OLD."bi_small" OR NEW."f" IS NOT OLD."f" OR NEW."f2" IS NOT OLD."f2" OR NEW."db" IS NOT OLD."db" OR NEW."de" IS NOT OLD."de" OR NEW."de65" IS NOT OLD."de65" OR NEW."deu" IS NOT OLD."deu" OR NEW."bit1" IS NOT OLD."bit1" OR NEW."bit9" IS NOT OLD."bit9" OR NEW."bit64" IS NOT OLD."bit64" OR NEW."y" IS NOT OLD."y" OR NEW."d" IS NOT OLD."d" OR NEW."tm" IS NOT OLD."tm" OR NEW."tm_long" IS NOT OLD."tm_long" OR NEW."dt" IS NOT OLD."dt" OR NEW."ts" IS NOT OLD."ts" OR NEW."ts3" IS NOT OLD."ts3" OR NEW."c" IS NOT OLD."c" OR NEW."c0" IS NOT OLD."c0" OR NEW."vc" IS NOT OLD."vc" OR NEW."vn" IS NOT OLD."vn" OR NEW."tt" IS NOT OLD."tt" OR NEW."tx" IS NOT OLD."tx" OR NEW."mt" IS NOT OLD."mt" OR NEW."lt" IS NOT OLD."lt" OR NEW."bn" IS NOT OLD."bn" OR NEW."vb" IS NOT OLD."vb" OR NEW."tb" IS NOT OLD."tb" OR NEW."bl" IS NOT OLD."bl" OR NEW."lb" IS NOT OLD."lb" OR NEW."e" IS NOT OLD."e" OR NEW."s" IS NOT OLD."s" OR NEW."j" IS NOT OLD."j" OR NEW."g" IS NOT OLD."g" OR NEW."p" IS NOT OLD."p" OR NEW."cs" IS NOT OLD."cs" OR NEW."cm" IS NOT OLD."cm")
BEGIN
    UPDATE "every_type" SET "dt6" = CURRENT_TIMESTAMP WHERE rowid = NEW.rowid;
END;

CREATE TRIGGER "every_type_ts_on_update" AFTER UPDATE ON "every_type" FOR EACH ROW
WHEN NEW."ts" IS OLD."ts" AND (NEW."id" IS NOT OLD."id" OR NEW."b" IS NOT OLD."b" OR NEW."b2" IS NOT OLD."b2" OR NEW."b3" IS NOT OLD."b3" OR NEW."ti" IS NOT OLD."ti" OR NEW."tiu" IS NOT OLD."tiu" OR NEW."si" IS NOT OLD."si" OR NEW."siu" IS NOT OLD."siu" OR NEW."mi" IS NOT OLD."mi" OR NEW."miu" IS NOT OLD."miu" OR NEW."i" IS NOT OLD."i" OR NEW."iu" IS NOT OLD."iu" OR NEW."bi" IS NOT OLD."bi" OR NEW."biu" IS NOT OLD."biu" OR NEW."bi_small" IS NOT OLD."bi_small" OR NEW."f" IS NOT OLD."f" OR NEW."f2" IS NOT OLD."f2" OR NEW."db" IS NOT OLD."db" OR NEW."de" IS NOT OLD."de" OR NEW."de65" IS NOT OLD."de65" OR NEW."deu" IS NOT OLD."deu" OR NEW."bit1" IS NOT OLD."bit1" OR NEW."bit9" IS NOT OLD."bit9" OR NEW."bit64" IS NOT OLD."bit64" OR NEW."y" IS NOT OLD."y" OR NEW."d" IS NOT OLD."d" OR NEW."tm" IS NOT OLD."tm" OR NEW."tm_long" IS NOT OLD."tm_long" OR NEW."dt" IS NOT OLD."dt" OR NEW."dt6" IS NOT OLD."dt6" OR NEW."ts3" IS NOT OLD."ts3" OR NEW."c" IS NOT OLD."c" OR NEW."c0" IS NOT OLD."c0" OR NEW."vc" IS NOT OLD."vc" OR NEW."vn" IS NOT OLD."vn" OR NEW."tt" IS NOT OLD."tt" OR NEW."tx" IS NOT OLD."tx" OR NEW."mt" IS NOT OLD."mt" OR NEW."lt" IS NOT OLD."lt" OR NEW."bn" IS NOT OLD."bn" OR NEW."vb" IS NOT OLD."vb" OR NEW."tb" IS NOT OLD."tb" OR NEW."bl" IS NOT OLD."bl" OR NEW."lb" IS NOT OLD."lb" OR NEW."e" IS NOT OLD."e" OR NEW."s" IS NOT OLD."s" OR NEW."j" IS NOT OLD."j" OR NEW."g" IS NOT OLD."g" OR NEW."p" IS NOT OLD."p" OR NEW."cs" IS NOT OLD."cs" OR NEW."cm" IS NOT OLD."cm")
BEGIN
    UPDATE "every_type" SET "ts" = CURRENT_TIMESTAMP WHERE rowid = NEW.rowid;
END;

CREATE TRIGGER "child_ai" AFTER INSERT ON "child" FOR EACH ROW
BEGIN
    INSERT INTO "log" ("what", "at") SELECT 'big ' || NEW."n", CURRENT_TIMESTAMP WHERE (NEW."n" > 5);
    INSERT INTO "log" ("what", "at") SELECT 'small', CURRENT_TIMESTAMP WHERE (NEW."n" > 5) IS NOT TRUE;
END;

CREATE TRIGGER "child_bd" BEFORE DELETE ON "child" FOR EACH ROW
WHEN OLD."n" = 7
BEGIN
    SELECT RAISE(ABORT, 'seven stays');
END;
==== views.sql
-- views.sql: views of nasty (MySql) for Sqlite.
-- Apply in this order: tables.sql, then the data, then indexes.sql, foreign_keys.sql, triggers.sql, views.sql.
-- Warning: view v: a division may yield other digits after the point


CREATE VIEW "v" AS
SELECT "child"."n",
    COALESCE("child"."a", 0) AS "a0",
    CASE WHEN "child"."n" > 5 THEN 'big' ELSE 'small' END AS "size",
    "child"."n" || ':' || "child"."a" AS "both_",
    CAST("child"."n" AS REAL) / 2 AS "half",
    "child"."n" / 2 AS "whole"
FROM "child"
WHERE "child"."n" BETWEEN 1 AND 10
LIMIT 5;

CREATE VIEW "v3" AS
SELECT "p"."id",
    "p"."name",
    COUNT("c"."id") AS "n",
    STRFTIME('%Y-%m-%d', CURRENT_TIMESTAMP) AS "today"
FROM "parent" AS "p"
    LEFT JOIN "child" AS "c" ON "c"."parent_id" = "p"."id"
GROUP BY "p"."id";

-- Skipped: view exotic: it calls inet_aton, which has no equal that is known.
--     select inet_aton('1.2.3.4') AS `ip`,`child`.`n` AS `n` from `child`

-- Skipped: view v2: SQLite joins DISTINCT texts with a comma only.
--     select `v`.`size` AS `size`,count(0) AS `c`,group_concat(distinct `v`.`n` order by `v`.`n` ASC separator '|') AS `ns` from `v` group by `v`.`size`
==== skipped/stored_procedures.sql
-- stored_procedures.sql: not translated, as nasty (MySql) has them.

-- p1: stored procedures and functions are not translated.
CREATE DEFINER=`tester`@`%` PROCEDURE `p1`(IN a int)
BEGIN SELECT a; END;
==== skipped/functions.sql
-- functions.sql: not translated, as nasty (MySql) has them.

-- f1: stored procedures and functions are not translated.
CREATE DEFINER=`tester`@`%` FUNCTION `f1`(a int) RETURNS int
    DETERMINISTIC
RETURN a + 1;
==== skipped/untranslatable_triggers.sql
-- untranslatable_triggers.sql: not translated, as nasty (MySql) has them.

-- child.child_bi: it sets NEW on a table without a key, which SQLite can't.
CREATE TRIGGER `child_bi` BEFORE INSERT ON `child` FOR EACH ROW SET NEW.n = IFNULL(NEW.n, 1);

-- child.child_bu: it uses variables or loops, which SQLite's triggers do not have.
CREATE TRIGGER `child_bu` BEFORE UPDATE ON `child` FOR EACH ROW BEGIN DECLARE x INT; SET x = 1; SET NEW.n = x; END;
