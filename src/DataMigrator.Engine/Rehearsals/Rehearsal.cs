namespace DataMigrator.Rehearsals;

/// <summary>What a rehearsal found. The scratch database that it ran in is gone; source and target are as they were.</summary>
public sealed record Rehearsal
{
    /// <summary>The most problems that are named.</summary>
    public const int MostProblems = 200;

    /// <summary>The most rejected rows of a table that are named.</summary>
    public const int MostRowsOfTable = 20;

    /// <summary>The source, as messages name it.</summary>
    public required string Source { get; init; }

    /// <summary>The target, as messages name it.</summary>
    public required string Target { get; init; }

    /// <summary>Nothing failed and no row was rejected.</summary>
    public required bool Passed { get; init; }

    /// <summary>Where the schema came from: <c>files</c>, <c>generated</c> from the source, or <c>target</c>: as its tables are.</summary>
    public required string Schema { get; init; }

    /// <summary>The most rows of a table that were tried.</summary>
    public required int SampleRows { get; init; }

    /// <summary>Statements that were run.</summary>
    public required int StatementsRun { get; init; }

    /// <summary>Statements that failed.</summary>
    public required int StatementsFailed { get; init; }

    /// <summary>Rows that were tried, of all tables.</summary>
    public required long RowsTried { get; init; }

    /// <summary>Rows of those that were rejected.</summary>
    public required long RowsRejected { get; init; }

    /// <summary>All problems, also those that are not named.</summary>
    public required int ProblemsTotal { get; init; }

    /// <summary>What failed, in order: the first <see cref="MostProblems"/>.</summary>
    public required IReadOnlyList<RehearsalProblem> Problems { get; init; }

    /// <summary>Rows that would be rejected: the first <see cref="MostRowsOfTable"/> of a table.</summary>
    public required IReadOnlyList<RehearsedReject> Rejects { get; init; }

    /// <summary>The tables whose rows were tried, in order of work.</summary>
    public required IReadOnlyList<RehearsedTable> Tables { get; init; }

    /// <summary>What a user should know though nothing failed.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>How long it took, in seconds.</summary>
    public required double ElapsedSeconds { get; init; }

    /// <summary>All this in a sentence.</summary>
    public override string ToString() => $"{StatementsRun} statements and {RowsTried} rows of {Tables.Count} tables rehearsed: "
        + (Passed ? "nothing failed." : $"{ProblemsTotal} {(ProblemsTotal == 1 ? "problem" : "problems")}, {RowsRejected} rows rejected.");
}

/// <summary>Something that failed.</summary>
/// <param name="Code">One of <see cref="ErrorCodes"/>: SCHEMA_COPY_FAILED for a statement, ACCESS_DENIED where a right is missing,
/// COLUMN_MISMATCH, TARGET_TABLE_NOT_FOUND and others as a plan has them, MIGRATION_FAILED for a table.</param>
/// <param name="Message">The database's message, or the engine's.</param>
/// <param name="Next">What to do next.</param>
public sealed record RehearsalProblem(string Code, string Message, string Next)
{
    /// <summary>The database's own code, null where the engine found the problem.</summary>
    public string? DatabaseCode { get; init; }

    /// <summary>The file of the statement, such as <c>tables.sql</c>; null where it stands in none.</summary>
    public string? File { get; init; }

    /// <summary>The line of the file, from 1: where the database points at, else where the statement begins.</summary>
    public int? Line { get; init; }

    /// <summary>The statement's beginning, on one line.</summary>
    public string? Statement { get; init; }

    /// <summary>The table, where the problem is one table's.</summary>
    public string? Table { get; init; }

    /// <summary>The column, where the problem is one column's.</summary>
    public string? Column { get; init; }

    /// <summary>Where it is, and what the database says.</summary>
    public override string ToString() => (File is null ? Table is null ? "" : Table + ": " : $"{File}:{Line}: ") + Message;
}

/// <summary>A row that would be rejected.</summary>
/// <param name="Table">The table's name in the source.</param>
/// <param name="Key">Its key's values by column, as JSON; <c>{}</c> without a key. Long ones are cut.</param>
/// <param name="Column">The column that is to blame, null where the database does not tell.</param>
/// <param name="Code">The engine's or the database's code.</param>
/// <param name="Error">Why. Long ones are cut.</param>
public sealed record RehearsedReject(string Table, string Key, string? Column, string? Code, string Error)
{
    /// <summary>The table, the key and why.</summary>
    public override string ToString() => $"{Table} {Key}: {Error}";
}

/// <summary>A table whose rows were tried.</summary>
/// <param name="Table">The table's name in the source.</param>
/// <param name="RowsTried">Rows that were read, converted and written.</param>
/// <param name="RowsRejected">Rows of those that were rejected.</param>
public sealed record RehearsedTable(string Table, long RowsTried, long RowsRejected)
{
    /// <summary>The table and its rows.</summary>
    public override string ToString() => $"{Table}: {RowsTried} rows, {RowsRejected} rejected";
}
