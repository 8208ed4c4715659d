namespace DataMigrator.Jobs;

/// <summary>A request to stop that reaches a job from any process: a file beside its lock, looked for while the job runs. It is
/// taken away when a run begins and when it ends, so that one run's request stops no other.</summary>
internal sealed class StopFile : IDisposable
{
    // A user waits no longer for it to be seen; the end itself comes at a batch boundary.
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private readonly string _path;
    private readonly Timer _timer;

    /// <summary>Looks for the file until it is disposed.</summary>
    public StopFile(string path, Action stop)
    {
        _path = path;
        _timer = new Timer(_ =>
        {
            if (File.Exists(path))
            {
                stop();
            }
        }, null, TimeSpan.Zero, Interval);
    }

    /// <exception cref="MigrationException">ACCESS_DENIED: the job's folder can't be written.</exception>
    public static void Write(string path)
    {
        try
        {
            JobFolder.OpenPrivate(path, FileMode.OpenOrCreate).Dispose();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MigrationException(ErrorCodes.AccessDenied,
                $"Asking a job to stop by the file {path}: {e.Message} Stop it in its own process, or as the user who started it.", e);
        }
    }

    /// <summary>Takes a request away that was meant for an earlier run.</summary>
    /// <exception cref="MigrationException">ACCESS_DENIED: it can't be removed, and would stop the job at once.</exception>
    public static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MigrationException(ErrorCodes.AccessDenied,
                $"Removing the request to stop {path}: {e.Message} Remove the file, then resume the job.", e);
        }
    }

    public void Dispose()
    {
        _timer.Dispose();
        try
        {
            File.Delete(_path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next run removes it, or says why it can't.
        }
    }
}
