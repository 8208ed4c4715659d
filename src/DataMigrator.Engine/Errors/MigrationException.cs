namespace DataMigrator;

/// <summary>The one exception of the engine: a code of <see cref="ErrorCodes"/>, and a message that says what was being
/// done, to what, what went wrong and what to do next. Holds no secret: the message passes through redaction.</summary>
public sealed class MigrationException : Exception
{
    /// <summary>A failure with its code.</summary>
    /// <param name="code">One of <see cref="ErrorCodes"/>.</param>
    /// <param name="message">What was being done, to what, what went wrong, what to do next.</param>
    /// <param name="inner">The cause, if an exception was.</param>
    public MigrationException(string code, string message, Exception? inner = null)
        : base(Redactor.Redact(message), inner) => Code = code;

    /// <summary>One of <see cref="ErrorCodes"/>.</summary>
    public string Code { get; }

    /// <summary>What the failure was about: a table, a profile, a job id, a file.</summary>
    public string? Target { get; init; }

    /// <summary>Every problem that was found, where there were several (a plan reports all at once).</summary>
    public IReadOnlyList<PlanProblem> Problems { get; init; } = [];
}
