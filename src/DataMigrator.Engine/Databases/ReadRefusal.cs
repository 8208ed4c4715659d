namespace DataMigrator.Databases;

/// <summary>Why a statement is not run on a read-only connection.</summary>
internal static class ReadRefusal
{
    /// <param name="session">Where.</param>
    /// <param name="what">What is refused and why, a clause such as "the function f is declared VOLATILE".</param>
    /// <param name="instead">What to do instead, a sentence.</param>
    public static MigrationException Of(DatabaseSession session, string what, string instead) =>
        new(ErrorCodes.AccessDenied, $"Querying {session.Address}: {what}, which a read-only transaction does not hold back; nothing was run. "
            + $"{instead} Or run the statement through a profile with \"access\": \"read-write\".") { Target = session.Address.ToString() };

    /// <summary>SQL whose reading by the server can't be foretold.</summary>
    public static MigrationException Unreadable(DatabaseSession session, string reason) =>
        new(ErrorCodes.AccessDenied, $"Querying {session.Address}: on a read-only connection the statement is not run, since {reason}. "
            + "Write it without that.") { Target = session.Address.ToString() };
}
