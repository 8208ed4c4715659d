namespace DataMigrator.Jobs;

/// <summary>Removes the files of a job that does not run. What symbolic links lead to stays.</summary>
internal static class JobRemoval
{
    /// <exception cref="MigrationException">MIGRATION_ALREADY_EXISTS: it is running; ACCESS_DENIED: a file can't be removed, or
    /// the folder or its lock is a symbolic link.</exception>
    public static async Task RunAsync(JobFolder folder, CancellationToken cancellationToken)
    {
        try
        {
            if (new DirectoryInfo(folder.Path).LinkTarget is not null || new FileInfo(folder.LockFile).LinkTarget is not null)
            {
                throw new MigrationException(ErrorCodes.AccessDenied, $"Removing the job {folder.JobId}: {folder.Path} or the lock in it is "
                    + "a symbolic link, which the engine does not make. Remove it by hand.") { Target = folder.JobId };
            }

            using (await JobAdmission.LockAsync(folder, cancellationToken).ConfigureAwait(false))
            {
                foreach (FileSystemInfo entry in new DirectoryInfo(folder.Path).EnumerateFileSystemInfos().Where(e => e.Name != Path.GetFileName(folder.LockFile)))
                {
                    Remove(entry);
                }
            }

            Directory.Delete(folder.Path, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MigrationException(ErrorCodes.AccessDenied,
                $"Removing the job {folder.JobId}: {e.Message} Give the right to remove what is in {folder.Path}, then try again.", e)
            {
                Target = folder.JobId,
            };
        }
    }

    private static void Remove(FileSystemInfo entry)
    {
        if (entry is DirectoryInfo folder && entry.LinkTarget is null)
        {
            folder.Delete(recursive: true);
        }
        else
        {
            entry.Delete();
        }
    }
}
