using System.Data.Common;
using DataMigrator.Values;
using MySqlConnector;

namespace DataMigrator.Databases.MySql.Rows;

/// <summary>The values of a query. System.Data.Common has no type for decimals of over 28 digits, which its Decimal rounds, nor for
/// dates with zeros in them.</summary>
internal sealed class MySqlQueryCells : QueryCells
{
    public override CellBeginning Text(DbDataReader reader, int column, int limit, CancellationToken cancellationToken)
    {
        if (reader.GetFieldType(column) != typeof(byte[]) || limit == int.MaxValue)
        {
            return CellBeginning.Of(IsDecimal(reader, column) ? DecimalText(reader, column) : reader.GetValue(column) switch
            {
                MySqlDateTime date => DateText(date),
                object value => TextOf(value),
            });
        }

        long length = reader.GetBytes(column, 0, null, 0, 0);
        byte[] bytes = new byte[Math.Min(length, (limit + 2L) / 2)];
        reader.GetBytes(column, 0, bytes, 0, bytes.Length);
        return CellBeginning.OfBytes(bytes, length, limit);
    }

    public override object Value(DbDataReader reader, int column) => IsDecimal(reader, column)
        ? ExactValue.OfText(WireKind.Decimal, DecimalText(reader, column))
        : reader.GetValue(column) switch
        {
            MySqlDateTime { IsValidDateTime: false } date => DateText(date),
            MySqlDateTime date => Moment(date.GetDateTime(), reader.GetDataTypeName(column)),
            TimeSpan time => Time(time),
            object value => ExactValue.Of(value),
        };

    private static bool IsDecimal(DbDataReader reader, int column) => reader.GetFieldType(column) == typeof(decimal);

    private static string DecimalText(DbDataReader reader, int column) => ((MySqlDataReader)reader).GetMySqlDecimal(column).ToString();

    // A TIMESTAMP is a moment, which the session's zone, UTC, prints; a DATETIME is what a clock shows, wherever that hangs.
    private static object Moment(DateTime value, string type) =>
        type == "TIMESTAMP" ? new DateTimeOffset(DateTime.SpecifyKind(value, DateTimeKind.Unspecified), TimeSpan.Zero) : (object)value;

    private static string DateText(MySqlDateTime date)
    {
        string day = $"{date.Year:0000}-{date.Month:00}-{date.Day:00}";
        string time = $" {date.Hour:00}:{date.Minute:00}:{date.Second:00}";
        string fraction = date.Microsecond == 0 ? "" : "." + date.Microsecond.ToString("000000").TrimEnd('0');
        return day + time + fraction;
    }
}
