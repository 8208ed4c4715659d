namespace DataMigrator.Sql;

/// <summary>The form of a present that is a text.</summary>
internal enum PresentText
{
    /// <summary><c>2026-01-31 12:00:00</c>.</summary>
    Seconds,

    /// <summary><c>2026-01-31 12:00:00.000</c>.</summary>
    Milliseconds,

    /// <summary><c>2026-01-31T12:00:00Z</c>.</summary>
    IsoSeconds,

    /// <summary><c>2026-01-31T12:00:00.000Z</c>.</summary>
    IsoMilliseconds,

    /// <summary><c>2026-01-31</c>.</summary>
    Date,
}

/// <summary>What is not sure of a default.</summary>
/// <param name="Warning">What is said of it.</param>
/// <param name="IsLost">There is nothing to go by.</param>
internal sealed record DefaultDoubt(string Warning, bool IsLost);

/// <summary>What may stand after DEFAULT in a database.</summary>
internal abstract class DefaultForms
{
    /// <summary>Numbers beyond those that a double holds.</summary>
    public virtual bool TakesHugeNumbers => true;

    /// <summary>A default of the database's own as its catalogue shows it.</summary>
    public virtual string Own(string sql, SqlLanguage language) => sql;

    /// <summary>An expression.</summary>
    public abstract string Expression(string sql);

    /// <summary>A constant of a column of the type, which is as the DDL has it.</summary>
    public virtual string Constant(string sql, string type) => sql;

    /// <summary>Bits of a column of so many.</summary>
    public abstract string Bits(string bits, int length);

    /// <summary>The present.</summary>
    /// <param name="value">As an expression has it.</param>
    /// <param name="column">The column's type: Date, Time, Timestamp or TimestampTz.</param>
    /// <param name="digits">The digits of the second's fraction that the column has, in parentheses, or nothing.</param>
    /// <param name="inUtc">The column is in UTC without saying so.</param>
    public virtual string Present(SqlFragment value, SqlType column, string digits, bool inUtc) =>
        value.Type is SqlType.Timestamp or SqlType.TimestampTz && column is SqlType.Date or SqlType.Time
            ? Expression(column == SqlType.Date ? "CURRENT_DATE" : "CURRENT_TIME")
            : Expression(value.Sql);

    /// <summary>The present as a text, where types are strict.</summary>
    public virtual string PresentAsText(SqlFragment value, PresentText form) => Expression(value.Sql);

    /// <summary>A value as a text, where types are strict.</summary>
    public virtual string AsText(SqlFragment value) => Expression(value.Sql);
}
