using DataMigrator.Mcp.Schema;
using DataMigrator.Planning;

namespace DataMigrator.Mcp.Tools;

/// <summary>The parameters that say what moves from where to where.</summary>
internal static class MigrationArguments
{
    public static readonly Parameter SourceProfile = Parameter.Text("source_profile", "The source's profile (list-profiles).");

    public static readonly Parameter SourceDatabase = Parameter.Text("source_database", "The source's database (list-databases).");

    public static readonly Parameter TargetProfile = Parameter.Text("target_profile", "Name of the target's profile.");

    public static readonly Parameter TargetDatabase = Parameter.Text("target_database", "The target's database. Without it the source's name.");

    public static readonly Parameter SourceTable = Parameter.Text("source_table", "One table alone: a name, or a pattern with * and ?.");

    public static readonly Parameter IncludeTables = Parameter.Texts("include_tables", "Only these tables: names or patterns. Without it all.");

    public static readonly Parameter ExcludeTables = Parameter.Texts("exclude_tables", "All but these tables: names or patterns.");

    public static IReadOnlyList<Parameter> All { get; } =
        [SourceTable, IncludeTables, ExcludeTables, SourceProfile, SourceDatabase, TargetProfile, TargetDatabase];

    public static readonly ToolError SourceMissing = new(ErrorCodes.SourceTableNotFound, "A table that was named is not in the source.",
        "Take the name that the message suggests, or call list-tables.");

    public static readonly ToolError TargetMissing = new(ErrorCodes.TargetTableNotFound, "The target has no table for a table of the source.",
        "Call generate-schema-copy and execute-sql with its tables.sql, or start with create_schema true.");

    public static readonly ToolError Mismatch = new(ErrorCodes.ColumnMismatch, "Columns can't be matched or converted.",
        "Compare both tables with describe-table and change the target's with execute-sql.");

    public static readonly ToolError Denied = new(ErrorCodes.AccessDenied, "The target's profile is read-only, or a right is missing.",
        "Choose a profile whose access is read-write.");

    public static MigrationRequest Request(Arguments arguments, string tool)
    {
        string[] missing = [.. ((string[])["source_profile", "source_database", "target_profile"]).Where(n => !arguments.Has(n))];
        if (missing.Length > 0)
        {
            throw new MigrationException(ErrorCodes.InvalidParameter, $"Reading the arguments of {tool}: {string.Join(", ", missing)} "
                + $"{(missing.Length == 1 ? "is" : "are")} missing. list-profiles and list-databases give the names.");
        }

        var usual = new MigrationRequest { SourceProfile = arguments.Required("source_profile"), TargetProfile = arguments.Required("target_profile") };
        return usual with
        {
            SourceDatabase = arguments.Text("source_database"),
            TargetDatabase = arguments.Text("target_database"),
            SourceTable = arguments.Text("source_table"),
            IncludeTables = arguments.Texts("include_tables"),
            ExcludeTables = arguments.Texts("exclude_tables"),
            BatchSize = arguments.Integer("batch_size", usual.BatchSize),
            MemoryLimitMb = arguments.Integer("memory_limit_mb", usual.MemoryLimitMb),
            TruncateTarget = arguments.Flag("truncate_target", usual.TruncateTarget),
            StopOnError = arguments.Flag("stop_on_error", usual.StopOnError),
            ContinueOnRowError = arguments.Flag("continue_on_row_error", usual.ContinueOnRowError),
            CreateSchema = arguments.Flag("create_schema", usual.CreateSchema),
            Verify = arguments.Flag("verify", usual.Verify),
        };
    }

    /// <summary>Arguments beside a job's id must say what the job says: a job is resumed as it was begun.</summary>
    /// <exception cref="MigrationException">INVALID_PARAMETER: some say otherwise.</exception>
    public static void RequireSame(Arguments arguments, MigrationRequest job, string jobId)
    {
        var own = new Dictionary<string, object?>
        {
            ["source_table"] = job.SourceTable, ["source_profile"] = job.SourceProfile, ["source_database"] = job.SourceDatabase,
            ["target_profile"] = job.TargetProfile, ["target_database"] = job.TargetDatabase, ["batch_size"] = job.BatchSize,
            ["memory_limit_mb"] = job.MemoryLimitMb, ["truncate_target"] = job.TruncateTarget, ["stop_on_error"] = job.StopOnError,
            ["continue_on_row_error"] = job.ContinueOnRowError, ["create_schema"] = job.CreateSchema, ["verify"] = job.Verify,
            ["include_tables"] = string.Join(',', job.IncludeTables ?? []), ["exclude_tables"] = string.Join(',', job.ExcludeTables ?? []),
        };
        string[] other = [.. arguments.Names.Where(n => own.TryGetValue(n, out object? value) && !Same(arguments, n, value))];
        if (other.Length > 0)
        {
            throw new MigrationException(ErrorCodes.InvalidParameter, $"Resuming the job {jobId}: {string.Join(", ", other)} "
                + $"{(other.Length == 1 ? "is" : "are")} not what the job was begun with, and a job goes on as it was begun. Give resume_job_id "
                + "alone, or start a new job.") { Target = jobId };
        }
    }

    private static bool Same(Arguments arguments, string name, object? value) => value switch
    {
        int number => arguments.Integer(name, number) == number,
        bool flag => arguments.Flag(name, flag) == flag,
        _ => (arguments.Text(name) ?? string.Join(',', arguments.Texts(name) ?? [])) == (string?)value,
    };
}
