using DataMigrator.Sql;
using DataMigrator.Sql.Text;

namespace DataMigrator.Databases.MySql.Sql;

/// <summary>Expressions and queries where MariaDB says them otherwise than MySQL.</summary>
internal sealed class MariaDbWriter(SqlLanguage source, MariaDbLanguage target, IRelations relations) : MySqlWriter(source, target, relations)
{
    protected override bool LagHasDefault => false;

    protected override string? RecursionNote => "its recursion ends after max_recursive_iterations rounds (1,000 unless set)";

    protected override SqlFragment AsCondition(SqlFragment value) => value;

    // Its names of days and months depend on the session's language, and so does the function.
    protected override SqlFragment Format(SqlFragment moment, string format) => Deterministic
        ? throw new UntranslatableException("it formats a date")
        : base.Format(moment, format);
}
