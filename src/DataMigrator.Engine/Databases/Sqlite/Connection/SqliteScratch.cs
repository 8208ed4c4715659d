using DataMigrator.Profiles;

namespace DataMigrator.Databases.Sqlite.Connection;

/// <summary>A file in the rehearsal's own folder, which goes with the folder. A connection reaches no other file (no ATTACH).</summary>
internal sealed class SqliteScratch : Scratch
{
    public override string IgnoreForeignKeys => "PRAGMA foreign_keys=OFF";

    public override string MissingRight(DatabaseAddress target) => "Choose a home folder that can be written.";

    public override DatabaseAddress Address(DatabaseAddress target, string name, string folder) =>
        target with { Database = Path.Combine(folder, name + ".db") };

    /// <summary>The first session to write makes the file.</summary>
    public override Task CreateAsync(DatabaseSession target, string name, CancellationToken cancellationToken) => Task.CompletedTask;

    public override Task DropAsync(DatabaseSession target, string name, bool inUse, CancellationToken cancellationToken) => Task.CompletedTask;

    public override Task<IReadOnlyList<string>> UnusedAsync(DatabaseSession target, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string>>([]);

    public override string? WhyNotRun(string sql, IReadOnlyList<string> words, IReadOnlySet<string> others) => null;
}
