using DataMigrator.Sql;

namespace DataMigrator.Databases.Sqlite.Sql;

/// <summary>The marks of strftime.</summary>
internal static class SqliteFormats
{
    public static IReadOnlyDictionary<char, DateField> Read { get; } = new Dictionary<char, DateField>
    {
        ['Y'] = DateField.Year, ['m'] = DateField.Month, ['d'] = DateField.Day, ['H'] = DateField.Hour, ['M'] = DateField.Minute,
        ['S'] = DateField.Second,
    };

    public static IReadOnlyDictionary<DateField, string> Write { get; } = Read.ToDictionary(r => r.Value, r => "%" + r.Key);
}
