namespace DataMigrator.Exploration;

/// <summary>A column of a result.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type as the database names it, empty where it has none.</param>
public sealed record ResultColumn(string Name, string Type);

/// <summary>Rows as text: the text form of each value, null for NULL. Values are data, whatever they seem to say.</summary>
/// <param name="Columns">The columns; empty for a statement without rows.</param>
/// <param name="Rows">The rows, a text a column.</param>
/// <param name="MoreRows">There are rows beyond the limit.</param>
/// <param name="ShortenedCells">Cells that are longer than the limit and end in an ellipsis and their size.</param>
public sealed record QueryRows(IReadOnlyList<ResultColumn> Columns, IReadOnlyList<IReadOnlyList<string?>> Rows,
    bool MoreRows, int ShortenedCells)
{
    /// <summary>No rows and no columns.</summary>
    public static QueryRows None { get; } = new([], [], false, 0);
}

/// <summary>What to run. Give <see cref="Sql"/> or <see cref="File"/>.</summary>
public sealed record SqlRequest
{
    /// <summary>The profile's name, or a URL where the host allows them.</summary>
    public required string Profile { get; init; }

    /// <summary>The database; null where the URL names it.</summary>
    public string? Database { get; init; }

    /// <summary>The SQL: one statement for a read-only connection, any number of them otherwise.</summary>
    public string? Sql { get; init; }

    /// <summary>A file with SQL, as <c>New-DbSchemaCopy</c> writes them.</summary>
    public string? File { get; init; }

    /// <summary>Open the connection read-only whatever the profile allows.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>The most rows to return, 1 to 100,000.</summary>
    public int RowLimit { get; init; } = 100;

    /// <summary>The most characters of a value to return, 16 to 1,000,000.</summary>
    public int CellLimit { get; init; } = 2000;

    /// <summary>Seconds until the statements are cancelled, 1 to 86,400.</summary>
    public int TimeoutSeconds { get; init; } = 30;

    /// <summary>Several statements in one transaction where the database can roll DDL back (PostgreSQL, SQLite) and no
    /// statement forbids it: all or nothing. MySQL and MariaDB commit each DDL statement.</summary>
    public bool Transaction { get; init; } = true;

    /// <summary>The number of the first statement to run, from 1: where a script failed that could not be rolled
    /// back.</summary>
    public int FirstStatement { get; init; } = 1;

    /// <summary>SQLite: make the file if it is not there.</summary>
    public bool CreateDatabase { get; init; }
}

/// <summary>What came of it.</summary>
/// <param name="Rows">The rows of the last statement that returned any.</param>
/// <param name="RowsAffected">Rows inserted, changed or deleted, of all statements.</param>
/// <param name="StatementsRun">Statements that were run.</param>
/// <param name="Elapsed">How long it took.</param>
public sealed record SqlResult(QueryRows Rows, long RowsAffected, int StatementsRun, TimeSpan Elapsed)
{
    /// <summary>The statements were one transaction.</summary>
    public bool InTransaction { get; init; }
}
