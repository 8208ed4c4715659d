namespace DataMigrator.Jobs;

/// <summary>Marks a job as alive: an operating-system lock on a file, gone with the process however it ends.</summary>
internal sealed class JobLock : IDisposable
{
    private readonly FileStream _file;

    private JobLock(FileStream file) => _file = file;

    /// <summary>Takes the lock, or returns null when another holds it. A status query holds it for a moment only, so it
    /// is tried for a fifth of a second.</summary>
    public static async Task<JobLock?> TryTakeAsync(string path, CancellationToken cancellationToken)
    {
        for (int attempt = 0; ; attempt++)
        {
            if (TryOpen(path) is { } file)
            {
                return new JobLock(file);
            }

            if (attempt == 10)
            {
                return null;
            }

            await Task.Delay(20, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Whether a live process holds the lock.</summary>
    public static bool IsHeld(string path)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        using FileStream? file = TryOpen(path);
        return file is null;
    }

    public void Dispose() => _file.Dispose();

    private static FileStream? TryOpen(string path)
    {
        try
        {
            return JobFolder.OpenPrivate(path, FileMode.OpenOrCreate, FileShare.None);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
