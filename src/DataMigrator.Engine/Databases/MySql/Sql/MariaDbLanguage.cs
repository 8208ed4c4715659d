using DataMigrator.Sql;

namespace DataMigrator.Databases.MySql.Sql;

/// <summary>MariaDB's SQL where it differs from MySQL's.</summary>
internal sealed class MariaDbLanguage : MySqlLanguage
{
    public override DatabaseKind Kind => DatabaseKind.MariaDb;

    public override ObjectStates States { get; } = new() { CheckedViews = CheckedViews.Any, InvokerClause = "SQL SECURITY INVOKER " };

    public override string Text(string value) => base.Text(WithoutNul(value));
}
