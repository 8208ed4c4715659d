using DataMigrator.Tests.Infrastructure;

namespace DataMigrator.Tests.Kill;

/// <summary>The tables that are moved while processes die: a kind of key each, references, a cycle, a table that refers to
/// itself, and rows among them that the target refuses.</summary>
internal static class KillTables
{
    public const int Rows = 45;

    /// <summary>Rows of the target that were there before, by the text that each row has.</summary>
    public const string Mine = "mine";

    /// <summary>The tables in an order in which they can be made, and how a row's key is written.</summary>
    private static readonly (string Name, string Key, bool KeyInTarget, Func<DatabaseKind, int, string> Literal)[] Keyed =
    [
        ("k_int", "id {identity}", true, (_, n) => $"{n}"),
        ("k_text", "id varchar(40) NOT NULL PRIMARY KEY", false, (_, n) => $"'key {n * 7 % 100:d3}'"),
        ("k_pair", "a int NOT NULL, b varchar(20) NOT NULL, PRIMARY KEY (a, b)", true, (_, n) => $"{n % 4}, 'b{n:d3}'"),
        ("k_uuid", "id {uuid} NOT NULL PRIMARY KEY", true, (_, n) => $"'{n * 31 % 97:x8}-0000-4000-8000-{n:d12}'"),
        ("k_none", "id int", false, (_, n) => $"{n % 5}"),
        ("k_null", "id int UNIQUE", true, (_, n) => n % 3 == 0 ? "NULL" : $"{n}"),
        ("k_decimal", "id decimal(12,3) NOT NULL PRIMARY KEY", true, (_, n) => $"{n}.125"),
        ("k_float", "id {double} NOT NULL PRIMARY KEY", false, (_, n) => $"{n}.5"),
        ("k_time", "id {time} NOT NULL PRIMARY KEY", true, (_, n) => $"'2024-02-29 10:{n:d2}:59.{n:d6}'"),
        ("k_binary", "id {binary} NOT NULL PRIMARY KEY", true, (kind, n) => kind == DatabaseKind.Postgres ? $"'\\x00{n:x2}ff'" : $"X'00{n:x2}FF'"),
        ("k_case", "id varchar(40) {ci} NOT NULL PRIMARY KEY", true, (_, n) => n % 2 == 0 ? $"'Row {n:d3}'" : $"'row {n:d3}'"),
    ];

    public static readonly IReadOnlyList<string> Names =
        [.. Keyed.Select(t => t.Name), "parent", "child", "tree", "cycle_a", "cycle_b"];

    public static async Task CreateSourceAsync(TestDatabase database)
    {
        await database.ExecuteAsync([.. Ddl(database.Kind, target: false), .. Objects(database.Kind)]);
        foreach ((string name, _, _, Func<DatabaseKind, int, string> literal) in Keyed)
        {
            await InsertAsync(database, name, n => $"{literal(database.Kind, n)}, {n % 9}, '{name} {n}'");
        }

        await InsertAsync(database, "parent", n => $"{n}, {n % 9}, 'parent {n}'");
        // What refers to nothing, or to a parent that the target refuses, is set aside.
        await InsertAsync(database, "child", n => $"{n}, {n}, {n % 9}, 'child {n}'");
        await InsertAsync(database, "tree", n => $"{n}, {(n == 1 ? "NULL" : (n / 2).ToString())}, {n % 9}, 'tree {n}'");
        await InsertAsync(database, "cycle_a", n => $"{n}, NULL, {n % 9}, 'cycle_a {n}'");
        await InsertAsync(database, "cycle_b", n => $"{n}, {Rows + 1 - n}, {n % 7}, 'cycle_b {n}'");
        await database.ExecuteAsync("UPDATE cycle_a SET b = id");
    }

    /// <summary>The target's tables, some without the key that the source has, with rows of their own where
    /// <paramref name="filled"/>.</summary>
    public static async Task CreateTargetAsync(TestDatabase database, bool filled)
    {
        await database.ExecuteAsync(Ddl(database.Kind, target: true));
        if (!filled)
        {
            return;
        }

        foreach ((string name, _, _, Func<DatabaseKind, int, string> literal) in Keyed)
        {
            await database.ExecuteAsync($"INSERT INTO {name} VALUES ({literal(database.Kind, 59)}, 1, '{Mine}')");
        }

        foreach (string statement in (string[])["parent VALUES (900, 1, '{0}')", "child VALUES (900, 900, 1, '{0}')", "tree VALUES (900, NULL, 1, '{0}')",
            "cycle_a VALUES (900, NULL, 1, '{0}')", "cycle_b VALUES (900, 900, 1, '{0}')"])
        {
            await database.ExecuteAsync("INSERT INTO " + string.Format(statement, Mine));
        }
    }

    private static string[] Ddl(DatabaseKind kind, bool target)
    {
        // One row in nine is refused, and with it those that refer to it; the target's own are not.
        string payload = target ? "v int CHECK (v <> 8), w varchar(40)" : "v int, w varchar(40)";
        List<string> statements = [];
        foreach ((string name, string key, bool keyInTarget, _) in Keyed)
        {
            string columns = target && !keyInTarget ? key.Replace(" PRIMARY KEY", "") : key;
            (string before, string after) = columns.Contains(", PRIMARY KEY (") ? (columns[..columns.LastIndexOf(", PRIMARY")],
                columns[columns.LastIndexOf(", PRIMARY")..]) : (columns, "");
            statements.Add($"CREATE TABLE {name} ({Types(kind, before)}, {payload}{after})");
        }

        statements.Add($"CREATE TABLE parent (id int NOT NULL PRIMARY KEY, {payload})");
        statements.Add($"CREATE TABLE child (id int NOT NULL PRIMARY KEY, parent int, v int, w varchar(40), FOREIGN KEY (parent) REFERENCES parent (id))");
        statements.Add($"CREATE TABLE tree (id int NOT NULL PRIMARY KEY, up int, {payload}, FOREIGN KEY (up) REFERENCES tree (id))");
        if (kind == DatabaseKind.Sqlite)
        {
            statements.Add($"CREATE TABLE cycle_a (id int NOT NULL PRIMARY KEY, b int, {payload}, FOREIGN KEY (b) REFERENCES cycle_b (id))");
            statements.Add("CREATE TABLE cycle_b (id int NOT NULL PRIMARY KEY, a int, v int, w varchar(40), FOREIGN KEY (a) REFERENCES cycle_a (id))");
            return [.. statements];
        }

        statements.Add($"CREATE TABLE cycle_a (id int NOT NULL PRIMARY KEY, b int, {payload})");
        statements.Add("CREATE TABLE cycle_b (id int NOT NULL PRIMARY KEY, a int, v int, w varchar(40), FOREIGN KEY (a) REFERENCES cycle_a (id))");
        statements.Add("ALTER TABLE cycle_a ADD CONSTRAINT cycle_a_b FOREIGN KEY (b) REFERENCES cycle_b (id)");
        return [.. statements];
    }

    /// <summary>What is made after the load where the schema is copied.</summary>
    private static string[] Objects(DatabaseKind kind)
    {
        string[] trigger = kind switch
        {
            DatabaseKind.Postgres =>
            [
                "CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN UPDATE parent SET v = v WHERE id = NEW.parent; RETURN NULL; END $$",
                "CREATE TRIGGER child_touch AFTER INSERT ON child FOR EACH ROW EXECUTE FUNCTION touch()",
            ],
            DatabaseKind.Sqlite => ["CREATE TRIGGER child_touch AFTER INSERT ON child BEGIN UPDATE parent SET v = v WHERE id = NEW.parent; END"],
            _ => ["CREATE TRIGGER child_touch AFTER INSERT ON child FOR EACH ROW UPDATE parent SET v = v WHERE id = NEW.parent"],
        };
        return
        [
            "CREATE INDEX k_int_v ON k_int (v)", "CREATE INDEX child_w ON child (w)", "CREATE UNIQUE INDEX tree_w ON tree (w)",
            "CREATE VIEW busy AS SELECT v, count(*) AS n FROM k_int GROUP BY v", "CREATE VIEW names AS SELECT id, w FROM parent WHERE v > 3", .. trigger,
        ];
    }

    private static string Types(DatabaseKind kind, string columns) => columns
        .Replace("{identity}", kind switch
        {
            DatabaseKind.Postgres => "bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY",
            DatabaseKind.Sqlite => "INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT",
            _ => "bigint NOT NULL AUTO_INCREMENT PRIMARY KEY",
        })
        .Replace("{uuid}", kind == DatabaseKind.Postgres ? "uuid" : "char(36)")
        .Replace("{double}", kind == DatabaseKind.Sqlite ? "double" : "double precision")
        .Replace("{time}", kind switch { DatabaseKind.Postgres => "timestamp(6)", DatabaseKind.Sqlite => "datetime", _ => "datetime(6)" })
        .Replace("{binary}", kind switch { DatabaseKind.Postgres => "bytea", DatabaseKind.Sqlite => "blob", _ => "varbinary(16)" })
        .Replace("{ci}", kind switch { DatabaseKind.Postgres => "", DatabaseKind.Sqlite => "COLLATE NOCASE", _ => "COLLATE utf8mb4_general_ci" });

    private static Task InsertAsync(TestDatabase database, string table, Func<int, string> values) => database.ExecuteAsync(
        $"INSERT INTO {table} VALUES {string.Join(", ", Enumerable.Range(1, Rows).Select(n => $"({values(n)})"))}");
}
