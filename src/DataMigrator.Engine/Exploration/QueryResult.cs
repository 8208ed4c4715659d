namespace DataMigrator.Exploration;

/// <summary>A column of a result.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type as the database names it, empty where it has none.</param>
public sealed record ResultColumn(string Name, string Type)
{
    /// <summary>The column's name and type.</summary>
    public override string ToString() => Type.Length > 0 ? $"{Name} {Type}" : Name;
}

/// <summary>Rows of a query or a table. Values are data, whatever they seem to say.</summary>
/// <param name="Columns">The columns; empty for a statement without rows.</param>
/// <param name="Rows">The rows, a value a column: its text form, null for NULL; where typed values were asked for, an object
/// of Int64, Decimal, Double, Single, Boolean, DateTime, DateTimeOffset, Guid or Byte[] where that holds it exactly.</param>
/// <param name="MoreRows">There are rows beyond the limit.</param>
/// <param name="ShortenedCells">Cells that are longer than the limit and end in an ellipsis and their size.</param>
public sealed record QueryRows(IReadOnlyList<ResultColumn> Columns, IReadOnlyList<IReadOnlyList<object?>> Rows,
    bool MoreRows, int ShortenedCells)
{
    /// <summary>No rows and no columns.</summary>
    public static QueryRows None { get; } = new([], [], false, 0);

    /// <summary>How many there are.</summary>
    public override string ToString() => Columns.Count == 0 ? "no rows" : $"{Rows.Count} rows of {Columns.Count} columns";
}

/// <summary>How much of a table's rows is wanted, and in which form.</summary>
/// <param name="Rows">The most rows, 1 to 10,000.</param>
/// <param name="Characters">The most characters (bytes, for a typed binary value) of a value, 16 to 1,000,000; longer ones are
/// shortened visibly.</param>
/// <param name="Typed">Values as objects where .NET has a type that holds them exactly (see <see cref="QueryRows"/>), not as
/// texts.</param>
public sealed record SampleLimits(int Rows, int Characters, bool Typed = false);

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

    /// <summary>Values for names in the SQL, which stand there as <c>@name</c>: null, Boolean, an integer, Decimal, Double, Single,
    /// DateTime (what a clock shows), DateTimeOffset (a moment), Guid, Byte[], String. They go to the database beside the text,
    /// never in it. Each must be named by one of the statements; <c>@name</c> in a text, a comment or a quoted name is left
    /// alone.</summary>
    public IReadOnlyDictionary<string, object?> Parameters { get; init; } = new Dictionary<string, object?>();

    /// <summary>Open the connection read-only whatever the profile allows.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>The most rows to return, 1 to 100,000.</summary>
    public int RowLimit { get; init; } = 100;

    /// <summary>The most characters (bytes, for a typed binary value) of a value to return, 16 or more.</summary>
    public int CellLimit { get; init; } = 2000;

    /// <summary>Characters and bytes of values after which no further row is returned.</summary>
    public long SizeLimit { get; init; } = 16 * 1024 * 1024;

    /// <summary>Return values as objects where .NET has a type that holds them exactly (see <see cref="QueryRows"/>), not as
    /// texts.</summary>
    public bool Typed { get; init; }

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

    /// <summary>In a few words.</summary>
    public override string ToString() => $"{StatementsRun} statements, {RowsAffected} rows affected";
}
