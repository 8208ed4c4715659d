using System.Globalization;
using System.Management.Automation;
using DataMigrator.Planning;
using DataMigrator.PowerShell.Commands;
using DataMigrator.PowerShell.Pipeline;

namespace DataMigrator.PowerShell.Jobs;

/// <summary>Asks before rows of the target are deleted, with the tables and how many rows each holds, as a cmdlet of high
/// impact would: unless -Force or -Confirm:$false was given, or $ConfirmPreference is None. A job that deletes nothing is of
/// medium impact, and PowerShell knows one impact a cmdlet.</summary>
/// <param name="cmdlet">Whose rows they are.</param>
internal sealed class TruncateQuestion(StartDbMigrationJobCommand cmdlet)
{
    private const int MostNamed = 10;

    private readonly ConfirmImpact _preference =
        LanguagePrimitives.TryConvertTo(cmdlet.GetVariableValue("ConfirmPreference"), out ConfirmImpact set) ? set : ConfirmImpact.High;

    private bool _yesToAll;
    private bool _noToAll;

    private bool? Confirm => Switch("Confirm");

    private bool IsWhatIf => Switch("WhatIf") ?? LanguagePrimitives.IsTrue(cmdlet.GetVariableValue("WhatIfPreference"));

    private bool IsSilenced => Confirm == false || (Confirm is null && (cmdlet.Force || _preference == ConfirmImpact.None));

    // PowerShell asks by itself where it asks of medium impacts too.
    private bool IsAskedByShell => Confirm == true || _preference is ConfirmImpact.Low or ConfirmImpact.Medium;

    /// <summary>What would be deleted; counted where somebody is asked.</summary>
    public string Action(MigrationRequest request, string target) => IsSilenced || IsWhatIf
        ? $"Delete all rows of the target's tables in {target}"
        : $"Delete all rows of {Tables(cmdlet.CountTargetRows(request))} in {target}";

    /// <summary>Whether the rows may go.</summary>
    /// <exception cref="MigrationException">INVALID_PARAMETER: nobody can be asked.</exception>
    public bool IsAnswered(string question) => IsSilenced || IsAskedByShell || EngineCmdlet.Ask(
        () => cmdlet.ShouldContinue(question, "Start-DbMigrationJob", ref _yesToAll, ref _noToAll), question, "deleted");

    private bool? Switch(string name) => cmdlet.MyInvocation.BoundParameters.TryGetValue(name, out object? given)
        ? LanguagePrimitives.IsTrue(given) : null;

    private static string Tables(IReadOnlyList<TargetRows> tables)
    {
        IEnumerable<string> named = tables.OrderByDescending(t => t.Rows).Take(MostNamed).Select(t => $"{t.Table} ({Counted(t.Rows, "row")})");
        string more = tables.Count > MostNamed ? $" and {Counted(tables.Count - MostNamed, "more table")}" : "";
        return tables.Count == 0 ? "tables that are not there yet"
            : string.Join(", ", named) + more + (tables.Count > 1 ? $", {Counted(tables.Sum(t => t.Rows), "row")} in all," : "");
    }

    private static string Counted(long count, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {what}{(count == 1 ? "" : "s")}");
}
