using System.Management.Automation;
using DataMigrator.PowerShell.Output;

namespace DataMigrator.PowerShell.Pipeline;

/// <summary>What is said of a table that was named and is not there.</summary>
internal static class TableErrors
{
    public static ErrorRecord NotFound(string table, string profile) => ErrorRecords.Of(ErrorCodes.SourceTableNotFound,
        $"Looking for the table '{table}' in {PowerShellText.Of(profile)}: it is not there. Get-DbTable without a name lists all.", table);
}
