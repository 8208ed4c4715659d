using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace DataMigrator.Databases.Sqlite.Rows;

/// <summary>Values as SQLite keeps them: truth and integers as INTEGER, decimals as it would read their literal, times and uuids
/// as texts.</summary>
internal sealed class SqliteQueryParameters : QueryParameters
{
    public override string Placeholder(int number) => "@p" + number;

    public override DbParameter Create(int number, object? value) => new SqliteParameter(Placeholder(number), value switch
    {
        null => DBNull.Value,
        bool flag => flag ? 1L : 0L,
        ulong large when large > long.MaxValue => large.ToString(CultureInfo.InvariantCulture),
        decimal exact => Number(exact),
        DateTime time => Text(time),
        DateTimeOffset time => time.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture),
        Guid id => id.ToString("D"),
        _ => value,
    });

    // A decimal of more digits than a double holds stays a text: nothing of it is lost.
    private static object Number(decimal value)
    {
        if (value == decimal.Truncate(value) && value is >= long.MinValue and <= long.MaxValue)
        {
            return (long)value;
        }

        double real = (double)value;
        return double.Abs(real) < 1e28 && (decimal)real == value && decimal.TryParse(real.ToString("R", CultureInfo.InvariantCulture),
            NumberStyles.Float, CultureInfo.InvariantCulture, out decimal back) && back == value
            ? real : value.ToString(CultureInfo.InvariantCulture);
    }
}
