namespace DataMigrator.Providers.MySql.Driver;

/// <summary>A LOAD DATA LOCAL INFILE whose file is a stream: fields end at a tab, lines at a newline, a backslash escapes,
/// bytes are taken as they are (character set <c>binary</c>).</summary>
/// <param name="Table">The table, quoted.</param>
/// <param name="Columns">What each field goes to: a quoted column or a user variable.</param>
/// <param name="Expressions">Assignments to columns from user variables.</param>
internal sealed record MySqlLoad(string Table, IReadOnlyList<string> Columns, IReadOnlyList<string> Expressions);
