using System.Data.Common;
using MySqlConnector;

namespace DataMigrator.Exploration;

/// <summary>Values of MySQL that System.Data.Common has no type for: long decimals, dates with zeros in them.</summary>
internal static class MySqlCell
{
    public static string DecimalText(DbDataReader reader, int column) =>
        ((MySqlDataReader)reader).GetMySqlDecimal(column).ToString();

    public static bool IsDate(object value) => value is MySqlDateTime;

    public static string DateText(object value)
    {
        if (value is not MySqlDateTime date)
        {
            return value.ToString() ?? "";
        }

        string day = $"{date.Year:0000}-{date.Month:00}-{date.Day:00}";
        string time = $" {date.Hour:00}:{date.Minute:00}:{date.Second:00}";
        string fraction = date.Microsecond == 0 ? "" : "." + date.Microsecond.ToString("000000").TrimEnd('0');
        return day + time + fraction;
    }
}
