using System.Data.Common;
using System.Globalization;

namespace DataMigrator.Databases;

/// <summary>How values are given to a user's query, beside its text. A value is one of Boolean, the integers, Decimal, Double,
/// Single, DateTime, DateTimeOffset, Guid, Byte[] and String, or null.</summary>
internal abstract class QueryParameters
{
    /// <summary>An <c>@name</c> without a value is something of the database's own: a user variable.</summary>
    public virtual bool HasVariables => false;

    /// <summary>An @ may be an operator before a name.</summary>
    public virtual bool HasAtOperator => false;

    /// <summary>The @ after these symbols is the end of an operator.</summary>
    public virtual bool EndsOperator(string symbols) => false;

    /// <summary>What stands in the statement for the value of that number, from 1.</summary>
    public abstract string Placeholder(int number);

    /// <summary>The driver's parameter.</summary>
    public abstract DbParameter Create(int number, object? value);

    protected static string Text(DateTime value) => value.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture);
}
