namespace DataMigrator.Cli.Output;

/// <summary>The engine's messages in the words of the command line, without secrets.</summary>
internal sealed class CommandLineWords : HostWords
{
    public static readonly CommandLineWords Instance = new();

    public static string Tell(string text) => Instance.Render(Redactor.Redact(text));

    // Without a last case: the compiler names the term that has none.
#pragma warning disable CS8524
    public override string Of(HostTerm term) => term switch
    {
        HostTerm.SourceTable => "--table",
        HostTerm.IncludeTables => "--include-tables",
        HostTerm.ExcludeTables => "--exclude-tables",
        HostTerm.SourceDatabase => "--source-database",
        HostTerm.TargetDatabase => "--target-database",
        HostTerm.DatabaseName => "--source-database",
        HostTerm.BatchSize => "--batch-size",
        HostTerm.MemoryLimit => "--memory-limit-mb",
        HostTerm.RowLimit => "the limit of rows",
        HostTerm.SampleLimit => "the limit of rows",
        HostTerm.CellLimit => "the limit of characters",
        HostTerm.Timeout => "the seconds that it may take",
        HostTerm.FirstStatement => "the first statement",
        HostTerm.CreateSchema => "--create-schema",
        HostTerm.Truncate => "--truncate",
        HostTerm.SetRowsAside => "a job without --no-continue-on-row-error",
        HostTerm.OutputDir => "--output-dir",
        HostTerm.SampleRows => "--sample-rows",
        HostTerm.OrOverwrite => ", or let files in it be overwritten (--overwrite)",
        HostTerm.Home => "--home, DATAMIGRATOR_HOME",
        HostTerm.ProfileFile => "--profiles",
        HostTerm.SchemaCopy => "dbmigrate schema-copy",
        HostTerm.Verify => "dbmigrate verify",
        HostTerm.Plan => "--plan",
        HostTerm.FindJobId => "dbmigrate status lists them",
        HostTerm.StopJob => "Ctrl+C where it runs",
    };
#pragma warning restore CS8524
}
