==== tables.sql
-- tables.sql: tables with their primary keys of nasty (Postgres) for MySql.
-- Apply in this order: tables.sql, then the data, then indexes.sql, foreign_keys.sql, triggers.sql, views.sql.
-- Warning: table Select: is named Odd Schema_Select in the target
-- Warning: table lines: is named sales_lines in the target
-- Warning: table orders: is named sales_orders in the target
-- Warning: column emoji 😀: is named emoji U+1F600 in the target
-- Warning: column every_type.n: has no precision; its decimal was chosen by the data, and what does not fit is rejected
-- Warning: column every_type.n100: has more digits than MySQL's decimal(65,30), so it goes as text
-- Warning: column every_type.tmz: goes as text: MySQL has no time with a zone
-- Warning: column every_type.tstz: goes as UTC into datetime: MySQL's timestamp ends in 2038
-- Warning: column every_type.tstz3: goes as UTC into datetime: MySQL's timestamp ends in 2038
-- Warning: column every_type.iv: goes as text: MySQL has no such type
-- Warning: column every_type.rng: goes as text: MySQL has no such type
-- Warning: column every_type.mr: goes as text: MySQL has no such type
-- Warning: column every_type.pt: goes as text: MySQL has no such type
-- Warning: column every_type.tsv: goes as text: MySQL has no such type
-- Warning: column every_type.ia: an array goes as json
-- Warning: column every_type.ta: an array goes as json
-- Warning: column every_type.ta2: an array goes as json
-- Warning: column every_type.mda: an array goes as json
-- Warning: column every_type.p: goes as text: MySQL has no such type
-- Warning: column odd_defaults.tz: goes as UTC into datetime: MySQL's timestamp ends in 2038
-- Warning: column text_key.code: is part of a key, for which MySQL needs a length: it was chosen by the data
-- Warning: column text_key.label: is part of a key, for which MySQL needs a length: it was chosen by the data
-- Warning: column text_ref.code: is part of a key, for which MySQL needs a length: it was chosen by the data
-- Warning: column sales.lines.code: is part of a key, for which MySQL needs a length: it was chosen by the data
-- Warning: column sales.lines.total: has no precision; its decimal was chosen by the data, and what does not fit is rejected
-- Warning: column changed_by_key.next_id: was generated as tree_id + 1 and becomes an ordinary column with its values: the target allows no column in it that an action of a foreign key changes (tree_id)
-- Warning: column changed_by_key.twice: was generated as id * 2 and becomes an ordinary column with its values: the target allows no column in it that counts up
-- Warning: check changed_by_key.changed_by_key_id_check: CHECK (id > 0) is left out: the target allows no column in it that counts up
-- Warning: check changed_by_key.changed_by_key_tree_id_check: CHECK (tree_id > 0) is left out: the target allows no column in it that an action of a foreign key changes (tree_id)
-- Warning: table measured: is partitioned by RANGE (day); the target's table is a plain one
-- Warning: column odd_defaults.bc: its default '0044-03-15 BC'::date is left out: its year is none of 1 to 9999
-- Warning: column odd_defaults.shifted: its default ((1)::bigint << 40) is left out: it shifts bits, of which PostgreSQL drops those beyond the operand's type
-- Warning: type pair: left out: a composite type

SET NAMES utf8mb4;

CREATE TABLE `Odd Schema_Select` (
    `group` int NOT NULL,
    `with space` longtext,
    `quo"te` longtext,
    `back``tick` longtext,
    `semi;colon` longtext,
    `new
line` longtext,
    `emoji U+1F600` longtext, -- was emoji 😀
    `MixedCase` int,
    PRIMARY KEY (`group`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_0900_bin;

CREATE TABLE `changed_by_key` (
    `id` int NOT NULL AUTO_INCREMENT,
    `tree_id` int,
    `next_id` int, -- was generated
    `twice` int, -- was generated
    PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_0900_bin;

CREATE TABLE `child` (
    `id` int NOT NULL,
    `a` int,
    `b` int,
    PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_0900_bin;

CREATE TABLE `cycle_a` (
    `id` int NOT NULL,
    `b_id` int,
    PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_0900_bin;

CREATE TABLE `cycle_b` (
    `id` int NOT NULL,
    `a_id` int,
    PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_0900_bin;

CREATE TABLE `every_type` (
    `id` bigint NOT NULL AUTO_INCREMENT,
    `b` tinyint(1) DEFAULT 1,
    `i2` smallint DEFAULT -1,
    `i4` int DEFAULT 42,
    `i8` bigint DEFAULT 9223372036854775807,
    `f4` float DEFAULT 1.5,
    `f8` double DEFAULT -2.5,
    `n` decimal(65,30), -- numeric: bare_numeric_by_data
    `n2` decimal(10,2) DEFAULT 0.00,
    `n38` decimal(38,10),
    `n100` varchar(255), -- numeric(100,50): wide_numeric_as_text
    `m` decimal(19,2), -- money: money_as_decimal
    `t` longtext DEFAULT ('it''s \\ "quoted"'),
    `vc` varchar(30) DEFAULT 'x',
    `vcl` longtext, -- character varying: long_varchar_as_longtext
    `c` char(5) DEFAULT 'ab',
    `nm` varchar(64), -- name: name_as_varchar
    `by` longblob,
    `d` date DEFAULT (CURRENT_DATE),
    `tm` time(6),
    `tm3` time(3),
    `tmz` varchar(32), -- time with time zone: timetz_as_text
    `ts` datetime(6) DEFAULT CURRENT_TIMESTAMP(6),
    `ts0` datetime(0),
    `tstz` datetime(6) DEFAULT (UTC_TIMESTAMP(6)), -- timestamp with time zone: timestamptz_as_datetime_in_utc
    `tstz3` datetime(3) DEFAULT (UTC_TIMESTAMP(3)), -- timestamp(3) with time zone: timestamptz_as_datetime_in_utc
    `iv` varchar(64), -- interval: interval_as_text
    `u` char(36) CHARACTER SET ascii COLLATE ascii_bin DEFAULT (UUID()), -- uuid: uuid_as_char36
    `js` json,
    `jb` json DEFAULT ('{}'),
    `bit1` bit(1) DEFAULT b'1',
    `bit5` bit(5) DEFAULT b'00101',
    `bit100` varchar(100), -- bit(100): long_bit_as_text
    `vb` varchar(20), -- bit varying(20): varbit_as_text
    `ip` varchar(43), -- inet: address_as_text
    `cd` varchar(43), -- cidr: address_as_text
    `mac` varchar(43), -- macaddr: address_as_text
    `rng` longtext, -- int4range: other_as_text
    `mr` longtext, -- int4multirange: other_as_text
    `pt` longtext, -- point: other_as_text
    `tsv` longtext, -- tsvector: other_as_text
    `x` longtext, -- xml: xml_as_text
    `ia` json DEFAULT ('[]'), -- integer[]: array_as_json
    `ta` json, -- text[]: array_as_json
    `ta2` json, -- text[]: array_as_json
    `md` enum('happy','it''s ok','a,b','back\\slash','Ä') DEFAULT 'happy',
    `mda` json, -- mood[]: array_as_json
    `p` longtext, -- pair: other_as_text
    `pos` int, -- positive: domain_as_its_type
    `sn` varchar(12) NOT NULL DEFAULT 'none', -- short_name: domain_as_its_type
    `o` int unsigned, -- oid: oid_as_unsigned_int
    PRIMARY KEY (`id`),
    CHECK (`pos` > 0) -- of the domain positive
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_0900_bin;

CREATE TABLE `measured` (
    `day` date NOT NULL,
    `v` int
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_0900_bin;

CREATE TABLE `odd_defaults` (
    `id` int NOT NULL,
    `by` longblob DEFAULT (x'deadbeef'),
    `tz` datetime(6) DEFAULT '2023-12-31 22:00:00', -- timestamp with time zone: timestamptz_as_datetime_in_utc
    `bc` date,
    `shifted` bigint,
    `pos` int, -- positive: domain_as_its_type
    PRIMARY KEY (`id`),
    CHECK (`pos` > 0) -- of the domain positive
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_0900_bin;

CREATE TABLE `orders` (
    `order_id` int NOT NULL,
    `note` longtext,
    PRIMARY KEY (`order_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_0900_bin;

CREATE TABLE `parent` (
    `a` int COMMENT '/* a */',
    `b` int
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_0900_bin COMMENT='It''s a \\ comment; with -- marks
and lines';

CREATE TABLE `text_key` (
    `code` varchar(300) NOT NULL, -- text: text_key_as_varchar
    `label` varchar(255), -- text: text_key_as_varchar
    `mail` longtext,
    PRIMARY KEY (`code`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_0900_bin;

CREATE TABLE `text_ref` (
    `code` varchar(300), -- text: as_the_key_it_refers_to
    `n` int
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_0900_bin;

CREATE TABLE `tree` (
    `id` int NOT NULL,
    `parent_id` int,
    PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_0900_bin;

CREATE TABLE `xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxyyyyyyyyyyyyyyyyyyyyyyy` (
    `id` int NOT NULL,
    `xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxyyyyyyyyyyyyyyyyyyyyyyy` int,
    PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_0900_bin;

CREATE TABLE `sales_lines` (
    `order_id` int NOT NULL,
    `line` int NOT NULL,
    `code` varchar(255), -- text: text_key_as_varchar
    `amount` decimal(10,2),
    `price` decimal(10,2),
    `total` decimal(65,30) GENERATED ALWAYS AS (`amount` * `price`) STORED, -- numeric: bare_numeric_by_data
    PRIMARY KEY (`order_id`, `line`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_0900_bin;

CREATE TABLE `sales_orders` (
    `order_id` int NOT NULL AUTO_INCREMENT,
    `state` enum('new','done') NOT NULL DEFAULT 'new',
    `total` decimal(12,2),
    PRIMARY KEY (`order_id`),
    CONSTRAINT `Total & co` CHECK (`total` < CAST(1000000 AS decimal(65,30)) OR `state` = 'done'),
    CONSTRAINT `orders_total_check` CHECK (`total` >= CAST(0 AS decimal(65,30)))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_0900_bin;

-- Skipped: table no_columns: it has no columns, which the target does not allow.
==== indexes.sql
-- indexes.sql: unique keys and indexes of nasty (Postgres) for MySql.
-- Apply in this order: tables.sql, then the data, then indexes.sql, foreign_keys.sql, triggers.sql, views.sql.
-- Warning: index text_ref.hash_index: is a hash index and becomes an ordinary one
-- Warning: index text_ref.including: no longer includes code
-- Warning: index text_ref.partial_index: covers all rows, not only those WHERE (n > 10) AND (code IS NOT NULL)

SET NAMES utf8mb4;

ALTER TABLE `parent` ADD UNIQUE KEY `parent_a_b_key` (`a`, `b`);

ALTER TABLE `text_key` ADD UNIQUE KEY `text_key_label` (`label`);

CREATE INDEX `expr_index` ON `text_ref` ((`n` * 2), (CONCAT(`code`, 'x')));

CREATE INDEX `hash_index` ON `text_ref` (`n`);

CREATE INDEX `including` ON `text_ref` (`n`);

CREATE INDEX `partial_index` ON `text_ref` (`n`);

CREATE UNIQUE INDEX `partial_unique` ON `text_ref` (((CASE WHEN `code` = 'b' THEN `n` END)));

CREATE INDEX `some_index` ON `text_ref` (`n` DESC);

CREATE INDEX `i_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxyyyyyyyyyyyyyyyyyyyyy` ON `xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxyyyyyyyyyyyyyyyyyyyyyyy` (`xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxyyyyyyyyyyyyyyyyyyyyyyy`);

ALTER TABLE `sales_lines` ADD UNIQUE KEY `lines_code_line_key` (`code`, `line`);

-- Skipped: index every_type.gin_index: the target has no equal to a GIN index.
--     CREATE INDEX gin_index ON public.every_type USING gin (jb)

-- Skipped: index text_key.text_key_mail: MySQL has no index over an expression of a long text.
--     CREATE UNIQUE INDEX text_key_mail ON public.text_key USING btree (lower(mail))
==== foreign_keys.sql
-- foreign_keys.sql: foreign keys of nasty (Postgres) for MySql.
-- Apply in this order: tables.sql, then the data, then indexes.sql, foreign_keys.sql, triggers.sql, views.sql.
-- Warning: foreign_key child.child_a_b_fkey: no longer is MATCH FULL
-- Warning: foreign_key sales.lines.lines_order_id_fkey: can no longer be deferred to the end of a transaction

SET NAMES utf8mb4;

ALTER TABLE `changed_by_key` ADD CONSTRAINT `changed_by_key_tree_id_fkey` FOREIGN KEY (`tree_id`) REFERENCES `tree` (`id`) ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE `child` ADD CONSTRAINT `child_a_b_fkey` FOREIGN KEY (`a`, `b`) REFERENCES `parent` (`a`, `b`) ON DELETE SET NULL;

ALTER TABLE `cycle_a` ADD CONSTRAINT `cycle_a_b_id_fkey` FOREIGN KEY (`b_id`) REFERENCES `cycle_b` (`id`);

ALTER TABLE `cycle_b` ADD CONSTRAINT `cycle_b_a_id_fkey` FOREIGN KEY (`a_id`) REFERENCES `cycle_a` (`id`);

ALTER TABLE `text_ref` ADD CONSTRAINT `text_ref_code_fkey` FOREIGN KEY (`code`) REFERENCES `text_key` (`code`);

ALTER TABLE `tree` ADD CONSTRAINT `tree_parent_id_fkey` FOREIGN KEY (`parent_id`) REFERENCES `tree` (`id`);

ALTER TABLE `sales_lines` ADD CONSTRAINT `lines_order_id_fkey` FOREIGN KEY (`order_id`) REFERENCES `sales_orders` (`order_id`) ON DELETE CASCADE ON UPDATE CASCADE;
==== triggers.sql
-- triggers.sql: triggers of nasty (Postgres) for MySql.
-- Apply in this order: tables.sql, then the data, then indexes.sql, foreign_keys.sql, triggers.sql, views.sql.

SET NAMES utf8mb4;

DELIMITER ;;
CREATE TRIGGER `parent_logged` AFTER DELETE ON `parent`
FOR EACH ROW BEGIN
    BEGIN
        DECLARE `x` int;
        SET `x` = 1;
    END;
END ;;
DELIMITER ;

DELIMITER ;;
CREATE TRIGGER `touched_insert` BEFORE INSERT ON `text_ref`
FOR EACH ROW BEGIN
    SET NEW.`n` = COALESCE(NEW.`n`, 0);
END ;;
DELIMITER ;

DELIMITER ;;
CREATE TRIGGER `touched_update` BEFORE UPDATE ON `text_ref`
FOR EACH ROW BEGIN
    IF NEW.`n` < OLD.`n` THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'n goes up only';
    END IF;
END ;;
DELIMITER ;
==== views.sql
-- views.sql: views of nasty (Postgres) for MySql.
-- Apply in this order: tables.sql, then the data, then indexes.sql, foreign_keys.sql, triggers.sql, views.sql.
-- Warning: view kept: is a materialized view and becomes an ordinary one

SET NAMES utf8mb4;

CREATE VIEW `kept` AS
SELECT `o`.`order_id`,
    SUM(`l`.`amount`) AS `total`
FROM `sales_orders` AS `o`
    LEFT JOIN `sales_lines` AS `l` USING (`order_id`)
GROUP BY `o`.`order_id`;

CREATE VIEW `simple_view` AS
SELECT `tree`.`id`,
    `tree`.`parent_id` AS `p`,
    `tree`.`id` IN (1, 2, 3) AS `few`,
    CASE WHEN `tree`.`parent_id` IS NULL THEN 'root' ELSE 'node' END AS `what`
FROM `tree`
WHERE `tree`.`id` > 0
ORDER BY `tree`.`id` IS NULL DESC, `tree`.`id` DESC
LIMIT 10;

CREATE VIEW `on_view` AS
SELECT `simple_view`.`what`,
    COUNT(*) AS `n`
FROM `simple_view`
GROUP BY `simple_view`.`what`
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

-- tree.logged: it runs once a statement, not once a row.
CREATE TRIGGER logged AFTER DELETE ON public.tree FOR EACH STATEMENT EXECUTE FUNCTION log_it();
-- log_it():
 DECLARE x integer; BEGIN x := 1; RETURN NULL; END;
