using DataMigrator.Catalog;

namespace DataMigrator.Sql.Triggers;

/// <summary>Columns of a table that get the present when a row changes and they themselves were not set (ON UPDATE
/// CURRENT_TIMESTAMP).</summary>
/// <param name="Source">The table's name in the source.</param>
/// <param name="Table">Its name in the target.</param>
/// <param name="Columns">The columns that are set.</param>
/// <param name="Others">The names of all columns that hold values of their own.</param>
/// <param name="AllNames">The names of all columns.</param>
/// <param name="Key">The names of the primary key's columns.</param>
internal sealed record OnUpdatePlan(TableName Source, TableName Table, IReadOnlyList<OnUpdateColumn> Columns, IReadOnlyList<string> Others,
    IReadOnlyList<string> AllNames, IReadOnlyList<string> Key);

/// <summary>A column that gets the present.</summary>
/// <param name="Source">Its name in the source.</param>
/// <param name="Name">Its name in the target.</param>
/// <param name="Type">Its type.</param>
/// <param name="Digits">The digits of the second's fraction in parentheses, or nothing.</param>
internal sealed record OnUpdateColumn(string Source, string Name, SqlType Type, string Digits);
