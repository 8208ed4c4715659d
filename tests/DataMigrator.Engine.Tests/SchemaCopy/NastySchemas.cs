namespace DataMigrator.Tests.SchemaCopy;

/// <summary>Schemas with everything that breaks schema copies, one for each database.</summary>
internal static class NastySchemas
{
    public static IReadOnlyList<string> For(DatabaseKind kind) => kind switch
    {
        DatabaseKind.Postgres => Postgres,
        DatabaseKind.Sqlite => Sqlite,
        DatabaseKind.MariaDb => [.. MySqlFamily, .. MariaDb],
        _ => [.. MySqlFamily, .. MySql],
    };

    private static readonly string LongName = new string('x', 40) + new string('y', 23);

    private static readonly string[] Postgres =
    [
        "CREATE SCHEMA sales",
        "CREATE SCHEMA \"Odd Schema\"",
        "CREATE TYPE mood AS ENUM ('happy', 'it''s ok', 'a,b', 'back\\slash', 'Ä')",
        "CREATE TYPE sales.state AS ENUM ('new', 'done')",
        "CREATE TYPE pair AS (a int, b text)",
        "CREATE DOMAIN positive AS integer CHECK (VALUE > 0)",
        "CREATE DOMAIN short_name AS varchar(12) NOT NULL DEFAULT 'none'",
        """
        CREATE TABLE every_type (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            b boolean DEFAULT true, i2 smallint DEFAULT -1, i4 integer DEFAULT 42, i8 bigint DEFAULT 9223372036854775807,
            f4 real DEFAULT 1.5, f8 double precision DEFAULT '-2.5'::double precision, n numeric, n2 numeric(10,2) DEFAULT 0.00,
            n38 numeric(38,10), n100 numeric(100,50), m money, t text DEFAULT 'it''s \ "quoted"', vc varchar(30) DEFAULT 'x', vcl varchar,
            c char(5) DEFAULT 'ab', nm name, by bytea, d date DEFAULT CURRENT_DATE, tm time, tm3 time(3), tmz timetz,
            ts timestamp DEFAULT now(), ts0 timestamp(0), tstz timestamptz DEFAULT CURRENT_TIMESTAMP, tstz3 timestamptz(3) DEFAULT now(),
            iv interval, u uuid DEFAULT gen_random_uuid(), js json, jb jsonb DEFAULT '{}'::jsonb, bit1 bit(1) DEFAULT B'1', bit5 bit(5) DEFAULT B'00101',
            bit100 bit(100), vb bit varying(20), ip inet, cd cidr, mac macaddr, rng int4range, mr int4multirange, pt point, tsv tsvector, x xml,
            ia integer[] DEFAULT '{}'::integer[], ta text[], ta2 text[][], md mood DEFAULT 'happy'::mood, mda mood[], p pair, pos positive, sn short_name,
            o oid)
        """,
        "CREATE TABLE sales.orders (order_id serial PRIMARY KEY, state sales.state NOT NULL DEFAULT 'new', total numeric(12,2) CHECK (total >= 0), CONSTRAINT \"Total & co\" CHECK (total < 1000000 OR state = 'done'))",
        "CREATE TABLE orders (order_id integer PRIMARY KEY, note text)",
        "CREATE TABLE sales.lines (order_id integer REFERENCES sales.orders ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, line integer, code text, amount numeric(10,2), price numeric(10,2), total numeric GENERATED ALWAYS AS (amount * price) STORED, PRIMARY KEY (order_id, line), UNIQUE (code, line))",
        "CREATE TABLE \"Odd Schema\".\"Select\" (\"group\" integer PRIMARY KEY, \"with space\" text, \"quo\"\"te\" text, \"back`tick\" text, \"semi;colon\" text, \"new\nline\" text, \"emoji 😀\" text, \"MixedCase\" integer)",
        $"CREATE TABLE {LongName} (id integer PRIMARY KEY, {LongName} integer)",
        $"CREATE INDEX i_{LongName[..61]} ON {LongName} ({LongName})",
        "CREATE TABLE parent (a integer, b integer, UNIQUE (a, b))",
        "CREATE TABLE child (id integer PRIMARY KEY, a integer, b integer, FOREIGN KEY (a, b) REFERENCES parent (a, b) MATCH FULL ON DELETE SET NULL)",
        "CREATE TABLE tree (id integer PRIMARY KEY, parent_id integer REFERENCES tree)",
        "CREATE TABLE cycle_a (id integer PRIMARY KEY, b_id integer)",
        "CREATE TABLE cycle_b (id integer PRIMARY KEY, a_id integer REFERENCES cycle_a)",
        "ALTER TABLE cycle_a ADD FOREIGN KEY (b_id) REFERENCES cycle_b",
        "CREATE TABLE text_key (code text PRIMARY KEY, label text, mail text)",
        "INSERT INTO text_key VALUES (repeat('k', 300), 'A', 'a@x'), ('b', 'a', 'b@x')",
        "CREATE UNIQUE INDEX text_key_label ON text_key (label)",
        "CREATE UNIQUE INDEX text_key_mail ON text_key (lower(mail))",
        "CREATE TABLE text_ref (code text REFERENCES text_key, n integer)",
        "CREATE INDEX some_index ON text_ref (n DESC)",
        "CREATE INDEX partial_index ON text_ref (n) WHERE n > 10 AND code IS NOT NULL",
        "CREATE UNIQUE INDEX partial_unique ON text_ref (n) WHERE code = 'b'",
        "CREATE INDEX including ON text_ref (n) INCLUDE (code)",
        "CREATE INDEX gin_index ON every_type USING gin (jb)",
        "CREATE INDEX hash_index ON text_ref USING hash (n)",
        "CREATE INDEX expr_index ON text_ref ((n * 2), (code || 'x'))",
        "CREATE TABLE no_columns ()",
        "CREATE TABLE measured (day date NOT NULL, v integer) PARTITION BY RANGE (day)",
        "CREATE TABLE measured_2024 PARTITION OF measured FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')",
        """
        CREATE TABLE odd_defaults (id integer PRIMARY KEY, by bytea DEFAULT '\xdeadbeef', tz timestamptz DEFAULT '2024-01-01 00:00:00+02',
            bc date DEFAULT '0044-03-15 BC', shifted bigint DEFAULT (1::bigint << 40), pos positive)
        """,
        """
        CREATE TABLE changed_by_key (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY CHECK (id > 0),
            tree_id integer CHECK (tree_id > 0) REFERENCES tree ON DELETE SET NULL ON UPDATE CASCADE,
            next_id integer GENERATED ALWAYS AS (tree_id + 1) STORED, twice integer GENERATED ALWAYS AS (id * 2) STORED)
        """,
        "COMMENT ON TABLE parent IS 'It''s a \\ comment; with -- marks\nand lines'",
        "COMMENT ON COLUMN parent.a IS '/* a */'",
        "CREATE VIEW simple_view AS SELECT id, parent_id AS p, id IN (1, 2, 3) AS few, CASE WHEN parent_id IS NULL THEN 'root' ELSE 'node' END AS what FROM tree WHERE id > 0 ORDER BY id DESC LIMIT 10",
        "CREATE VIEW on_view AS SELECT what, count(*) AS n FROM simple_view GROUP BY what HAVING count(*) > 1",
        "CREATE VIEW exotic_view AS SELECT DISTINCT ON (n) n, regexp_replace(code, 'a', 'b') FROM text_ref",
        "CREATE MATERIALIZED VIEW kept AS SELECT o.order_id, sum(l.amount) AS total FROM sales.orders o LEFT JOIN sales.lines l USING (order_id) GROUP BY o.order_id",
        "CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TG_OP = 'INSERT' THEN NEW.n := COALESCE(NEW.n, 0); ELSIF NEW.n < OLD.n THEN RAISE EXCEPTION 'n goes up only'; END IF; RETURN NEW; END $$",
        "CREATE TRIGGER touched BEFORE INSERT OR UPDATE ON text_ref FOR EACH ROW EXECUTE FUNCTION touch()",
        "CREATE FUNCTION log_it() RETURNS trigger LANGUAGE plpgsql AS $$ DECLARE x integer; BEGIN x := 1; RETURN NULL; END $$",
        "CREATE TRIGGER logged AFTER DELETE ON tree FOR EACH STATEMENT EXECUTE FUNCTION log_it()",
        "CREATE TRIGGER logged AFTER DELETE ON parent FOR EACH ROW EXECUTE FUNCTION log_it()",
    ];

    private static readonly string[] Sqlite =
    [
        """
        CREATE TABLE every_type (
            id INTEGER PRIMARY KEY AUTOINCREMENT, b BOOLEAN DEFAULT false, i INT DEFAULT -1, big BIGINT, r REAL DEFAULT 1.5, f FLOAT, n NUMERIC, d2 DECIMAL(11,2) DEFAULT 0,
            t TEXT DEFAULT 'it''s', vc VARCHAR(10), c CHAR(3), bl BLOB, dt DATETIME DEFAULT (datetime('now')), d DATE DEFAULT CURRENT_DATE, ts TIMESTAMP DEFAULT CURRENT_TIMESTAMP, tm TIME,
            epoch DATETIME, u UUID, j JSON, none, any_thing, mixed INTEGER, weird "Some odd type", two INT DEFAULT (1 + 1), nul TEXT DEFAULT "null", h TEXT DEFAULT (lower(hex(randomblob(4)))))
        """,
        "INSERT INTO every_type (b, i, n, d2, vc, epoch, none, any_thing, mixed) VALUES (1, 10010000000000001, 12345.678, 1.25, 'longer than ten', 1700000000, 1, 'x', 1), (0, 2, 1, 2.5, 'x', 1700000001, 'y', x'00', 'text')",
        "CREATE TABLE \"order\" (\"select\" INTEGER PRIMARY KEY, \"with space\" TEXT, [brackets] TEXT, `tick` TEXT, \"quo\"\"te\" TEXT, \"new\nline\" TEXT)",
        "CREATE TABLE text_key (code TEXT PRIMARY KEY COLLATE NOCASE, label TEXT UNIQUE, w INTEGER) WITHOUT ROWID",
        "INSERT INTO text_key VALUES ('A', 'x', 1), ('b', 'X', 2)",
        "CREATE TABLE text_ref (code TEXT REFERENCES text_key, n INTEGER CHECK (n >= 0), m INTEGER CHECK (typeof(m) = 'integer'), s TEXT CHECK (length(s) < 5 AND s IN ('a', 'b')), dbl INTEGER GENERATED ALWAYS AS (n * 2) VIRTUAL, up TEXT AS (upper(s)) STORED)",
        "CREATE TABLE strict_one (id INTEGER PRIMARY KEY, a ANY, t TEXT NOT NULL) STRICT",
        "CREATE TABLE dangling (id INTEGER PRIMARY KEY, x INTEGER REFERENCES nowhere (id))",
        "CREATE TABLE odd_defaults (id INTEGER PRIMARY KEY CHECK (id <> 5), n NUMERIC DEFAULT 1e400, v VARCHAR(3) DEFAULT 'too long', at TEXT DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')))",
        "CREATE TABLE odd_generated (a INTEGER CHECK (a), s TEXT, g1 INTEGER AS (a = 1), g2 INTEGER AS (a || 1), g3 TEXT AS (a), g4 TEXT AS (a * 1.5), CHECK (a & 1), CHECK (CASE WHEN a THEN 1 ELSE 0 END), CHECK (s > 5), CHECK (strftime('%Y', s) > '2000'))",
        "CREATE UNIQUE INDEX ix_part3 ON odd_generated (lower(s), abs(a)) WHERE a > 0",
        "CREATE INDEX ix ON text_ref (n DESC, code)",
        "CREATE INDEX ix_expr ON text_ref (lower(s), n + 1)",
        "CREATE UNIQUE INDEX ix_part ON text_ref (n) WHERE code IS NOT NULL",
        "CREATE INDEX ix_part2 ON text_ref (n) WHERE n > 5",
        "CREATE VIEW v AS SELECT code, \"n\" * 2 AS twice, ifnull(s, 'none') AS s, code || '-' || s AS both FROM text_ref WHERE n > 1 ORDER BY 1",
        "CREATE VIEW v2 (a, b) AS SELECT twice, count(*) FROM v GROUP BY twice",
        "CREATE VIEW v3 AS SELECT group_concat(code, '; ') AS codes, iif(n > 1, 'many', 'one') AS how FROM text_ref GROUP BY how",
        "CREATE VIEW exotic AS SELECT printf('%05d', n) AS p FROM text_ref",
        "CREATE TABLE log (id INTEGER PRIMARY KEY, what TEXT, at TIMESTAMP)",
        "CREATE TRIGGER tr_ai AFTER INSERT ON text_ref BEGIN INSERT INTO log (what, at) VALUES ('insert ' || NEW.code, CURRENT_TIMESTAMP); END",
        "CREATE TRIGGER tr_au AFTER UPDATE OF n, s ON text_ref WHEN NEW.n <> OLD.n BEGIN UPDATE log SET what = 'changed' WHERE id = 1; DELETE FROM log WHERE id = 2; END",
        "CREATE TRIGGER tr_bi BEFORE INSERT ON text_ref BEGIN SELECT RAISE(ABORT, 'n is too big') WHERE NEW.n > 100; END",
        "CREATE TRIGGER log_at AFTER UPDATE ON log BEGIN UPDATE log SET at = datetime('now') WHERE rowid = NEW.rowid; END",
        "CREATE TRIGGER v_io INSTEAD OF INSERT ON v BEGIN INSERT INTO text_ref (code, n) VALUES (NEW.code, NEW.twice / 2); END",
    ];

    private static readonly string[] MySqlFamily =
    [
        """
        CREATE TABLE every_type (
            id bigint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY, b tinyint(1) DEFAULT 1, b2 tinyint(1) DEFAULT '0', b3 tinyint(1), ti tinyint DEFAULT -3, tiu tinyint unsigned, si smallint, siu smallint unsigned,
            mi mediumint, miu mediumint unsigned, i int DEFAULT '7', iu int unsigned DEFAULT 0, bi bigint, biu bigint unsigned, bi_small bigint unsigned,
            f float DEFAULT 1.5, f2 float(7,3), db double DEFAULT -1e10, de decimal(10,2) DEFAULT 9.99, de65 decimal(65,30), deu decimal(5,1) unsigned,
            bit1 bit(1) DEFAULT b'1', bit9 bit(9) DEFAULT b'101', bit64 bit(64), y year DEFAULT 2024, d date DEFAULT '2024-02-29', tm time DEFAULT '12:00:00', tm_long time(3), dt datetime DEFAULT CURRENT_TIMESTAMP,
            dt6 datetime(6) DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6), ts timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP, ts3 timestamp(3) NULL,
            c char(5) DEFAULT 'a', c0 char(0), vc varchar(30) DEFAULT 'it''s \\ "q"', vn varchar(20) DEFAULT 'NULL', tt tinytext, tx text, mt mediumtext, lt longtext, bn binary(16), vb varbinary(20), tb tinyblob, bl blob, lb longblob,
            e enum('a','it''s','c,d','ö','back\\slash') DEFAULT 'a', s set('x','y','z') DEFAULT 'x,y', j json, g geometry, p point,
            cs varchar(20) CHARACTER SET latin1 COLLATE latin1_bin, cm varchar(20) COMMENT 'It''s a \\ comment; -- here')
            COMMENT='The table''s own'
        """,
        "INSERT INTO every_type (b3, biu, tm_long) VALUES (2, 18446744073709551615, '-25:30:00')",
        "CREATE TABLE `order` (`select` int PRIMARY KEY, `with space` text, `quo\"te` int, `ti``ck` int, `new\nline` int, `MixedCase` int)",
        "CREATE TABLE parent (id bigint unsigned NOT NULL AUTO_INCREMENT, a int NOT NULL, b int NOT NULL, name varchar(50) NOT NULL, PRIMARY KEY (id), UNIQUE KEY uq (a, b), KEY idx (name(10)), KEY idx2 (name, a DESC))",
        "CREATE TABLE child (id int NOT NULL, parent_id bigint unsigned, a int, b int, n int, gv int GENERATED ALWAYS AS (n * 2) VIRTUAL, gs varchar(100) GENERATED ALWAYS AS (concat(n, '-', a)) STORED, KEY idx (n), KEY auto (id), CONSTRAINT fk1 FOREIGN KEY (parent_id) REFERENCES parent (id) ON DELETE SET NULL ON UPDATE CASCADE, CONSTRAINT fk2 FOREIGN KEY (a, b) REFERENCES parent (a, b), CONSTRAINT n_check CHECK (n > 0 AND n <> 13))",
        "CREATE TABLE tree (id int AUTO_INCREMENT PRIMARY KEY, parent_id int, CONSTRAINT tree_fk FOREIGN KEY (parent_id) REFERENCES tree (id) ON DELETE CASCADE)",
        "CREATE TABLE seq_second (grp int NOT NULL, id int NOT NULL AUTO_INCREMENT, PRIMARY KEY (grp, id), KEY (id))",
        "CREATE TABLE texts (id int PRIMARY KEY, body text, title varchar(100), FULLTEXT KEY ft (title, body), UNIQUE KEY prefix_unique (body(20)))",
        "CREATE TABLE places (id int PRIMARY KEY, at point NOT NULL, SPATIAL KEY sp (at))",
        "CREATE TABLE zero (id int PRIMARY KEY, d datetime DEFAULT NULL)",
        "CREATE TABLE measured (day date NOT NULL, v int) PARTITION BY RANGE (year(day)) (PARTITION p0 VALUES LESS THAN (2020), PARTITION p1 VALUES LESS THAN MAXVALUE)",
        "CREATE TABLE log (id int AUTO_INCREMENT PRIMARY KEY, what varchar(100), at datetime)",
        "CREATE TABLE odd_defaults (id int PRIMARY KEY, tm time DEFAULT '-838:59:59', vb varbinary(3) DEFAULT 0x00FF41, bn binary(4) DEFAULT 'ab')",
        """
        CREATE TABLE odd_generated (id int PRIMARY KEY, ts timestamp NULL, d datetime, s varchar(20), n int, y int AS (year(ts)) VIRTUAL, dd date AS (date(ts)) VIRTUAL,
            c varchar(60) AS (concat_ws('-', s, n)) VIRTUAL, e int AS (s = 'abc') VIRTUAL, x int AS (n XOR id) VIRTUAL, m varchar(7) AS (date_format(d, '%Y-%m')) VIRTUAL)
        """,
        "CREATE TABLE enum_key (e enum('a','b') PRIMARY KEY)",
        "CREATE TABLE enum_ref (e enum('a','b'), f enum('a','b'), FOREIGN KEY (e) REFERENCES enum_key (e))",
        "CREATE VIEW v AS SELECT n, IFNULL(a, 0) AS a0, IF(n > 5, 'big', 'small') AS size, CONCAT(n, ':', a) AS both_, n / 2 AS half, n DIV 2 AS whole FROM child WHERE n BETWEEN 1 AND 10 LIMIT 5",
        "CREATE VIEW v2 AS SELECT size, COUNT(*) AS c, GROUP_CONCAT(DISTINCT n ORDER BY n SEPARATOR '|') AS ns FROM v GROUP BY size",
        "CREATE VIEW v3 AS SELECT p.id, p.name, COUNT(c.id) AS n, DATE_FORMAT(NOW(), '%Y-%m-%d') AS today FROM parent p LEFT JOIN child c ON c.parent_id = p.id GROUP BY p.id",
        "CREATE VIEW exotic AS SELECT INET_ATON('1.2.3.4') AS ip, n FROM child",
        "CREATE TRIGGER child_bi BEFORE INSERT ON child FOR EACH ROW SET NEW.n = IFNULL(NEW.n, 1)",
        "CREATE TRIGGER child_ai AFTER INSERT ON child FOR EACH ROW BEGIN IF NEW.n > 5 THEN INSERT INTO log (what, at) VALUES (CONCAT('big ', NEW.n), NOW()); ELSE INSERT INTO log (what, at) VALUES ('small', NOW()); END IF; END",
        "CREATE TRIGGER child_bd BEFORE DELETE ON child FOR EACH ROW BEGIN IF OLD.n = 7 THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'seven stays'; END IF; END",
        "CREATE TRIGGER child_bu BEFORE UPDATE ON child FOR EACH ROW BEGIN DECLARE x INT; SET x = 1; SET NEW.n = x; END",
        "CREATE PROCEDURE p1(IN a int) BEGIN SELECT a; END",
        "CREATE FUNCTION f1(a int) RETURNS int DETERMINISTIC RETURN a + 1",
    ];

    private static readonly string[] MySql =
    [
        "CREATE TABLE only_mysql (id int PRIMARY KEY, u char(36) DEFAULT (uuid()), j json DEFAULT (json_object()), t text DEFAULT ('abc'), n int DEFAULT (1 + 2), x varchar(50), KEY fi ((upper(x))), g point SRID 4326)",
    ];

    private static readonly string[] MariaDb =
    [
        "CREATE TABLE only_mariadb (id int PRIMARY KEY, u uuid DEFAULT uuid(), j json DEFAULT '{}', t text DEFAULT 'abc', n int DEFAULT (1 + 2), ip inet6, x varchar(50) DEFAULT concat('a', 'b'), w varchar(10) DEFAULT NULL)",
    ];
}
