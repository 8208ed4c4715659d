namespace DataMigrator.Jobs;

/// <summary>A line of a job's log; hosts write it as one JSON object on stderr, or show it.</summary>
/// <param name="Level"><c>info</c>, <c>warn</c> or <c>error</c>.</param>
/// <param name="Message">What happened, in a few constant words ("Migration progress").</param>
public sealed record LogEntry(string Level, string Message)
{
    /// <summary>The moment (UTC).</summary>
    public DateTimeOffset Time { get; init; } = DateTimeOffset.UtcNow;

    /// <summary>The job.</summary>
    public string? JobId { get; init; }

    /// <summary>The table.</summary>
    public string? Table { get; init; }

    /// <summary>Rows of the table committed so far.</summary>
    public long? Rows { get; init; }

    /// <summary>0 to 100, of the table.</summary>
    public double? Percent { get; init; }

    /// <summary>Rows set aside so far.</summary>
    public long? RowsFailed { get; init; }

    /// <summary>One of <see cref="ErrorCodes"/>.</summary>
    public string? Code { get; init; }

    /// <summary>More words, such as the text of a warning.</summary>
    public string? Detail { get; init; }
}
