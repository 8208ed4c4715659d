namespace DataMigrator.Sql;

/// <summary>A part of the target's SQL.</summary>
/// <param name="Sql">Its text.</param>
/// <param name="Type">What it yields in the target.</param>
/// <param name="Atomic">It needs no parentheses within another expression.</param>
internal readonly record struct SqlFragment(string Sql, SqlType Type, bool Atomic = true)
{
    public string Wrapped => Atomic ? Sql : "(" + Sql + ")";
}
