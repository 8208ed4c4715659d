using System.Data.Common;
using Npgsql;
using NpgsqlTypes;

namespace DataMigrator.Databases.Postgres.Rows;

/// <summary>Values as parameters of the protocol. A string has no type of its own, as a quoted literal has none: it takes the one
/// that its place asks for.</summary>
internal sealed class PostgresQueryParameters : QueryParameters
{
    private const string OperatorCharacters = "+-*/<>=~!@#%^&|`?";

    // With these an @ makes no operator of PostgreSQL: what is meant is the name.
    private static readonly HashSet<string> Plain = ["", "=", "<>", "!=", "<=", ">=", ">", "+", "-", "*", "/", "%", "||"];

    public override bool HasAtOperator => true;

    public override bool EndsOperator(string symbols)
    {
        int start = symbols.Length;
        while (start > 0 && OperatorCharacters.Contains(symbols[start - 1]))
        {
            start--;
        }

        return !Plain.Contains(symbols[start..]);
    }

    public override string Placeholder(int number) => "$" + number;

    public override DbParameter Create(int number, object? value)
    {
        (NpgsqlDbType type, object sent) = value switch
        {
            null => (NpgsqlDbType.Unknown, DBNull.Value),
            string text => (NpgsqlDbType.Unknown, text),
            bool flag => (NpgsqlDbType.Boolean, flag),
            sbyte or byte or short => (NpgsqlDbType.Smallint, Convert.ToInt16(value)),
            ushort or int => (NpgsqlDbType.Integer, Convert.ToInt32(value)),
            uint or long => (NpgsqlDbType.Bigint, Convert.ToInt64(value)),
            ulong or decimal => (NpgsqlDbType.Numeric, Convert.ToDecimal(value)),
            float single => (NpgsqlDbType.Real, single),
            double real => (NpgsqlDbType.Double, real),
            DateTime time => (NpgsqlDbType.Timestamp, DateTime.SpecifyKind(time, DateTimeKind.Unspecified)),
            DateTimeOffset time => (NpgsqlDbType.TimestampTz, time.UtcDateTime),
            Guid id => (NpgsqlDbType.Uuid, id),
            _ => (NpgsqlDbType.Bytea, (object)(byte[])value),
        };
        return new NpgsqlParameter { NpgsqlDbType = type, Value = sent };
    }
}
