using System.Text.Json.Nodes;
using DataMigrator.Exploration;
using DataMigrator.Mcp.Schema;
using DataMigrator.Profiles;

namespace DataMigrator.Mcp.Tools;

internal sealed class ExecuteSqlTool : McpTool
{
    private const int CellLimit = 2000;

    public override string Name => "execute-sql";

    public override string Title => "Run SQL that changes a database";

    public override string Description =>
        "Use this to create the generated schema on the target (file: tables.sql first, then load the rows, then indexes.sql, "
        + "foreign_keys.sql, triggers.sql, views.sql), or to repair something there. Works only through a read-write profile and really "
        + "changes the database. Give either sql or file, with one or more statements. On PostgreSQL and SQLite several statements are one "
        + "transaction: all or nothing; on MySQL and MariaDB each stays. A failing statement is named with its number and line: correct "
        + "the file with write-schema-file and run it again. Returns rows affected, and the rows of the last statement that has any.";

    public override ToolHints Hints { get; } = new(false, true, false, true);

    public override IReadOnlyList<Parameter> Parameters { get; } =
    [
        Shared.ProfileName with { Description = "Name of a profile whose access is read-write, as list-profiles gives it." },
        Shared.DatabaseName,
        Parameter.Text("sql", "Statements in the database's own SQL. Give this or file."),
        Parameter.Text("file", "Path of a .sql file in an allowed folder, as generate-schema-copy wrote it. Give this or sql."),
        Parameter.Integer("first_statement", 1, 1_000_000, "Number of the statement to begin with, after an error that left the ones before it done. Without it 1."),
        Parameter.Flag("create_database", "SQLite only: make the file when it is not there. Without it a missing file is an error."),
        Parameter.Integer("row_limit", 1, 1000, "The most rows to return. Without it 100."),
        Parameter.Integer("timeout_seconds", 1, 3600, "Seconds until the statements are cancelled. Without it 60."),
    ];

    public override IReadOnlyList<Field> Result { get; } =
    [
        Field.Integer("statements_run", "Statements that were run."),
        Field.Integer("rows_affected", "Rows inserted, changed or deleted, where the database tells."),
        Field.Flag("in_transaction", "The statements were one transaction."),
        .. RowsJson.Fields,
        Field.Number("elapsed_seconds", "How long it took."),
    ];

    public override IReadOnlyList<ToolExample> Examples { get; } =
    [
        new("Create the tables of a generated schema.", """{"profile_name":"dev","database_name":"shop","file":".tmp/schema-copy/20260101-120000/tables.sql"}"""),
        new("Make a database on a PostgreSQL server, connected to another one.", """{"profile_name":"dev","database_name":"postgres","sql":"CREATE DATABASE shop"}"""),
        new("Make an SQLite file with its tables.", """{"profile_name":"files","database_name":"shop.db","file":".tmp/schema-copy/20260101-120000/tables.sql","create_database":true}"""),
    ];

    public override IReadOnlyList<ToolError> Errors { get; } =
    [
        new(ErrorCodes.InvalidParameter, "A statement is wrong; the message names its number and line and what of the script is done.",
            "Correct that statement (write-schema-file) and run the file again, with first_statement where the message says so."),
        new(ErrorCodes.AccessDenied, "The profile is read-only, the file is outside the allowed folders, or a right is missing.", "Use a read-write profile and a file in the home folder."),
        new(ErrorCodes.FkViolation, "A row refers to a row that is not there.", "Find it with query-data, or load parents first."),
        new(ErrorCodes.MigrationFailed, "The time is over, or a deadlock.", "Raise timeout_seconds, or try again."),
        Shared.NoProfile, Shared.NoConnection,
    ];

    public override async Task<JsonObject> RunAsync(ToolCall call, CancellationToken cancellationToken)
    {
        string profile = call.Arguments.Required("profile_name");
        ProfileInfo? info = call.Service.ListProfiles().FirstOrDefault(p => p.Name == profile);
        if (info?.Access == AccessMode.ReadOnly)
        {
            throw new MigrationException(ErrorCodes.AccessDenied, $"Running SQL through the profile \"{profile}\": its access is read-only. "
                + "Query it with query-data, or choose a profile whose access is read-write (list-profiles).") { Target = profile };
        }

        SqlResult done = await ExecuteAsync(call, info, new SqlRequest
        {
            Profile = profile,
            Database = call.Arguments.Required("database_name"),
            Sql = call.Arguments.Text("sql"),
            File = call.Arguments.Text("file") is { } file ? SchemaFiles.Resolve(call.Server.Folders, file) : null,
            FirstStatement = call.Arguments.Integer("first_statement", 1),
            CreateDatabase = call.Arguments.Flag("create_database"),
            RowLimit = call.Arguments.Integer("row_limit", 100),
            CellLimit = CellLimit,
            TimeoutSeconds = call.Arguments.Integer("timeout_seconds", 60),
        }, cancellationToken).ConfigureAwait(false);
        var result = new JsonObject
        {
            ["statements_run"] = done.StatementsRun,
            ["rows_affected"] = done.RowsAffected,
            ["in_transaction"] = done.InTransaction,
        };
        RowsJson.Write(result, done.Rows);
        result["elapsed_seconds"] = Math.Round(done.Elapsed.TotalSeconds, 3);
        return result;
    }

    private static async Task<SqlResult> ExecuteAsync(ToolCall call, ProfileInfo? profile, SqlRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await call.Service.ExecuteSqlAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (MigrationException e) when (e.Code == ErrorCodes.ConnectionFailed && profile is { } asked && DatabaseNames.Of(asked.Kind).IsFile && !request.CreateDatabase)
        {
            throw new MigrationException(e.Code, e.Message + " To make a new file, set create_database to true.", e) { Target = e.Target };
        }
    }
}
