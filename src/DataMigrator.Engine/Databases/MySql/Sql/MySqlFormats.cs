using DataMigrator.Sql;

namespace DataMigrator.Databases.MySql.Sql;

/// <summary>The marks of DATE_FORMAT.</summary>
internal static class MySqlFormats
{
    public static IReadOnlyDictionary<char, DateField> Read { get; } = new Dictionary<char, DateField>
    {
        ['Y'] = DateField.Year, ['y'] = DateField.YearOfCentury, ['m'] = DateField.Month, ['d'] = DateField.Day, ['H'] = DateField.Hour,
        ['i'] = DateField.Minute, ['S'] = DateField.Second, ['s'] = DateField.Second,
    };

    public static IReadOnlyDictionary<DateField, string> Write { get; } = Read.DistinctBy(r => r.Value).ToDictionary(r => r.Value, r => "%" + r.Key);
}
