namespace DataMigrator.Providers;

/// <summary>A mark on a database that is seen from within it alone and ends with the session that left it, at the latest.</summary>
/// <param name="Set">Leaves the mark; a query of one number, 1 where that was done.</param>
/// <param name="IsSet">Asked in another session: a query of one number, 1 where the mark is there.</param>
/// <param name="Remove">Takes the mark away.</param>
internal sealed record DatabaseMark(string Set, string IsSet, string Remove);
