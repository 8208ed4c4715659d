namespace DataMigrator.Mcp.Server;

/// <summary>The engine's messages in the words of the tools, without secrets.</summary>
internal sealed class ToolWords : HostWords
{
    public static readonly ToolWords Instance = new();

    public static string Tell(string text) => Instance.Render(Redactor.Redact(text));

    // Without a last case: the compiler names the term that has none.
#pragma warning disable CS8524
    public override string Of(HostTerm term) => term switch
    {
        HostTerm.SourceTable => "source_table",
        HostTerm.IncludeTables => "include_tables",
        HostTerm.ExcludeTables => "exclude_tables",
        HostTerm.SourceDatabase => "source_database",
        HostTerm.TargetDatabase => "target_database",
        HostTerm.DatabaseName => "database_name",
        HostTerm.BatchSize => "batch_size",
        HostTerm.MemoryLimit => "memory_limit_mb",
        HostTerm.RowLimit => "row_limit",
        HostTerm.SampleLimit => "limit",
        HostTerm.CellLimit => "the limit of characters",
        HostTerm.Timeout => "timeout_seconds",
        HostTerm.FirstStatement => "first_statement",
        HostTerm.CreateSchema => "create_schema true",
        HostTerm.Truncate => "truncate_target true",
        HostTerm.SetRowsAside => "continue_on_row_error true",
        HostTerm.OutputDir => "output_dir",
        HostTerm.SampleRows => "sample_rows",
        HostTerm.OrOverwrite => "",
        HostTerm.Home => "chosen when the server is started",
        HostTerm.ProfileFile => "the server's options",
        HostTerm.SchemaCopy => "generate-schema-copy",
        HostTerm.Verify => "verify-migration",
        HostTerm.Plan => "plan-migration",
        HostTerm.FindJobId => "list-migration-jobs lists them",
        HostTerm.StopJob => "stop-migration-job",
    };
#pragma warning restore CS8524
}
