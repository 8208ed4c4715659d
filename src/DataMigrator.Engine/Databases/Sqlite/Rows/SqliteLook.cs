using DataMigrator.Catalog;
using DataMigrator.Databases.Sqlite.Connection;
using DataMigrator.Values;
using Microsoft.Data.Sqlite;

namespace DataMigrator.Databases.Sqlite.Rows;

/// <summary>Looks at every value of the columns whose declared type does not say what they hold, in one pass over the
/// table, with the readers' own parsers.</summary>
internal static class SqliteLook
{
    public static IReadOnlyDictionary<string, ColumnLook> At(SqliteConnection connection, Dialect dialect, CatalogTable table,
        IReadOnlySet<string> closely, CancellationToken cancellationToken)
    {
        CatalogColumn[] columns = [.. table.Columns.Where(c => NeedsLook(c) || (closely.Contains(c.Name) && MayBeMixed(c)))];
        if (columns.Length == 0)
        {
            return new Dictionary<string, ColumnLook>();
        }

        SqliteColumnFindings[] findings = [.. columns.Select(c => new SqliteColumnFindings(c.Type))];
        bool utf8 = SqliteConnector.StoresUtf8(connection);
        string select = $"SELECT {string.Join(", ", columns.Select(c => Value(c, dialect.Quote(c.Name))))} FROM main."
            + dialect.Quote(table.Name.Name);
        using var statement = new SqliteStatement(connection, select);
        nint mutex = SqliteNative.DatabaseMutex(statement.DatabaseHandle);
        SqliteNative.EnterMutex(mutex);
        try
        {
            for (long row = 1; statement.Step(); row++)
            {
                for (int i = 0; i < findings.Length; i++)
                {
                    findings[i].Add(SqliteCell.Of(SqliteNative.ColumnValue(statement.Handle, i), utf8));
                }

                if ((row & 1023) == 0)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                }
            }
        }
        finally
        {
            SqliteNative.LeaveMutex(mutex);
        }

        HashSet<string> keys = [.. table.PrimaryKey?.Columns ?? [], .. table.UniqueKeys.SelectMany(k => k.Columns)];
        var looks = new Dictionary<string, ColumnLook>();
        for (int i = 0; i < columns.Length; i++)
        {
            if (findings[i].Choose(keys.Contains(columns[i].Name)) is { } look)
            {
                looks.Add(columns[i].Name, look);
            }
        }

        return looks;
    }

    private static bool NeedsLook(CatalogColumn column) =>
        !column.IsGenerated
        && (column.Type.Wire.Kind is WireKind.Boolean or WireKind.Date or WireKind.Time or WireKind.Timestamp
                or WireKind.TimestampTz or WireKind.Uuid
            || (column.Type.Wire.Kind == WireKind.Text && column.Type.Length is not null)
            || SqliteTypeMap.IsVague(column.Type));

    private static bool MayBeMixed(CatalogColumn column) => !column.IsGenerated && column.Identity == IdentityKind.None
        && column.Type.Wire.Kind is WireKind.Integer or WireKind.Float64 or WireKind.Decimal or WireKind.Text or WireKind.Binary;

    /// <summary>Where the storage class is all that matters, texts and blobs are not fetched: typeof() does not read them.</summary>
    private static string Value(CatalogColumn column, string quoted) =>
        NeedsLook(column) || column.Type.Wire.Kind is not (WireKind.Text or WireKind.Binary) ? quoted
            : $"CASE typeof({quoted}) WHEN 'text' THEN '' WHEN 'blob' THEN x'' ELSE {quoted} END";
}
