namespace DataMigrator.Tests.Infrastructure;

/// <summary>How it is seen that a payload acted.</summary>
internal enum PayloadEffect
{
    /// <summary>A row in the table effects, written through a connection of its own.</summary>
    Row,

    /// <summary>A file on the server.</summary>
    File,

    /// <summary>It answers with something that is no row of this database.</summary>
    Answer,

    /// <summary>None that a shared server could bear: it is only seen to be refused.</summary>
    Unseen,
}

/// <summary>A statement that gets past a read-only transaction, or tries to.</summary>
internal sealed record ReadOnlyPayload(string Sql, PayloadEffect Effect = PayloadEffect.Row);

/// <summary>The published ways around read-only doors of database servers, for each database, with the objects that someone
/// made before. {act} is a call that writes a row through a connection of its own, {connection} and {insert} its parts,
/// {file} a path on the server.</summary>
internal static class ReadOnlyPayloads
{
    private const string Act = "dblink_exec('{connection}', 'insert into effects values (1)')";

    private static readonly ReadOnlyPayload[] Postgres =
    [
        new("SELECT {act}"),
        new("SELECT * FROM dblink('{connection}', 'insert into effects values (1) returning n') AS t(n int)"),
        new("SELECT/**/DBLINK_EXEC/* a /* b */ */ -- c\n('{connection}', $a$insert into effects values (1)$a$)"),
        new("WITH w AS MATERIALIZED (SELECT {act}) SELECT * FROM w"),
        new("EXPLAIN ANALYZE SELECT {act}"),
        new("EXPLAIN (ANALYZE, FORMAT JSON) VALUES ({act})"),
        new("SELECT \"dblink_exec\"('{connection}', 'insert into effects values (1)')"),
        new("SELECT public . dblink_exec('{connection}', 'insert into effects values (1)')"),
        new("SELECT U&\"dblink\\005Fexec\"('{connection}', 'insert into effects values (1)')"),
        new("SELECT U&\"dblink!005Fexec\" UESCAPE '!' ('{connection}', 'insert into effects values (1)')"),
        new("SELECT 1 ORDER BY {act}"),
        new("SELECT count(*) FILTER (WHERE {act} IS NOT NULL)"),
        new("VALUES ({act})"),
        new("SELECT x FROM generate_series(1, 1) x, LATERAL {act}"),
        new("TABLE acting_view"),
        new("SELECT * FROM view_of_a_view"),
        new("SELECT acting()"),
        new("SELECT \"Acting fn\"()"),
        new("SELECT lying()"),
        new("SELECT lying_in_pieces()"),
        new("SELECT 'x'::acting_domain"),
        new("SELECT CAST('x' AS acting_domain)"),
        new("SELECT acting_domain('x'::text)"),
        new("SELECT * FROM json_to_record('{\"a\":\"x\"}') AS r(a acting_domain)"),
        new("SELECT jsonb_populate_record(NULL::holder, '{\"a\":\"x\"}')"),
        new("SELECT 'a' === 'b'"),
        new("SELECT 'a' OPERATOR(public.===) 'b'"),
        new("SELECT h.acting_row FROM holder h"),
        new("SELECT (h).acting_row FROM holder h"),
        new("SELECT m::text::mood::int FROM (VALUES ('sad')) v(m)"),
        new("SELECT acting_sum(1)"),
        new("SELECT with_default()"),
        new("SELECT * FROM acting_foreign", PayloadEffect.File),
        new("SELECT * FROM parent", PayloadEffect.File),
        new("SELECT query_to_xml('select {quoted act}', true, true, '')"),
        new("SELECT table_to_xml('acting_view', true, true, '')"),
        new("SELECT * FROM crosstab('select {quoted act}, ''a''::text, ''b''::text') AS c(r text, a text)"),
        new("SELECT E'a'\n'\\'', {act} --'"),
        new("SELECT E'a' -- b\n'\\'', {act} --'"),
        new("SELECT 1 --\r, {act}"),
        new("SELECT $€$ ' $€$, {act}, $€$ ' $€$"),
        new("SELECT lo_export({object}, '{file}')", PayloadEffect.File),
        new("SELECT pg_catalog.lo_export({object}, '{file}')", PayloadEffect.File),
        new("SELECT pg_file_write('{file}', 'x', false)", PayloadEffect.File),
        new("SELECT pg_read_file('PG_VERSION')", PayloadEffect.Answer),
        new("SELECT \"pg_read_file\"('PG_VERSION')", PayloadEffect.Answer),
        new("SELECT pg_ls_dir('.')", PayloadEffect.Answer),
        new("SELECT pg_stat_file('PG_VERSION')", PayloadEffect.Answer),
        new("SELECT pg_advisory_lock(42)", PayloadEffect.Answer),
        new("SELECT set_config('work_mem', '64kB', false)", PayloadEffect.Answer),
        new("SELECT pg_create_physical_replication_slot('never_made')", PayloadEffect.Unseen),
        new("SELECT pg_terminate_backend(0)", PayloadEffect.Unseen),
        new("SELECT pg_cancel_backend(0)", PayloadEffect.Unseen),
        new("SELECT pg_reload_conf()", PayloadEffect.Unseen),
        new("SELECT pg_switch_wal()", PayloadEffect.Unseen),
        new("SELECT pg_notify('a', 'b')", PayloadEffect.Unseen),
        new("SELECT nextval('numbers')", PayloadEffect.Unseen),
        new("SELECT setval('numbers', 7)", PayloadEffect.Unseen),
        new("SELECT set_config('transaction_read_only', 'off', false)", PayloadEffect.Unseen),
        new("SELECT 1; INSERT INTO effects VALUES (1)", PayloadEffect.Unseen),
        new("SELECT 1; COMMIT; SET default_transaction_read_only = off; INSERT INTO effects VALUES (1)", PayloadEffect.Unseen),
        new("DO $$ BEGIN PERFORM 1; END $$", PayloadEffect.Unseen),
        new("CALL acting_procedure()", PayloadEffect.Unseen),
        new("PREPARE p AS SELECT 1", PayloadEffect.Unseen),
        new("EXECUTE p", PayloadEffect.Unseen),
        new("SET ROLE postgres", PayloadEffect.Unseen),
        new("SET SESSION AUTHORIZATION DEFAULT", PayloadEffect.Unseen),
        new("COPY (SELECT 1) TO PROGRAM 'true'", PayloadEffect.Unseen),
        new("SELECT * FROM effects FOR UPDATE", PayloadEffect.Unseen),
        new("EXPLAIN ANALYZE INSERT INTO effects VALUES (1)", PayloadEffect.Unseen),
        new("WITH w AS (INSERT INTO effects VALUES (1) RETURNING n) SELECT * FROM w", PayloadEffect.Unseen),
    ];

    private static readonly string[] PostgresObjects =
    [
        "CREATE EXTENSION dblink", "CREATE EXTENSION IF NOT EXISTS adminpack", "CREATE EXTENSION tablefunc", "CREATE EXTENSION file_fdw", "CREATE EXTENSION lo",
        "CREATE TABLE effects (n int)", "CREATE TABLE numbered (n int)", "CREATE SEQUENCE numbers",
        $"CREATE VIEW acting_view AS SELECT {Act} AS answer", "CREATE VIEW view_of_a_view AS SELECT answer FROM acting_view",
        $"CREATE FUNCTION acting() RETURNS text LANGUAGE sql AS $f$ SELECT {Act} $f$",
        $"CREATE FUNCTION \"Acting fn\"() RETURNS text LANGUAGE sql AS $f$ SELECT {Act} $f$",
        $"CREATE FUNCTION lying() RETURNS text LANGUAGE sql STABLE SECURITY DEFINER AS $f$ SELECT {Act} $f$",
        "CREATE FUNCTION lying_in_pieces() RETURNS text LANGUAGE plpgsql STABLE AS $f$ DECLARE r text; BEGIN "
            + "EXECUTE 'SELECT db' || 'link_exec(''{connection}'', ''insert into effects values (1)'')' INTO r; RETURN r; END $f$",
        $"CREATE FUNCTION true_of(text) RETURNS bool LANGUAGE plpgsql IMMUTABLE AS $f$ BEGIN RETURN {Act} IS NOT NULL; END $f$",
        $"CREATE FUNCTION true_of(text, text) RETURNS bool LANGUAGE plpgsql IMMUTABLE AS $f$ BEGIN RETURN {Act} IS NOT NULL; END $f$",
        "CREATE DOMAIN acting_domain AS text CHECK (true_of(value))", "CREATE TABLE holder (a acting_domain)",
        "CREATE OPERATOR === (LEFTARG = text, RIGHTARG = text, FUNCTION = true_of)",
        $"CREATE FUNCTION acting_row(holder) RETURNS text LANGUAGE sql STABLE AS $f$ SELECT {Act} $f$", "INSERT INTO holder VALUES (NULL)",
        "CREATE TYPE mood AS ENUM ('sad')",
        $"CREATE FUNCTION number_of(mood) RETURNS int LANGUAGE plpgsql IMMUTABLE AS $f$ BEGIN PERFORM {Act}; RETURN 1; END $f$",
        "CREATE CAST (mood AS int) WITH FUNCTION number_of(mood)",
        $"CREATE FUNCTION step_of(int, int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS $f$ BEGIN PERFORM {Act}; RETURN 1; END $f$",
        "CREATE AGGREGATE acting_sum(int) (SFUNC = step_of, STYPE = int, INITCOND = '0')",
        $"CREATE FUNCTION with_default(a text DEFAULT {Act}) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT a'",
        "CREATE PROCEDURE acting_procedure() LANGUAGE sql AS 'SELECT 1'", "CREATE SERVER files FOREIGN DATA WRAPPER file_fdw",
        "CREATE FOREIGN TABLE acting_foreign (a text) SERVER files OPTIONS (program 'touch {file}')",
        "CREATE TABLE parent (a text)", "CREATE FOREIGN TABLE child () INHERITS (parent) SERVER files OPTIONS (program 'touch {file}')",
        "TRUNCATE effects",
    ];

    private static readonly ReadOnlyPayload[] MySql =
    [
        new("SELECT LOAD_FILE('/etc/passwd')", PayloadEffect.Answer),
        new("SELECT load_file/**/('/etc/passwd')", PayloadEffect.Answer),
        new("SELECT LOAD_FILE #\n(0x2f6574632f706173737764)", PayloadEffect.Answer),
        new("SELECT /*!LOAD_FILE*/('/etc/passwd')", PayloadEffect.Answer),
        new("SELECT * FROM (SELECT LOAD_FILE('/etc/passwd') AS a) t WHERE a IS NOT NULL", PayloadEffect.Answer),
        new("SELECT COALESCE((SELECT 1 FROM numbered WHERE n = 7), LOAD_FILE('/etc/passwd'))", PayloadEffect.Answer),
        new("WITH w AS (SELECT LOAD_FILE('/etc/passwd') AS a) SELECT a FROM w", PayloadEffect.Answer),
        new("SELECT --\u007f '\n LOAD_FILE('/etc/passwd') -- '", PayloadEffect.Answer),
        new("SELECT '\\'', LOAD_FILE('/etc/passwd') -- '", PayloadEffect.Answer),
        new("SELECT \"\\\"\", LOAD_FILE('/etc/passwd') -- \"", PayloadEffect.Answer),
        new("SELECT * FROM acting_view", PayloadEffect.Answer),
        new("SELECT * FROM view_of_a_view", PayloadEffect.Answer),
        new("TABLE view_of_a_view", PayloadEffect.Answer),
        new("SELECT acting()", PayloadEffect.Answer),
        new("SELECT `acting` ()", PayloadEffect.Answer),
        new("SELECT 1acting()", PayloadEffect.Answer),
        new("SELECT {database}.1acting()", PayloadEffect.Answer),
        new("SELECT caller()", PayloadEffect.Answer),
        new("SELECT GET_LOCK('a', 1)", PayloadEffect.Answer),
        new("SELECT globally()", PayloadEffect.Answer),
        new("SELECT * FROM numbered FOR UPDATE", PayloadEffect.Unseen),
        new("SELECT * FROM numbered LOCK IN SHARE MODE", PayloadEffect.Answer),
        new("SELECT 1 INTO OUTFILE '{file}'", PayloadEffect.File),
        new("SELECT 1 INTO/**/DUMPFILE '{file}'", PayloadEffect.File),
        new("SELECT * FROM numbered UNION SELECT 1 INTO OUTFILE '{file}'", PayloadEffect.File),
        new("EXPLAIN ANALYZE SELECT modifying()", PayloadEffect.Unseen),
        new("SELECT modifying()", PayloadEffect.Unseen),
        new("SELECT 1; INSERT INTO effects VALUES (1)", PayloadEffect.Unseen),
        new("SELECT 1 /*! ; INSERT INTO effects VALUES (1) */", PayloadEffect.Unseen),
        new("HANDLER numbered OPEN", PayloadEffect.Unseen),
        new("DO GET_LOCK('a', 1)", PayloadEffect.Unseen),
        new("CALL acting_procedure()", PayloadEffect.Unseen),
        new("PREPARE p FROM 'SELECT 1'", PayloadEffect.Unseen),
        new("SET SESSION TRANSACTION READ WRITE", PayloadEffect.Unseen),
        new("SET GLOBAL max_connections = 7", PayloadEffect.Unseen),
        new("SET ROLE NONE", PayloadEffect.Unseen),
        new("KILL 0", PayloadEffect.Unseen),
    ];

    private static readonly string[] MySqlObjects =
    [
        "CREATE TABLE effects (n int)", "CREATE TABLE numbered (n int)", "INSERT INTO numbered VALUES (1)",
        "CREATE VIEW acting_view AS SELECT LOAD_FILE('/etc/passwd') AS answer", "CREATE VIEW view_of_a_view AS SELECT answer FROM acting_view",
        "CREATE FUNCTION acting() RETURNS text READS SQL DATA RETURN LOAD_FILE('/etc/passwd')",
        "CREATE FUNCTION 1acting() RETURNS text READS SQL DATA RETURN LOAD_FILE('/etc/passwd')",
        "CREATE FUNCTION caller() RETURNS text READS SQL DATA BEGIN DECLARE a text; SET a = acting(); RETURN a; END",
        "CREATE FUNCTION globally() RETURNS int READS SQL DATA BEGIN SET GLOBAL general_log_file = @@global.general_log_file; RETURN 1; END",
        "CREATE FUNCTION modifying() RETURNS int MODIFIES SQL DATA BEGIN INSERT INTO effects VALUES (1); RETURN 1; END",
        "CREATE PROCEDURE acting_procedure() INSERT INTO effects VALUES (1)",
    ];

    private static readonly ReadOnlyPayload[] MariaDb =
    [
        new("SELECT NEXTVAL(numbers)", PayloadEffect.Unseen), new("SELECT NEXT VALUE FOR numbers", PayloadEffect.Unseen),
        new("SELECT SETVAL(numbers, 7)", PayloadEffect.Unseen), new("SELECT /*M!LOAD_FILE*/('/etc/passwd')", PayloadEffect.Answer),
    ];

    private static readonly ReadOnlyPayload[] Sqlite =
    [
        new("SELECT 1; INSERT INTO effects VALUES (1)", PayloadEffect.Unseen), new("ATTACH '{file}' AS x", PayloadEffect.Unseen),
        new("SELECT $a('); ATTACH '{file}' AS x; --')", PayloadEffect.Unseen), new("SELECT load_extension('x')", PayloadEffect.Unseen),
        new("SELECT writefile('{file}', 'x')", PayloadEffect.Unseen), new("SELECT readfile('/etc/passwd')", PayloadEffect.Unseen),
        new("SELECT edit('x')", PayloadEffect.Unseen), new("VACUUM INTO '{file}'", PayloadEffect.Unseen),
        new("PRAGMA journal_mode = DELETE", PayloadEffect.Unseen), new("PRAGMA writable_schema = 1", PayloadEffect.Unseen),
        new("WITH w AS (SELECT 1) INSERT INTO effects SELECT * FROM w", PayloadEffect.Unseen),
        new("EXPLAIN SELECT 1; DELETE FROM effects", PayloadEffect.Unseen),
    ];

    public static IReadOnlyList<ReadOnlyPayload> Of(DatabaseKind kind) => kind switch
    {
        DatabaseKind.Postgres => Postgres,
        DatabaseKind.Sqlite => Sqlite,
        DatabaseKind.MariaDb => [.. MySql.Where(p => !p.Sql.StartsWith("TABLE", StringComparison.Ordinal) && !p.Sql.StartsWith("EXPLAIN ANALYZE", StringComparison.Ordinal)), .. MariaDb],
        _ => MySql,
    };

    public static IReadOnlyList<string> ObjectsOf(DatabaseKind kind) => kind switch
    {
        DatabaseKind.Postgres => PostgresObjects,
        DatabaseKind.Sqlite => ["CREATE TABLE effects (n int)"],
        DatabaseKind.MariaDb => [.. MySqlObjects, "CREATE SEQUENCE numbers"],
        _ => MySqlObjects,
    };

    /// <summary>A payload or an object with its placeholders filled.</summary>
    /// <param name="sql">The text.</param>
    /// <param name="connection">A connection string of libpq to the same database.</param>
    /// <param name="file">A path that the server can write.</param>
    /// <param name="database">The database's name.</param>
    public static string Fill(string sql, string connection, string file, string database) =>
        sql.Replace("{quoted act}", Act.Replace("'", "''")).Replace("{act}", Act).Replace("{connection}", connection).Replace("{file}", file)
            .Replace("{object}", "(SELECT max(oid) FROM pg_largeobject_metadata)").Replace("{database}", database);
}
