using System.Globalization;
using System.Security.Cryptography;
using DataMigrator.Profiles;

namespace DataMigrator.Databases;

/// <summary>A database of its own beside a target, in which a migration is rehearsed and which is dropped afterwards. What the
/// server has in it besides is never touched.</summary>
internal abstract class Scratch
{
    /// <summary>What the names of all of them begin with, so that one that a killed process left behind tells what it is.</summary>
    public const string Prefix = "dm_rehearsal_";

    private const string TimeForm = "yyyyMMddHHmmss";

    /// <summary>A statement after which a session does not check foreign keys, or after which there are none.</summary>
    public abstract string IgnoreForeignKeys { get; }

    /// <summary>What to grant to a login that may not make a database.</summary>
    public abstract string MissingRight(DatabaseAddress target);

    /// <summary>A name for a new one.</summary>
    public static string NewName(DateTimeOffset now) =>
        Prefix + now.UtcDateTime.ToString(TimeForm, CultureInfo.InvariantCulture) + "_" + RandomNumberGenerator.GetHexString(6, lowercase: true);

    /// <summary>When the one of that name was made; null for a name of another kind.</summary>
    public static DateTimeOffset? MadeAt(string name) => name.Length == Prefix.Length + TimeForm.Length + 7
        && name.StartsWith(Prefix, StringComparison.Ordinal) && DateTimeOffset.TryParseExact(name.AsSpan(Prefix.Length, TimeForm.Length),
            TimeForm, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset made) ? made : null;

    /// <summary>Where the one of that name is.</summary>
    /// <param name="target">The database that it stands beside.</param>
    /// <param name="name">Its name.</param>
    /// <param name="folder">A private folder of the rehearsal.</param>
    public abstract DatabaseAddress Address(DatabaseAddress target, string name, string folder);

    /// <summary>Makes it like the target (encoding, collation), empty, and marks it as one of ours.</summary>
    public abstract Task CreateAsync(DatabaseSession target, string name, CancellationToken cancellationToken);

    /// <summary>Marks it from within, where it can't be marked from without.</summary>
    public virtual Task MarkAsync(DatabaseSession scratch, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Drops it; nothing happens when it is not there.</summary>
    /// <param name="target">A session of the database beside it.</param>
    /// <param name="name">Its name.</param>
    /// <param name="inUse">Also while sessions are connected to it, which are ended.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public abstract Task DropAsync(DatabaseSession target, string name, bool inUse, CancellationToken cancellationToken);

    /// <summary>Those of this server that bear our mark and to which no session is connected.</summary>
    public abstract Task<IReadOnlyList<string>> UnusedAsync(DatabaseSession target, CancellationToken cancellationToken);

    /// <summary>Names of other databases that a statement in the scratch could reach.</summary>
    public virtual Task<IReadOnlySet<string>> OthersAsync(DatabaseSession scratch, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlySet<string>>(new HashSet<string>());

    /// <summary>Why a statement is not run in a scratch: what it does there reaches beyond it. Null where it may run. It guards
    /// against mistakes, not against malice: the login's rights are the boundary.</summary>
    /// <param name="sql">The statement.</param>
    /// <param name="words">Its first words in upper case.</param>
    /// <param name="others">The names of <see cref="OthersAsync"/>.</param>
    public abstract string? WhyNotRun(string sql, IReadOnlyList<string> words, IReadOnlySet<string> others);
}
