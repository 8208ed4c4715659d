namespace DataMigrator.Databases;

/// <summary>The statements of a transaction and of a savepoint within it.</summary>
internal sealed record TransactionSql(string Begin, string Commit, string Rollback, string Savepoint, string RollbackToSavepoint,
    string ReleaseSavepoint)
{
    /// <summary>As most databases say it.</summary>
    public static TransactionSql Usual { get; } =
        new("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT dm", "ROLLBACK TO SAVEPOINT dm", "RELEASE SAVEPOINT dm");
}
