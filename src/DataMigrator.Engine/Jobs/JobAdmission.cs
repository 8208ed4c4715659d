using DataMigrator.Profiles;

namespace DataMigrator.Jobs;

/// <summary>The door that the jobs of a home folder pass one at a time: from the look at the tables that others are writing
/// until the checkpoint on disk names those of the new one. Two jobs on one table of a target would each take the other's
/// rows for its own.</summary>
internal sealed class JobAdmission : IDisposable
{
    private readonly string _home;
    private readonly JobLock _door;

    private JobAdmission(string home, JobLock door)
    {
        _home = home;
        _door = door;
    }

    /// <summary>Waits for its turn, which is short: nothing is asked of a database within.</summary>
    /// <exception cref="MigrationException">ACCESS_DENIED: the home folder can't be written.</exception>
    public static async Task<JobAdmission> EnterAsync(string home, CancellationToken cancellationToken)
    {
        string root = JobFolder.Root(home);
        try
        {
            JobFolder.CreatePrivate(root);
            return new JobAdmission(home, await JobLock.TakeAsync(Path.Combine(root, "start.lock"), cancellationToken)
                .ConfigureAwait(false));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw JobFolder.NotWritable(root, e);
        }
    }

    /// <summary>Marks the job as alive.</summary>
    /// <exception cref="MigrationException">MIGRATION_ALREADY_EXISTS; ACCESS_DENIED: a link stands where its lock was.</exception>
    public static async Task<JobLock> LockAsync(JobFolder folder, CancellationToken cancellationToken)
    {
        try
        {
            PlainFile.Require(folder.LockFile);
        }
        catch (IOException e)
        {
            throw new MigrationException(ErrorCodes.AccessDenied, $"Taking up the job {folder.JobId}: {e.Message}", e) { Target = folder.JobId };
        }

        return await JobLock.TryTakeAsync(folder.LockFile, cancellationToken).ConfigureAwait(false)
        ?? throw new MigrationException(ErrorCodes.MigrationAlreadyExists,
            $"Taking up the job {folder.JobId}: a live process is working on it. Wait for it, or stop it first ({HostTerm.StopJob.Mark()}).")
        {
            Target = folder.JobId,
        };
    }

    /// <summary>Refuses a job that would write a table of a running one. A lock that is held and a checkpoint that says
    /// <c>running</c> are of a job that has passed this door.</summary>
    /// <param name="checkpoint">The job's.</param>
    /// <param name="sameTable">How the target tells names apart.</param>
    /// <exception cref="MigrationException">MIGRATION_ALREADY_EXISTS.</exception>
    public void RefuseSharedTables(Checkpoint checkpoint, StringComparer sameTable)
    {
        var tables = new HashSet<string>(Written(checkpoint), sameTable);
        foreach (JobFolder other in JobFolder.All(_home).Where(f => f.JobId != checkpoint.JobId && JobLock.IsHeld(f.LockFile)))
        {
            Checkpoint running;
            try
            {
                running = new CheckpointStore(other).Read();
            }
            catch (MigrationException)
            {
                // It is gone already.
                continue;
            }

            if (running.Status == JobState.Running && running.TargetPlace == checkpoint.TargetPlace
                && Written(running).FirstOrDefault(tables.Contains) is { } shared)
            {
                throw new MigrationException(ErrorCodes.MigrationAlreadyExists,
                    $"Starting a job on {checkpoint.Target}: the job {other.JobId} is writing its table {shared} now. Wait for it, or stop "
                    + $"it first ({HostTerm.StopJob.Mark()}).") { Target = other.JobId };
            }
        }
    }

    public void Dispose() => _door.Dispose();

    private static IEnumerable<string> Written(Checkpoint checkpoint) =>
        checkpoint.Tables.Select(t => t.TargetTable).Concat(checkpoint.TablesToMake);
}
