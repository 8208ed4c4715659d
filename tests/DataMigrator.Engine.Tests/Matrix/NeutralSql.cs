using System.Text;
using DataMigrator.Tests.Infrastructure;

namespace DataMigrator.Tests.Matrix;

/// <summary>Neutral tables in the SQL of each database: their DDL, their rows as literals, and the queries that read
/// values as text, hex or a number, none of it with the engine's code.</summary>
internal static class NeutralSql
{
    /// <summary>Statements that make the tables; foreign keys come last where the database can add them later.</summary>
    public static IEnumerable<string> Create(DatabaseKind kind, IReadOnlyList<NeutralTable> tables)
    {
        foreach (NeutralTable table in tables)
        {
            yield return CreateTable(kind, table);
        }

        if (kind == DatabaseKind.Sqlite)
        {
            yield break;
        }

        foreach (NeutralTable table in tables)
        {
            foreach (NeutralReference reference in table.References)
            {
                yield return $"ALTER TABLE {Q(kind, table.Name)} ADD {ForeignKey(kind, reference)}";
            }
        }
    }

    /// <summary>One INSERT with all rows; null where there is none.</summary>
    public static string? Insert(DatabaseKind kind, NeutralTable table)
    {
        if (table.Rows.Count == 0)
        {
            return null;
        }

        NeutralColumn[] columns = [.. table.Written];
        bool overriding = kind == DatabaseKind.Postgres && columns.Any(c => c.Identity);
        return $"INSERT INTO {Q(kind, table.Name)} ({string.Join(", ", columns.Select(c => Q(kind, c.Name)))})"
            + (overriding ? " OVERRIDING SYSTEM VALUE" : "") + " VALUES "
            + string.Join(", ", table.Rows.Select(r =>
                "(" + string.Join(", ", columns.Select((c, i) => Literal(kind, c.Meaning, r[i]))) + ")"));
    }

    /// <summary>Reads every column as text, or as a number where it is a float.</summary>
    public static string Select(DatabaseKind kind, NeutralTable table) =>
        "SELECT " + string.Join(", ", table.Columns.Select(c => Read(kind, c.Meaning, Q(kind, c.Name)))) + " FROM "
        + Q(kind, table.Name);

    private static string CreateTable(DatabaseKind kind, NeutralTable table)
    {
        var parts = table.Columns.Select(c => Q(kind, c.Name) + " " + Column(kind, c)).ToList();
        bool inline = kind == DatabaseKind.Sqlite && table.Columns.Any(c => c.Identity);
        if (table.PrimaryKey.Count > 0 && !inline)
        {
            parts.Add("PRIMARY KEY (" + string.Join(", ", table.PrimaryKey.Select(c => Q(kind, c))) + ")");
        }

        if (kind == DatabaseKind.Sqlite)
        {
            parts.AddRange(table.References.Select(r => ForeignKey(kind, r)));
        }

        return $"CREATE TABLE {Q(kind, table.Name)} ({string.Join(", ", parts)})";
    }

    private static string ForeignKey(DatabaseKind kind, NeutralReference r) =>
        $"FOREIGN KEY ({Q(kind, r.Column)}) REFERENCES {Q(kind, r.Table)} ({Q(kind, r.ReferencedColumn)})";

    private static string Column(DatabaseKind kind, NeutralColumn column)
    {
        if (column.Identity)
        {
            return kind switch
            {
                DatabaseKind.Sqlite => "INTEGER PRIMARY KEY AUTOINCREMENT",
                DatabaseKind.Postgres => "bigint GENERATED ALWAYS AS IDENTITY (MINVALUE 0)",
                _ => "bigint NOT NULL AUTO_INCREMENT",
            };
        }

        return TypeOf(kind, column.Meaning)
            + (column.Generated is null ? "" : $" GENERATED ALWAYS AS ({column.Generated}) STORED")
            + (column.NotNull ? " NOT NULL" : Nullable(kind, column.Meaning));
    }

    // An old MySQL makes a TIMESTAMP column NOT NULL that does not say NULL.
    private static string Nullable(DatabaseKind kind, Meaning meaning) =>
        meaning == Meaning.TimestampTz && kind is DatabaseKind.MySql or DatabaseKind.MariaDb ? " NULL" : "";

    private static string TypeOf(DatabaseKind kind, Meaning meaning) => (kind, meaning) switch
    {
        (DatabaseKind.Postgres, Meaning.TinyInt) => "smallint",
        (_, Meaning.TinyInt) => "tinyint",
        (_, Meaning.SmallInt) => "smallint",
        (_, Meaning.Int) => "int",
        (_, Meaning.BigInt) => "bigint",
        (DatabaseKind.Postgres, Meaning.UnsignedBigInt) => "numeric(20,0)",
        // SQLite's own integers and its NUMERIC affinity end before 2^64.
        (DatabaseKind.Sqlite, Meaning.UnsignedBigInt) => "text",
        (_, Meaning.UnsignedBigInt) => "bigint unsigned",
        (_, Meaning.SmallDecimal) => "decimal(12,3)",
        (DatabaseKind.Sqlite, Meaning.LongDecimal) => "text",
        (_, Meaning.LongDecimal) => "decimal(60,30)",
        (_, Meaning.Varchar) => "varchar(200)",
        (DatabaseKind.MySql or DatabaseKind.MariaDb, Meaning.Text) => "longtext",
        (_, Meaning.Text) => "text",
        (DatabaseKind.Postgres, Meaning.Blob) => "bytea",
        (DatabaseKind.Sqlite, Meaning.Blob) => "blob",
        (_, Meaning.Blob) => "longblob",
        (_, Meaning.Boolean) => "boolean",
        (DatabaseKind.Postgres, Meaning.Float) => "real",
        (_, Meaning.Float) => "float",
        (_, Meaning.Double) => "double precision",
        (_, Meaning.Date) => "date",
        (DatabaseKind.MySql or DatabaseKind.MariaDb, Meaning.Time) => "time(6)",
        (_, Meaning.Time) => "time",
        (DatabaseKind.MySql or DatabaseKind.MariaDb, Meaning.Timestamp) => "datetime(6)",
        (DatabaseKind.Sqlite, Meaning.Timestamp) => "datetime",
        (_, Meaning.Timestamp) => "timestamp",
        (DatabaseKind.MySql or DatabaseKind.MariaDb, Meaning.TimestampTz) => "timestamp(6)",
        (_, Meaning.TimestampTz) => "timestamptz",
        (DatabaseKind.Postgres, Meaning.Uuid) => "uuid",
        (DatabaseKind.MariaDb, Meaning.Uuid) => "uuid",
        (_, Meaning.Uuid) => "char(36)",
        (DatabaseKind.Postgres, Meaning.Json) => "jsonb",
        (_, Meaning.Json) => "json",
        _ => throw new ArgumentOutOfRangeException(nameof(meaning)),
    };

    private static string Literal(DatabaseKind kind, Meaning meaning, string? value)
    {
        if (value is null)
        {
            return "NULL";
        }

        string hex = Convert.ToHexString(Encoding.UTF8.GetBytes(value));
        switch (meaning)
        {
            case Meaning.TinyInt or Meaning.SmallInt or Meaning.Int or Meaning.BigInt:
                return value;
            case Meaning.Boolean:
                return value == "1" ? "true" : "false";
            case Meaning.SmallDecimal or Meaning.UnsignedBigInt or Meaning.LongDecimal:
                return kind == DatabaseKind.Sqlite && meaning != Meaning.SmallDecimal ? $"'{value}'" : value;
            case Meaning.Float:
                // As the double that it is: the shortest form of the largest single is beyond it.
                return Literal(kind, Meaning.Double, Canonical.Of((double)float.Parse(value)));
            case Meaning.Double:
                return kind == DatabaseKind.Postgres ? $"'{value}'::float8" : value.Contains('E') ? value : value + "e0";
            case Meaning.Blob:
                return kind == DatabaseKind.Postgres ? $"'\\x{value}'::bytea" : $"X'{value}'";
            case Meaning.Text or Meaning.Varchar or Meaning.Json or Meaning.Uuid:
                return kind switch
                {
                    DatabaseKind.Sqlite => $"CAST(X'{hex}' AS TEXT)",
                    DatabaseKind.Postgres => $"convert_from('\\x{hex}', 'UTF8')"
                        + (meaning == Meaning.Json ? "::jsonb" : meaning == Meaning.Uuid ? "::uuid" : ""),
                    _ => $"CONVERT(X'{hex}' USING utf8mb4)",
                };
            case Meaning.TimestampTz:
                return kind is DatabaseKind.MySql or DatabaseKind.MariaDb ? $"'{value}'" : $"'{value}+00:00'";
            default:
                return $"'{value}'";
        }
    }

    private static string Read(DatabaseKind kind, Meaning meaning, string column) => (kind, meaning) switch
    {
        // The bits, not what the database chooses to show of them.
        (DatabaseKind.Postgres, Meaning.Float or Meaning.Double) => column,
        (DatabaseKind.MySql or DatabaseKind.MariaDb, Meaning.Float or Meaning.Double) => column + " + 0e0",
        (DatabaseKind.Sqlite, Meaning.Float or Meaning.Double) => column,
        (DatabaseKind.Postgres, Meaning.Text or Meaning.Varchar) => $"upper(encode(convert_to({column}, 'UTF8'), 'hex'))",
        (DatabaseKind.Postgres, Meaning.Blob) => $"upper(encode({column}, 'hex'))",
        (DatabaseKind.Postgres, _) => column + "::text",
        (DatabaseKind.Sqlite, Meaning.Text or Meaning.Varchar) =>
            $"CASE typeof({column}) WHEN 'text' THEN hex({column}) WHEN 'null' THEN NULL ELSE 'not text: ' || typeof({column}) END",
        (DatabaseKind.Sqlite, Meaning.Blob) =>
            $"CASE typeof({column}) WHEN 'blob' THEN hex({column}) WHEN 'null' THEN NULL ELSE 'not a blob: ' || typeof({column}) END",
        (DatabaseKind.Sqlite, Meaning.TinyInt or Meaning.SmallInt or Meaning.Int or Meaning.BigInt or Meaning.Boolean) =>
            $"CASE typeof({column}) WHEN 'integer' THEN CAST({column} AS TEXT) WHEN 'null' THEN NULL ELSE 'not an integer: ' || {column} END",
        (DatabaseKind.Sqlite, _) => $"CAST({column} AS TEXT)",
        (_, Meaning.Text or Meaning.Varchar) => $"HEX(CONVERT({column} USING utf8mb4))",
        (_, Meaning.Blob) => $"HEX({column})",
        _ => $"CAST({column} AS CHAR)",
    };

    private static string Q(DatabaseKind kind, string name) => TestDatabase.Quote(kind, name);
}
