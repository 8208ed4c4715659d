namespace DataMigrator.Databases.Sqlite.Rows;

/// <summary>A row that SQLite would take but not keep as it is, or drop: the writer refuses it before or at the
/// insert, and the batch is bisected as for a broken constraint.</summary>
/// <param name="code">Why, as one word for the reject file.</param>
/// <param name="column">The column at fault, null for the row as a whole.</param>
/// <param name="message">Why, as a sentence.</param>
internal sealed class SqliteRefusal(string code, string? column, string message) : Exception(message)
{
    public string Code { get; } = code;

    public string? Column { get; } = column;
}
