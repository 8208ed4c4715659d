namespace DataMigrator;

/// <summary>The public error codes: first word of an MCP error, FullyQualifiedErrorId in PowerShell, on stderr in the
/// command line.</summary>
public static class ErrorCodes
{
    /// <summary>No job of that id under the home folder.</summary>
    public const string MigrationNotFound = "MIGRATION_NOT_FOUND";

    /// <summary>The job is running, or another job holds the target.</summary>
    public const string MigrationAlreadyExists = "MIGRATION_ALREADY_EXISTS";

    /// <summary>The job could not go on; it can be resumed unless the message says otherwise.</summary>
    public const string MigrationFailed = "MIGRATION_FAILED";

    /// <summary>A table named for the job is not in the source.</summary>
    public const string SourceTableNotFound = "SOURCE_TABLE_NOT_FOUND";

    /// <summary>The target has no table for a table of the source.</summary>
    public const string TargetTableNotFound = "TARGET_TABLE_NOT_FOUND";

    /// <summary>Columns that can't be matched or converted.</summary>
    public const string ColumnMismatch = "COLUMN_MISMATCH";

    /// <summary>A row refers to a row that is not there.</summary>
    public const string FkViolation = "FK_VIOLATION";

    /// <summary>The job's checkpoint is missing or can't be read.</summary>
    public const string CheckpointNotFound = "CHECKPOINT_NOT_FOUND";

    /// <summary>The schema could not be written for the target.</summary>
    public const string SchemaCopyFailed = "SCHEMA_COPY_FAILED";

    /// <summary>No profile of that name.</summary>
    public const string ProfileNotFound = "PROFILE_NOT_FOUND";

    /// <summary>An argument, or a key of a profile, that can't be right.</summary>
    public const string InvalidParameter = "INVALID_PARAMETER";

    /// <summary>A write to a read-only profile, a path outside the allowed folder, a right that is missing.</summary>
    public const string AccessDenied = "ACCESS_DENIED";

    /// <summary>The database could not be reached or refused the login.</summary>
    public const string ConnectionFailed = "CONNECTION_FAILED";
}
