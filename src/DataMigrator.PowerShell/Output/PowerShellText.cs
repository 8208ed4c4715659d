namespace DataMigrator.PowerShell.Output;

/// <summary>The engine's messages in the words of a PowerShell session, without secrets.</summary>
internal sealed class PowerShellText : HostWords
{
    private static readonly PowerShellText Words = new();

    public static string Of(string text) => Words.Render(Redactor.Redact(text));

    // Without a last case: the compiler names the term that has none.
#pragma warning disable CS8524
    public override string Of(HostTerm term) => term switch
    {
        HostTerm.SourceTable => "-SourceTable",
        HostTerm.IncludeTables => "-IncludeTable",
        HostTerm.ExcludeTables => "-ExcludeTable",
        HostTerm.SourceDatabase => "-SourceDatabase",
        HostTerm.TargetDatabase => "-TargetDatabase",
        HostTerm.DatabaseName => "-DatabaseName",
        HostTerm.BatchSize => "-BatchSize",
        HostTerm.MemoryLimit => "-MemoryLimitMB",
        HostTerm.RowLimit => "-MaxRows",
        HostTerm.SampleLimit => "-First",
        HostTerm.CellLimit => "-MaxCharacters",
        HostTerm.Timeout => "-TimeoutSeconds",
        HostTerm.FirstStatement => "-FirstStatement",
        HostTerm.CreateSchema => "-CreateSchema",
        HostTerm.Truncate => "-TruncateTarget",
        HostTerm.SetRowsAside => "a job without -StopOnRowError",
        HostTerm.OutputDir => "-OutputDir",
        HostTerm.SampleRows => "-SampleRows",
        HostTerm.OrOverwrite => ", or let files in it be overwritten (-Force)",
        HostTerm.Home => "-HomePath, $env:DATAMIGRATOR_HOME",
        HostTerm.ProfileFile => "-ProfilePath",
        HostTerm.SchemaCopy => "New-DbSchemaCopy",
        HostTerm.Verify => "Compare-DbDatabase",
        HostTerm.Plan => "-WhatIf",
        HostTerm.FindJobId => "Get-DbMigrationStatus lists them",
        HostTerm.StopJob => "Stop-DbMigrationJob",
    };
#pragma warning restore CS8524
}
