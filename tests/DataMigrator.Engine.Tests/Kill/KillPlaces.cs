namespace DataMigrator.Tests.Kill;

/// <summary>Where processes are killed: the engine's places, by the phase that they belong to.</summary>
internal static class KillPlaces
{
    /// <summary>The connection is watched, and the process killed when its COMMIT is on its way.</summary>
    public const string InCommit = "commit.sent";

    /// <summary>At a moment that nothing chose.</summary>
    public const string AnyMoment = "any moment";

    public static string Phase(string place) => place switch
    {
        "table.before" or "unit.prepared" => "before the first row",
        "batch.written" or "rejects.written" => "in a batch",
        "commit.before" or InCommit => "in COMMIT",
        "commit.after" => "between commit and checkpoint",
        "settle.before" => "at resume",
        "orphans.removed" => "orphans of a cycle",
        _ when place.StartsWith("checkpoint.", StringComparison.Ordinal) => "writing the checkpoint",
        _ when place.StartsWith("journal.", StringComparison.Ordinal) => "writing the journal",
        _ when place.StartsWith("truncate.", StringComparison.Ordinal) => "truncate",
        _ when place.StartsWith("sequence.", StringComparison.Ordinal) => "sequence",
        _ when place.StartsWith("verify.", StringComparison.Ordinal) => "verify",
        _ when place.StartsWith("Table.", StringComparison.Ordinal) => "creating tables",
        _ when place.StartsWith("Index.", StringComparison.Ordinal) || place.StartsWith("UniqueKey.", StringComparison.Ordinal) => "index",
        _ when place.StartsWith("ForeignKey.", StringComparison.Ordinal) => "foreign key",
        _ when place.StartsWith("Trigger.", StringComparison.Ordinal) => "trigger",
        _ when place.StartsWith("View.", StringComparison.Ordinal) => "view",
        _ => place == AnyMoment ? place : "creating other objects",
    };
}
