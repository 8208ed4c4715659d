using System.Text.RegularExpressions;
using DataMigrator.Databases;
using DataMigrator.Exploration;

namespace DataMigrator.Rehearsals;

/// <summary>Collects what fails: everything is counted, and as much named as a reader can use.</summary>
/// <param name="scratch">The scratch database's name, which says nothing to a reader.</param>
/// <param name="target">The target's, which stands for it.</param>
internal sealed partial class RehearsalFindings(string scratch, string target)
{
    private const int MostCharacters = 1000;

    private readonly List<RehearsalProblem> _problems = [];
    private readonly List<string> _warnings = [];

    /// <summary>Tables whose CREATE TABLE failed, with its place: what fails for want of them is no problem of its own.</summary>
    private readonly List<(string Name, string Place)> _missing = [];

    public IReadOnlyList<RehearsalProblem> Problems => _problems;

    public int Total { get; private set; }

    public int StatementsRun { get; private set; }

    public int StatementsFailed { get; private set; }

    public IReadOnlyList<string> Warnings => _warnings;

    public void Warn(string warning)
    {
        string told = Tell(warning);
        if (!_warnings.Contains(told) && _warnings.Count < Rehearsal.MostProblems)
        {
            _warnings.Add(told);
        }
    }

    public void Succeeded() => StatementsRun++;

    public void Failed(RehearsedStatement statement, DatabaseFault fault, string next)
    {
        StatementsRun++;
        int line = statement.Line + (fault.Position is { } at && at <= statement.Sql.Length ? statement.Sql.AsSpan(0, at - 1).Count('\n') : 0);
        string place = statement.File is null ? "see above" : $"{statement.File} line {line}";
        string? cause = _missing.Where(m => Names(statement.Sql, m.Name)).Select(m => $"It needs the table {m.Name}, whose own statement failed "
            + $"({m.Place}): correct that first.").FirstOrDefault();
        if (CreateTable().Match(statement.Sql) is { Success: true } create)
        {
            _missing.Add((create.Groups["name"].Value.Split('.')[^1].Trim('"', '`', '[', ']'), place));
        }

        AddStatement(statement, new RehearsalProblem(fault.Kind == FaultKind.Access ? ErrorCodes.AccessDenied : ErrorCodes.SchemaCopyFailed,
            Tell(fault.Message), cause ?? next) { DatabaseCode = fault.Code, Line = line });
    }

    public void NotRun(RehearsedStatement statement, string why) => AddStatement(statement, new RehearsalProblem(ErrorCodes.InvalidParameter,
        $"The statement was not run: {why}.", "Change the statement, or run it by hand when the migration is done."));

    public void Unreadable(string file, string message) =>
        Add(new RehearsalProblem(ErrorCodes.InvalidParameter, message, "Correct the file and rehearse again. Its statements were not run.") { File = file });

    /// <summary>What the plan finds, but not that a table is missing whose own statement has failed.</summary>
    public void Add(PlanProblem problem)
    {
        bool follows = problem is { Code: ErrorCodes.TargetTableNotFound, Table: { } table }
            && _missing.Any(m => m.Name.Equals(table.Split('.')[^1], StringComparison.OrdinalIgnoreCase));
        if (!follows)
        {
            Add(new RehearsalProblem(problem.Code, Tell(problem.Message), "Do what the message says and rehearse again.")
            {
                Table = problem.Table, Column = problem.Column,
            });
        }
    }

    public void TableFailed(string? table, string code, string message) =>
        Add(new RehearsalProblem(code, Tell(message), "Solve what the message names and rehearse again.") { Table = table });

    private void AddStatement(RehearsedStatement statement, RehearsalProblem problem)
    {
        StatementsFailed++;
        Add(problem with
        {
            File = statement.File,
            Line = statement.File is null ? null : problem.Line ?? statement.Line,
            Statement = new SqlStatement(1, 1, statement.Sql, []).Brief,
        });
    }

    /// <summary>A text in the target's name.</summary>
    public string Tell(string text, int most = MostCharacters)
    {
        string told = text.Replace(scratch, target, StringComparison.Ordinal);
        return told.Length <= most ? told : told[..most] + "…";
    }

    private void Add(RehearsalProblem problem)
    {
        Total++;
        if (_problems.Count < Rehearsal.MostProblems)
        {
            _problems.Add(problem);
        }
    }

    private static bool Names(string sql, string name) =>
        Regex.IsMatch(sql, $@"(?<![\w$]){Regex.Escape(name)}(?![\w$])", RegexOptions.IgnoreCase);

    [GeneratedRegex(@"\bCREATE\s+(?:\w+\s+)?TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?(?<name>(?:""[^""]+""|`[^`]+`|\[[^\]]+\]|[\w$]+)(?:\.(?:""[^""]+""|`[^`]+`|[\w$]+))?)",
        RegexOptions.IgnoreCase)]
    private static partial Regex CreateTable();
}
