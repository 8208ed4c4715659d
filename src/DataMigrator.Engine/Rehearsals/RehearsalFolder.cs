using DataMigrator.Databases;
using DataMigrator.Jobs;

namespace DataMigrator.Rehearsals;

/// <summary>The private folder of one rehearsal, <c>{home}/.tmp/rehearsal/{name}</c>, which goes with it. A lock that ends with the
/// process tells a live one from what a killed process left.</summary>
internal sealed class RehearsalFolder : IDisposable
{
    private readonly JobLock _alive;

    private RehearsalFolder(string path, JobLock alive)
    {
        Path = path;
        _alive = alive;
    }

    public string Path { get; }

    /// <exception cref="MigrationException">ACCESS_DENIED: the home folder can't be written.</exception>
    public static async Task<RehearsalFolder> CreateAsync(string home, string name, CancellationToken cancellationToken)
    {
        string path = System.IO.Path.Combine(Root(home), name);
        try
        {
            JobFolder.CreatePrivate(path);
            return new RehearsalFolder(path, await JobLock.TakeAsync(LockFile(path), cancellationToken).ConfigureAwait(false));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw JobFolder.NotWritable(path, e);
        }
    }

    /// <summary>Removes what processes that are gone left there before a moment.</summary>
    public static void RemoveAbandoned(string home, DateTimeOffset before)
    {
        foreach (string path in Directory.Exists(Root(home)) ? Directory.GetDirectories(Root(home)) : [])
        {
            if (Scratch.MadeAt(System.IO.Path.GetFileName(path)) < before && !JobLock.IsHeld(LockFile(path)))
            {
                Remove(path);
            }
        }
    }

    public void Dispose()
    {
        _alive.Dispose();
        Remove(Path);
    }

    private static string Root(string home) => System.IO.Path.Combine(System.IO.Path.GetFullPath(home), ".tmp", "rehearsal");

    private static string LockFile(string path) => System.IO.Path.Combine(path, "lock");

    private static void Remove(string path)
    {
        try
        {
            Directory.Delete(path, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next rehearsal tries again, a day later.
        }
    }
}
