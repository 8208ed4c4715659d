using DataMigrator.Profiles;

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

    /// <summary>Takes the lock as soon as no other holds it.</summary>
    /// <exception cref="IOException">The file can't be opened, for another reason than the lock.</exception>
    /// <exception cref="UnauthorizedAccessException">As above.</exception>
    public static async Task<JobLock> TakeAsync(string path, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return new JobLock(Open(path));
            }
            catch (IOException e) when (IsTaken(e))
            {
                await Task.Delay(20, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Whether a live process holds the lock. The look is a shared one: two that look at once do not take each
    /// other for the holder.</summary>
    public static bool IsHeld(string path)
    {
        try
        {
            PlainFile.Require(path);
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            return false;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    public void Dispose() => _file.Dispose();

    private static FileStream? TryOpen(string path)
    {
        try
        {
            return Open(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static FileStream Open(string path) => JobFolder.OpenPrivate(path, FileMode.OpenOrCreate, FileShare.None);

    /// <summary>ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION; elsewhere EWOULDBLOCK, of Linux and of macOS.</summary>
    private static bool IsTaken(IOException e) =>
        OperatingSystem.IsWindows() ? (e.HResult & 0xFFFF) is 32 or 33 : e.HResult is 11 or 35;
}
