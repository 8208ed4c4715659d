==== tables.sql
-- tables.sql: tables with their primary keys of nasty (Postgres) for Sqlite.
-- Apply in this order: tables.sql, then the data, then indexes.sql, foreign_keys.sql, triggers.sql, views.sql.
-- Warning: table Select: is named Odd Schema_Select in the target
-- Warning: table lines: is named sales_lines in the target
-- Warning: table orders: is named sales_orders in the target
-- Warning: column every_type.n: may have more digits than SQLite's numbers keep, so its values are texts there
-- Warning: column every_type.n38: may have more digits than SQLite's numbers keep, so its values are texts there
-- Warning: column every_type.n100: may have more digits than SQLite's numbers keep, so its values are texts there
-- Warning: column every_type.tmz: goes as text: SQLite has no such type
-- Warning: column every_type.iv: goes as text: SQLite has no such type
-- Warning: column every_type.rng: goes as text: SQLite has no such type
-- Warning: column every_type.mr: goes as text: SQLite has no such type
-- Warning: column every_type.pt: goes as text: SQLite has no such type
-- Warning: column every_type.tsv: goes as text: SQLite has no such type
-- Warning: column every_type.ia: an array goes as json
-- Warning: column every_type.ta: an array goes as json
-- Warning: column every_type.ta2: an array goes as json
-- Warning: column every_type.mda: an array goes as json
-- Warning: column every_type.p: goes as text: SQLite has no such type
-- Warning: column sales.lines.total: may have more digits than SQLite's numbers keep, so its values are texts there
-- Warning: column every_type.u: its default gen_random_uuid() is left out: SQLite has no equal function
-- Warning: table measured: is partitioned by RANGE (day); the target's table is a plain one
-- Warning: column odd_defaults.bc: its default '0044-03-15 BC'::date is left out: its year is none of 1 to 9999
-- Warning: column odd_defaults.shifted: its default ((1)::bigint << 40) is left out: it shifts bits, of which PostgreSQL drops those beyond the operand's type
-- Warning: table text_key: lower(mail): UPPER and LOWER change the letters A to Z alone in SQLite
-- Warning: type pair: left out: a composite type


CREATE TABLE "Odd Schema_Select" (
    "group" INTEGER NOT NULL,
    "with space" TEXT,
    "quo""te" TEXT,
    "back`tick" TEXT,
    "semi;colon" TEXT,
    "new
line" TEXT,
    "emoji 😀" TEXT,
    "MixedCase" INTEGER,
    PRIMARY KEY ("group")
);

CREATE TABLE "changed_by_key" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT,
    "tree_id" INTEGER,
    "next_id" INTEGER GENERATED ALWAYS AS ("tree_id" + 1) STORED,
    "twice" INTEGER GENERATED ALWAYS AS ("id" * 2) STORED,
    CONSTRAINT "changed_by_key_id_check" CHECK ("id" > 0),
    CONSTRAINT "changed_by_key_tree_id_check" CHECK ("tree_id" > 0),
    CONSTRAINT "changed_by_key_tree_id_fkey" FOREIGN KEY ("tree_id") REFERENCES "tree" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

CREATE TABLE "child" (
    "id" INTEGER NOT NULL,
    "a" INTEGER,
    "b" INTEGER,
    PRIMARY KEY ("id"),
    CONSTRAINT "child_a_b_fkey" FOREIGN KEY ("a", "b") REFERENCES "parent" ("a", "b") ON DELETE SET NULL
);

CREATE TABLE "cycle_a" (
    "id" INTEGER NOT NULL,
    "b_id" INTEGER,
    PRIMARY KEY ("id"),
    CONSTRAINT "cycle_a_b_id_fkey" FOREIGN KEY ("b_id") REFERENCES "cycle_b" ("id")
);

CREATE TABLE "cycle_b" (
    "id" INTEGER NOT NULL,
    "a_id" INTEGER,
    PRIMARY KEY ("id"),
    CONSTRAINT "cycle_b_a_id_fkey" FOREIGN KEY ("a_id") REFERENCES "cycle_a" ("id")
);

CREATE TABLE "every_type" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT,
    "b" BOOLEAN DEFAULT 1,
    "i2" INTEGER DEFAULT -1,
    "i4" INTEGER DEFAULT 42,
    "i8" INTEGER DEFAULT 9223372036854775807,
    "f4" REAL DEFAULT 1.5,
    "f8" REAL DEFAULT -2.5,
    "n" DECIMAL_TEXT, -- numeric: decimal_as_text
    "n2" DECIMAL(10,2) DEFAULT 0.00,
    "n38" DECIMAL_TEXT(38,10), -- numeric(38,10): decimal_as_text
    "n100" DECIMAL_TEXT(100,50), -- numeric(100,50): decimal_as_text
    "m" DECIMAL_TEXT(19,2), -- money: money_as_decimal
    "t" TEXT DEFAULT 'it''s \ "quoted"',
    "vc" VARCHAR(30) DEFAULT 'x',
    "vcl" TEXT,
    "c" CHAR(5) DEFAULT 'ab',
    "nm" TEXT,
    "by" BLOB,
    "d" DATE DEFAULT CURRENT_DATE,
    "tm" TIME,
    "tm3" TIME,
    "tmz" TEXT, -- time with time zone: interval_as_text
    "ts" DATETIME DEFAULT CURRENT_TIMESTAMP,
    "ts0" DATETIME,
    "tstz" TIMESTAMPTZ DEFAULT CURRENT_TIMESTAMP,
    "tstz3" TIMESTAMPTZ DEFAULT CURRENT_TIMESTAMP,
    "iv" TEXT, -- interval: interval_as_text
    "u" UUID,
    "js" JSON_TEXT, -- json: json_as_text
    "jb" JSON_TEXT DEFAULT '{}', -- jsonb: json_as_text
    "bit1" BOOLEAN DEFAULT 1, -- bit(1): bit1_as_boolean
    "bit5" BIT(5) DEFAULT 5,
    "bit100" TEXT, -- bit(100): bit_as_text
    "vb" TEXT, -- bit varying(20): varbit_as_text
    "ip" TEXT, -- inet: address_as_text
    "cd" TEXT, -- cidr: address_as_text
    "mac" TEXT, -- macaddr: address_as_text
    "rng" TEXT, -- int4range: other_as_text
    "mr" TEXT, -- int4multirange: other_as_text
    "pt" TEXT, -- point: other_as_text
    "tsv" TEXT, -- tsvector: other_as_text
    "x" TEXT,
    "ia" JSON_TEXT DEFAULT '[]', -- integer[]: array_as_json_text
    "ta" JSON_TEXT, -- text[]: array_as_json_text
    "ta2" JSON_TEXT, -- text[]: array_as_json_text
    "md" TEXT DEFAULT 'happy', -- mood: enum_as_text_with_check
    "mda" JSON_TEXT, -- mood[]: array_as_json_text
    "p" TEXT, -- pair: other_as_text
    "pos" INTEGER, -- positive: domain_as_its_type
    "sn" VARCHAR(12) NOT NULL DEFAULT 'none', -- short_name: domain_as_its_type
    "o" INTEGER,
    CHECK ("md" IN ('happy', 'it''s ok', 'a,b', 'back\slash', 'Ä')),
    CHECK ("pos" > 0) -- of the domain positive
);

CREATE TABLE "measured" (
    "day" DATE NOT NULL,
    "v" INTEGER
);

CREATE TABLE "odd_defaults" (
    "id" INTEGER NOT NULL,
    "by" BLOB DEFAULT (x'deadbeef'),
    "tz" TIMESTAMPTZ DEFAULT '2023-12-31 22:00:00+00',
    "bc" DATE,
    "shifted" INTEGER,
    "pos" INTEGER, -- positive: domain_as_its_type
    PRIMARY KEY ("id"),
    CHECK ("pos" > 0) -- of the domain positive
);

CREATE TABLE "orders" (
    "order_id" INTEGER NOT NULL,
    "note" TEXT,
    PRIMARY KEY ("order_id")
);

CREATE TABLE "parent" (
    "a" INTEGER,
    "b" INTEGER
);

CREATE TABLE "text_key" (
    "code" TEXT NOT NULL,
    "label" TEXT,
    "mail" TEXT,
    PRIMARY KEY ("code")
);

CREATE TABLE "text_ref" (
    "code" TEXT,
    "n" INTEGER,
    CONSTRAINT "text_ref_code_fkey" FOREIGN KEY ("code") REFERENCES "text_key" ("code")
);

CREATE TABLE "tree" (
    "id" INTEGER NOT NULL,
    "parent_id" INTEGER,
    PRIMARY KEY ("id"),
    CONSTRAINT "tree_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "tree" ("id")
);

CREATE TABLE "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxyyyyyyyyyyyyyyyyyyyyyyy" (
    "id" INTEGER NOT NULL,
    "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxyyyyyyyyyyyyyyyyyyyyyyy" INTEGER,
    PRIMARY KEY ("id")
);

CREATE TABLE "sales_lines" (
    "order_id" INTEGER NOT NULL,
    "line" INTEGER NOT NULL,
    "code" TEXT,
    "amount" DECIMAL(10,2),
    "price" DECIMAL(10,2),
    "total" DECIMAL_TEXT GENERATED ALWAYS AS ("amount" * "price") STORED, -- numeric: decimal_as_text
    PRIMARY KEY ("order_id", "line"),
    CONSTRAINT "lines_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "sales_orders" ("order_id") ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE "sales_orders" (
    "order_id" INTEGER PRIMARY KEY AUTOINCREMENT,
    "state" TEXT NOT NULL DEFAULT 'new', -- sales.state: enum_as_text_with_check
    "total" DECIMAL(12,2),
    CHECK ("state" IN ('new', 'done')),
    CONSTRAINT "Total & co" CHECK ("total" < 1000000 OR "state" = 'done'),
    CONSTRAINT "orders_total_check" CHECK ("total" >= 0)
);

-- Skipped: table no_columns: it has no columns, which the target does not allow.
==== indexes.sql
-- indexes.sql: unique keys and indexes of nasty (Postgres) for Sqlite.
-- Apply in this order: tables.sql, then the data, then indexes.sql, foreign_keys.sql, triggers.sql, views.sql.
-- Warning: index text_ref.hash_index: is a hash index and becomes an ordinary one
-- Warning: index text_ref.including: no longer includes code


CREATE UNIQUE INDEX "parent_a_b_key" ON "parent" ("a", "b");

CREATE UNIQUE INDEX "text_key_label" ON "text_key" ("label");

CREATE UNIQUE INDEX "text_key_mail" ON "text_key" (LOWER("mail"));

CREATE INDEX "expr_index" ON "text_ref" ("n" * 2, "code" || 'x');

CREATE INDEX "hash_index" ON "text_ref" ("n");

CREATE INDEX "including" ON "text_ref" ("n");

CREATE INDEX "partial_index" ON "text_ref" ("n") WHERE "n" > 10 AND "code" IS NOT NULL;

CREATE UNIQUE INDEX "partial_unique" ON "text_ref" ("n") WHERE "code" = 'b';

CREATE INDEX "some_index" ON "text_ref" ("n" DESC);

CREATE INDEX "i_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxyyyyyyyyyyyyyyyyyyyyy" ON "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxyyyyyyyyyyyyyyyyyyyyyyy" ("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxyyyyyyyyyyyyyyyyyyyyyyy");

CREATE UNIQUE INDEX "lines_code_line_key" ON "sales_lines" ("code", "line");

-- Skipped: index every_type.gin_index: the target has no equal to a GIN index.
--     CREATE INDEX gin_index ON public.every_type USING gin (jb)
==== foreign_keys.sql
-- foreign_keys.sql: foreign keys of nasty (Postgres) for Sqlite.
-- Apply in this order: tables.sql, then the data, then indexes.sql, foreign_keys.sql, triggers.sql, views.sql.
-- SQLite takes foreign keys within CREATE TABLE only: see tables.sql.
-- Warning: foreign_key child.child_a_b_fkey: no longer is MATCH FULL

==== triggers.sql
-- triggers.sql: triggers of nasty (Postgres) for Sqlite.
-- Apply in this order: tables.sql, then the data, then indexes.sql, foreign_keys.sql, triggers.sql, views.sql.

==== views.sql
-- views.sql: views of nasty (Postgres) for Sqlite.
-- Apply in this order: tables.sql, then the data, then indexes.sql, foreign_keys.sql, triggers.sql, views.sql.
-- Warning: view kept: is a materialized view and becomes an ordinary one


CREATE VIEW "kept" AS
SELECT "o"."order_id",
    SUM("l"."amount") AS "total"
FROM "sales_orders" AS "o"
    LEFT JOIN "sales_lines" AS "l" USING ("order_id")
GROUP BY "o"."order_id";

CREATE VIEW "simple_view" AS
SELECT "tree"."id",
    "tree"."parent_id" AS "p",
    "tree"."id" IN (1, 2, 3) AS "few",
    CASE WHEN "tree"."parent_id" IS NULL THEN 'root' ELSE 'node' END AS "what"
FROM "tree"
WHERE "tree"."id" > 0
ORDER BY "tree"."id" DESC NULLS FIRST
LIMIT 10;

CREATE VIEW "on_view" AS
SELECT "simple_view"."what",
    COUNT(*) AS "n"
FROM "simple_view"
GROUP BY "simple_view"."what"
HAVING COUNT(*) > 1;

-- Skipped: view exotic_view: it uses DISTINCT ON.
--     SELECT DISTINCT ON (text_ref.n) text_ref.n,
--         regexp_replace(text_ref.code, 'a'::text, 'b'::text) AS regexp_replace
--        FROM text_ref
==== skipped/stored_procedures.sql
-- stored_procedures.sql: not translated, as nasty (Postgres) has them.
==== skipped/functions.sql
-- functions.sql: not translated, as nasty (Postgres) has them.

-- log_it: stored procedures and functions are not translated.
CREATE OR REPLACE FUNCTION public.log_it()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ DECLARE x integer; BEGIN x := 1; RETURN NULL; END $function$;

-- touch: stored procedures and functions are not translated.
CREATE OR REPLACE FUNCTION public.touch()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ BEGIN IF TG_OP = 'INSERT' THEN NEW.n := COALESCE(NEW.n, 0); ELSIF NEW.n < OLD.n THEN RAISE EXCEPTION 'n goes up only'; END IF; RETURN NEW; END $function$;
==== skipped/untranslatable_triggers.sql
-- untranslatable_triggers.sql: not translated, as nasty (Postgres) has them.

-- parent.logged: it uses variables or loops, which SQLite's triggers do not have.
CREATE TRIGGER logged AFTER DELETE ON public.parent FOR EACH ROW EXECUTE FUNCTION log_it();
-- log_it():
 DECLARE x integer; BEGIN x := 1; RETURN NULL; END;

-- text_ref.touched: it sets NEW on a table without a key, which SQLite can't.
CREATE TRIGGER touched BEFORE INSERT OR UPDATE ON public.text_ref FOR EACH ROW EXECUTE FUNCTION touch();
-- touch():
 BEGIN IF TG_OP = 'INSERT' THEN NEW.n := COALESCE(NEW.n, 0); ELSIF NEW.n < OLD.n THEN RAISE EXCEPTION 'n goes up only'; END IF; RETURN NEW; END;

-- tree.logged: it runs once a statement, not once a row.
CREATE TRIGGER logged AFTER DELETE ON public.tree FOR EACH STATEMENT EXECUTE FUNCTION log_it();
-- log_it():
 DECLARE x integer; BEGIN x := 1; RETURN NULL; END;
