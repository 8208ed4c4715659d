namespace DataMigrator;

/// <summary>Something that stops a migration before its first row.</summary>
/// <param name="Code">One of <see cref="ErrorCodes"/>.</param>
/// <param name="Table">The table it is about, if it is about one.</param>
/// <param name="Column">The column it is about, if it is about one.</param>
/// <param name="Message">What is wrong and what to do next.</param>
public sealed record PlanProblem(string Code, string? Table, string? Column, string Message)
{
    /// <summary>It stands against writing to the target, not against comparing it with the source.</summary>
    internal bool OnlyForWriting { get; init; }

    /// <summary>The target as a whole can't be written: what else stands against writing to it says nothing more.</summary>
    internal bool TargetIsReadOnly { get; init; }

    /// <summary>The code and the message.</summary>
    public override string ToString() => $"{Code}: {Message}";

    /// <summary>What a user is told of a migration that can't begin: a target that is read-only is one problem, not one a
    /// table.</summary>
    internal static IReadOnlyList<PlanProblem> ForWriting(IReadOnlyList<PlanProblem> problems) =>
        problems.FirstOrDefault(p => p.TargetIsReadOnly) is { } readOnly
            ? [readOnly, .. problems.Where(p => p.Code == ErrorCodes.SourceTableNotFound)] : problems;

    /// <summary>Refuses a migration with problems: the first twenty, and the code of the first.</summary>
    internal static void ThrowAny(IReadOnlyList<PlanProblem> found)
    {
        IReadOnlyList<PlanProblem> problems = ForWriting(found);
        if (problems.Count == 0)
        {
            return;
        }

        throw new MigrationException(problems[0].Code, string.Join('\n', problems.Take(20).Select(p => p.Message))
            + (problems.Count > 20 ? $"\nand {problems.Count - 20} more; {HostTerm.Plan.Mark()} shows all" : ""))
        {
            Problems = problems, Target = problems[0].Table,
        };
    }
}
