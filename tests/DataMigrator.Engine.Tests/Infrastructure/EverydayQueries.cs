namespace DataMigrator.Tests.Infrastructure;

/// <summary>Queries that a read-only connection runs.</summary>
internal static class EverydayQueries
{
    private static readonly string[] Everywhere =
    [
        "SELECT count(*), min(id), max(id), avg(price), sum(price) FROM t", "SELECT id, row_number() OVER (PARTITION BY name ORDER BY id) FROM t",
        "WITH n (x, y) AS (SELECT id, name FROM t) SELECT x FROM n WHERE y LIKE 'a%'", "SELECT * FROM v", "SELECT coalesce(name, 'load_file()') FROM t",
        "SELECT upper(name), length(name), replace(name, 'a', 'b') FROM t -- for update", "SELECT CASE WHEN id IN (1, 2) THEN 'a' ELSE 'into outfile' END FROM t",
        "SELECT a.id FROM t a JOIN t b ON (a.id = b.id) WHERE EXISTS (SELECT 1 FROM t c WHERE c.id = a.id) GROUP BY a.id HAVING count(*) > 0",
        "SELECT CAST(id AS char(10)), abs(-1), round(price, 1), nullif(id, 1) FROM t", "SELECT x.a FROM (SELECT id AS a FROM t) AS x",
        "WITH RECURSIVE n AS (SELECT 1 AS x UNION ALL SELECT x + 1 FROM n WHERE x < 3) SELECT sum(x) FROM n", "EXPLAIN SELECT * FROM t", "VALUES {row}(1), {row}(2)",
    ];

    private static readonly string[] Postgres =
    [
        "SELECT now(), current_date, clock_timestamp(), timeofday(), age(now())", "SELECT random(), gen_random_uuid(), pg_backend_pid()",
        "SELECT * FROM generate_series(1, 3) g", "SELECT json_build_object('a', 1), jsonb_agg(id), to_jsonb(t.*) FROM t GROUP BY t.*",
        "SELECT pg_size_pretty(pg_total_relation_size('t')), pg_database_size(current_database())", "SELECT t.id::text || 'x', '1'::int, 1.5::numeric(10,2) FROM t",
        "SELECT * FROM information_schema.columns WHERE table_name = 't'", "SELECT * FROM pg_catalog.pg_stat_user_tables", "SELECT * FROM pg_locks", "SELECT * FROM pg_settings",
        "SELECT * FROM pg_stat_activity", "SELECT * FROM pg_sequences", "SELECT pg_get_viewdef('v'::regclass), pg_get_constraintdef(oid) FROM pg_constraint",
        "SELECT similarity('a', 'b'), name % 'a', show_trgm('a') FROM t", "SELECT 'a=>1'::hstore -> 'a', hstore('a', 'b') || hstore('c', 'd')", "SELECT 'A'::citext = 'a'::citext",
        "SELECT uuid_generate_v4(), digest('a', 'sha256'), gen_random_bytes(4)", "SELECT unaccent('é')", "SHOW server_version", "TABLE t", "SELECT E'a\\n\\x41', U&'d\\0061t', $$ a $$",
        "SELECT added(1, 2), summed(id), 'ok'::word, happy('glad') FROM t GROUP BY id", "SELECT * FROM partitioned", "SELECT string_agg(name, ',' ORDER BY id) FILTER (WHERE id > 0) FROM t",
        "SELECT * FROM t TABLESAMPLE SYSTEM (50)", "SELECT extract(year FROM now()), date_trunc('day', now()), substring('abc' FROM 1 FOR 2), overlay('a' placing 'b' from 1), position('a' IN 'b')",
        "SELECT regexp_replace(name, 'a', 'b'), to_char(now(), 'YYYY'), array_agg(id), unnest(ARRAY[1, 2]) FROM t GROUP BY name", "SELECT currval('s') WHERE false", "SELECT last_value FROM s",
        "SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY price) FROM t", "SELECT has_table_privilege('t', 'select'), obj_description('t'::regclass), col_description('t'::regclass, 1)",
        "EXPLAIN (ANALYZE, BUFFERS) SELECT * FROM t", "SELECT xmlelement(name a, 1), to_tsvector('a') @@ to_tsquery('a'), md5('a'), encode('a', 'hex')",
    ];

    private static readonly string[] PostgresObjects =
    [
        "CREATE TABLE t (id int PRIMARY KEY, name text, price numeric(10,2))", "INSERT INTO t VALUES (1, 'a', 1.5)", "CREATE VIEW v AS SELECT id, now() AS at, random() AS r FROM t",
        "CREATE SEQUENCE s", "CREATE EXTENSION pg_trgm", "CREATE EXTENSION hstore", "CREATE EXTENSION citext", "CREATE EXTENSION \"uuid-ossp\"", "CREATE EXTENSION pgcrypto", "CREATE EXTENSION unaccent",
        "CREATE FUNCTION added(a int, b int DEFAULT 1) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT a + b'",
        "CREATE FUNCTION happy(text) RETURNS bool LANGUAGE plpgsql STABLE AS $$ BEGIN IF $1 = 'glad' THEN RETURN true; END IF; RETURN (SELECT count(*) > 0 FROM t); END $$",
        "CREATE AGGREGATE summed(int) (SFUNC = added, STYPE = int, INITCOND = '0')", "CREATE DOMAIN word AS text CHECK (length(value) < 10)",
        "CREATE TABLE partitioned (id int, w word) PARTITION BY RANGE (id)", "CREATE TABLE part PARTITION OF partitioned FOR VALUES FROM (1) TO (9)",
    ];

    private static readonly string[] MySql =
    [
        "SELECT now(), curdate(), rand(), uuid(), version(), database(), last_insert_id(), connection_id()", "SELECT json_extract('{\"a\":1}', '$.a'), json_object('a', 1)",
        "SELECT * FROM information_schema.COLUMNS WHERE TABLE_NAME = 't'", "SHOW TABLES", "SHOW CREATE TABLE t", "SHOW VARIABLES LIKE 'version%'", "DESCRIBE t", "SELECT @@version, @@global.max_connections",
        "SELECT group_concat(name ORDER BY id SEPARATOR ',') FROM t", "SELECT date_add(now(), INTERVAL 1 DAY), date_format(now(), '%Y'), timestampdiff(DAY, now(), now()), extract(YEAR FROM now())",
        "SELECT added(1, 2), stock(1)", "SELECT if(id > 1, 'a', 'b'), ifnull(name, ''), concat_ws(',', id, name), substring_index(name, ',', 1), convert(name USING utf8mb4) FROM t",
        "SELECT `id` FROM `t` USE INDEX (PRIMARY) WHERE name REGEXP 'a' LIMIT 1 /* My comment */", "SELECT ST_AsText(POINT(1, 2)), char(65), hex('a'), sha2('a', 256), bin(2), crc32('a')",
        "SELECT * FROM sys.version", "SELECT SLEEP(0), BENCHMARK(1, 1), @a := 1, is_free_lock('a')", "SELECT * FROM t WHERE (id, name) IN ((1, 'a')) AND NOT (id = 2) OR (id = 3)",
    ];

    private static readonly string[] MySqlObjects =
    [
        "CREATE TABLE t (id int PRIMARY KEY, name varchar(100), price decimal(10,2))", "INSERT INTO t VALUES (1, 'a', 1.5)", "CREATE VIEW v AS SELECT id, now() AS at, rand() AS r FROM t",
        "CREATE FUNCTION added(a int, b int) RETURNS int DETERMINISTIC RETURN a + b",
        "CREATE FUNCTION stock(a int) RETURNS int READS SQL DATA BEGIN DECLARE n int; SELECT count(*) INTO n FROM t WHERE id = a; RETURN n; END",
    ];

    private static readonly string[] Sqlite =
    [
        "SELECT random(), datetime('now'), julianday(), printf('%d', 1), hex(zeroblob(4)), typeof(1)", "SELECT json_extract('{\"a\":1}', '$.a')", "PRAGMA table_info(t)",
        "SELECT * FROM sqlite_schema", "SELECT * FROM pragma_table_info('t')", "SELECT group_concat(name), total(id) FROM t",
    ];

    public static IEnumerable<string> Of(DatabaseKind kind) =>
        (kind switch { DatabaseKind.Postgres => Everywhere.Concat(Postgres), DatabaseKind.Sqlite => Everywhere.Concat(Sqlite), _ => Everywhere.Concat(MySql) })
        .Where(q => kind != DatabaseKind.MariaDb || !q.StartsWith("VALUES", StringComparison.Ordinal))
        .Select(q => q.Replace("{row}", kind == DatabaseKind.MySql ? "ROW" : ""));

    public static IReadOnlyList<string> ObjectsOf(DatabaseKind kind) => kind switch
    {
        DatabaseKind.Postgres => PostgresObjects,
        DatabaseKind.Sqlite => ["CREATE TABLE t (id int PRIMARY KEY, name text, price decimal(10,2))", "CREATE VIEW v AS SELECT id, datetime('now') AS at FROM t"],
        _ => MySqlObjects,
    };
}
