using System.Data.Common;

namespace DataMigrator.Databases.Postgres.Catalog;

/// <summary>Columns of catalogue rows that may be NULL.</summary>
internal static class RowText
{
    public static string? Text(this DbDataReader row, int ordinal) => row.IsDBNull(ordinal) ? null : row.GetString(ordinal);

    public static string[]? Texts(this DbDataReader row, int ordinal) =>
        row.IsDBNull(ordinal) ? null : row.GetFieldValue<string[]>(ordinal);

    /// <summary>Numbers that SQL joined by commas.</summary>
    public static short[] Numbers(this DbDataReader row, int ordinal) =>
        row.Text(ordinal) is { Length: > 0 } text ? [.. text.Split(',').Select(short.Parse)] : [];
}
