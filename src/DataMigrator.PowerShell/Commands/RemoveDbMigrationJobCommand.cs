using System.Management.Automation;
using DataMigrator.Jobs;
using DataMigrator.PowerShell.Jobs;
using DataMigrator.PowerShell.Output;
using DataMigrator.PowerShell.Pipeline;

namespace DataMigrator.PowerShell.Commands;

/// <summary>Removes the files of a migration, after asking.</summary>
/// <remarks>
/// <para>Removes its folder in .tmp/migrations: the checkpoint, so that it can't be resumed any more, and the files of the rows that
/// were set aside. No database is touched: what was copied stays. A running migration is refused; Stop-DbMigrationJob stops
/// it.</para>
/// <para>A job of this session that PowerShell lists is removed from its list by Remove-Job.</para>
/// </remarks>
/// <example>
/// <code>Remove-DbMigrationJob 20260801-101500-3fa9c1</code>
/// <para>Removes the files of one migration, after asking.</para>
/// </example>
/// <example>
/// <code>Get-DbMigrationStatus | Where-Object { $_.Status -eq 'completed' -and $_.CompletedAt -lt (Get-Date).AddDays(-30) } | Remove-DbMigrationJob -Force</code>
/// <para>Removes those of all migrations that were completed over a month ago, without asking.</para>
/// </example>
[Cmdlet(VerbsCommon.Remove, "DbMigrationJob", DefaultParameterSetName = IdSet, SupportsShouldProcess = true,
    ConfirmImpact = ConfirmImpact.High, HelpUri = HelpAddress.Cmdlets + "remove-dbmigrationjob")]
public sealed class RemoveDbMigrationJobCommand : ChosenJobCmdlet
{
    /// <summary>Does not ask.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Removes the files of a migration.</summary>
    private protected override void Process(string jobId)
    {
        MigrationService service = NewService();
        if (Confirms(Described(service, jobId), $"Remove the files of the migration {jobId}"))
        {
            Run(async token =>
            {
                await service.RemoveJobAsync(jobId, token).ConfigureAwait(false);
                return true;
            });
        }
    }

    // -Force answers the question. It takes back neither -WhatIf nor a -Confirm that was typed.
    private bool Confirms(string target, string action)
    {
        bool isWhatIf = Given.Has("WhatIf") ? LanguagePrimitives.IsTrue(MyInvocation.BoundParameters["WhatIf"])
            : LanguagePrimitives.IsTrue(SessionState.PSVariable.GetValue("WhatIfPreference"));
        return (Force && !isWhatIf && !Given.Has("Confirm")) || Ask(() => ShouldProcess(target, action), action + "?", "removed");
    }

    // A job whose checkpoint can't be read is removed too.
    private static string Described(MigrationService service, string jobId)
    {
        try
        {
            JobStatus status = service.GetStatus(jobId);
            return $"{status.Source} to {status.Target}, {ContractName.Of(status.Status)}, {status.RowsFailed} rows set aside";
        }
        catch (MigrationException e) when (e.Code == ErrorCodes.CheckpointNotFound)
        {
            return "no checkpoint that can be read";
        }
    }
}
