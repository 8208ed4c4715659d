using System.Data.Common;
using System.Globalization;
using MySqlConnector;

namespace DataMigrator.Databases.MySql.Rows;

/// <summary>Values as parameters of the binary protocol; they become user variables of the session, which hold no times and
/// uuids: these go as texts.</summary>
internal sealed class MySqlQueryParameters : QueryParameters
{
    public override bool HasVariables => true;

    public override string Placeholder(int number) => "?";

    public override DbParameter Create(int number, object? value) => new MySqlParameter
    {
        Value = value switch
        {
            null => DBNull.Value,
            bool flag => flag ? 1L : 0L,
            DateTime time => Moment(time),
            DateTimeOffset time => Moment(time.UtcDateTime),
            Guid id => id.ToString("D"),
            float single => (double)single,
            _ => value,
        },
    };

    // The server rounds a seventh digit of the fraction; it is cut as the other drivers cut it.
    private static string Moment(DateTime value) => value.ToString("yyyy-MM-dd HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture);
}
