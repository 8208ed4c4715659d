using DataMigrator.Profiles;

namespace DataMigrator.PowerShell.Output;

/// <summary>The engine's messages in the words of a PowerShell session: without secrets, and with cmdlets and parameters where
/// they name those of the command line.</summary>
internal static class PowerShellText
{
    // Longer ones first: --source-database begins with --source.
    private static readonly (string CommandLine, string PowerShell)[] Words =
    [
        ("--source-database", "-SourceDatabase"), ("--target-database", "-TargetDatabase"), ("--include-tables", "-IncludeTable"),
        ("--exclude-tables", "-ExcludeTable"), ("--create-schema", "-CreateSchema"), ("--stop-on-error", "-StopOnError"),
        ("--no-continue-on-row-error", "-StopOnRowError"), ("--batch-size", "-BatchSize"), ("--memory-limit-mb", "-MemoryLimitMB"),
        ("--profiles", "-ProfilePath"), ("--truncate", "-TruncateTarget"), ("--verify", "-Verify"), ("--source", "-SourceProfile"),
        ("--target", "-TargetProfile"), ("--table", "-SourceTable"), ("--home", "-HomePath"), ("batch_size is", "-BatchSize is"),
        ("memory_limit_mb is", "-MemoryLimitMB is"), ("row_limit is", "-MaxRows is"), ("cell_limit is", "-MaxCharacters is"),
        (": limit is", ": -First is"), ("timeout_seconds is", "-TimeoutSeconds is"), ("first_statement is", "-FirstStatement is"),
        ("(timeout_seconds)", "(-TimeoutSeconds)"), ("(first_statement ", "(-FirstStatement "),
        ("(continue_on_row_error)", "(a job without -StopOnRowError)"), ("Run verify to see examples", "Run Compare-DbDatabase to see examples"),
        ("dbmigrate resume", "Resume-DbMigrationJob"), ("dbmigrate status", "Get-DbMigrationStatus"),
        ("dbmigrate verify", "Compare-DbDatabase"), ("dbmigrate migrate", "Start-DbMigrationJob"),
        ("the first log line of a job names it", "Get-DbMigrationStatus lists them"),
    ];

    public static string Of(string text)
    {
        text = Redactor.Redact(text);
        foreach ((string commandLine, string powerShell) in Words)
        {
            text = text.Replace(commandLine, powerShell, StringComparison.Ordinal);
        }

        return text;
    }
}
