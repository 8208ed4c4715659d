using System.Management.Automation;
using DataMigrator.PowerShell.Output;

namespace DataMigrator.PowerShell.Pipeline;

/// <summary>The engine's failures as PowerShell's: the code first in the FullyQualifiedErrorId, a category, what it was
/// about.</summary>
internal static class ErrorRecords
{
    private static readonly Dictionary<string, ErrorCategory> Categories = new()
    {
        [ErrorCodes.MigrationNotFound] = ErrorCategory.ObjectNotFound,
        [ErrorCodes.CheckpointNotFound] = ErrorCategory.ObjectNotFound,
        [ErrorCodes.ProfileNotFound] = ErrorCategory.ObjectNotFound,
        [ErrorCodes.SourceTableNotFound] = ErrorCategory.ObjectNotFound,
        [ErrorCodes.TargetTableNotFound] = ErrorCategory.ObjectNotFound,
        [ErrorCodes.MigrationAlreadyExists] = ErrorCategory.ResourceExists,
        [ErrorCodes.ColumnMismatch] = ErrorCategory.InvalidData,
        [ErrorCodes.FkViolation] = ErrorCategory.InvalidData,
        [ErrorCodes.InvalidParameter] = ErrorCategory.InvalidArgument,
        [ErrorCodes.AccessDenied] = ErrorCategory.PermissionDenied,
        [ErrorCodes.ConnectionFailed] = ErrorCategory.ConnectionError,
        [ErrorCodes.MigrationFailed] = ErrorCategory.OperationStopped,
        [ErrorCodes.SchemaCopyFailed] = ErrorCategory.InvalidResult,
    };

    /// <summary>A failure's record. An exception that is not the engine's own is a MIGRATION_FAILED.</summary>
    /// <param name="exception">The failure.</param>
    /// <param name="target">What it was about, where the exception does not say.</param>
    public static ErrorRecord Of(Exception exception, object? target = null)
    {
        MigrationException failure = exception as MigrationException ?? new MigrationException(ErrorCodes.MigrationFailed,
            exception.Message + " If it happens again, please report it.", exception);
        return Of(failure.Code, failure.Message, failure.Target ?? target, failure);
    }

    /// <summary>The record of a code and a message, as a status holds them.</summary>
    public static ErrorRecord Of(string code, string message, object? target, Exception? exception = null)
    {
        string text = PowerShellText.Of(message);

        // Scripts log the exception's message as often as the record's: both have the session's words.
        return new ErrorRecord(exception?.Message == text ? exception : new MigrationException(code, text, exception?.InnerException), code,
            Categories.GetValueOrDefault(code, ErrorCategory.NotSpecified), target)
        {
            ErrorDetails = new ErrorDetails(text),
        };
    }

    /// <summary>The records of a plan's problems.</summary>
    public static ErrorRecord Of(PlanProblem problem) => Of(problem.Code, problem.Message, problem.Table);
}
