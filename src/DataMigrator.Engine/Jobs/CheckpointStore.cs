using System.Text.Json;

namespace DataMigrator.Jobs;

/// <summary>Keeps a job's checkpoint in a file: written beside, flushed to disk, renamed over the old one, so that a reader
/// or a crash sees the old or the new one, whole.</summary>
internal sealed class CheckpointStore(JobFolder folder)
{
    /// <summary>The content of the file, as of now.</summary>
    public static byte[] Serialize(Checkpoint checkpoint)
    {
        checkpoint.UpdatedAt = DateTimeOffset.UtcNow;
        return JsonSerializer.SerializeToUtf8Bytes(checkpoint, CheckpointJson.Default.Checkpoint);
    }

    /// <exception cref="MigrationException">MIGRATION_FAILED: it can't be written.</exception>
    public async Task WriteAsync(byte[] json, CancellationToken cancellationToken)
    {
        string temporary = folder.CheckpointFile + ".new";
        try
        {
            await using (FileStream file = JobFolder.OpenPrivate(temporary, FileMode.Create))
            {
                await file.WriteAsync(json, cancellationToken).ConfigureAwait(false);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, folder.CheckpointFile, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MigrationException(ErrorCodes.MigrationFailed,
                $"Writing the checkpoint {folder.CheckpointFile}: {e.Message} Make room or give the right to write, then resume "
                + $"the job {folder.JobId}.", e);
        }
    }

    public Checkpoint Read()
    {
        try
        {
            using FileStream file = File.OpenRead(folder.CheckpointFile);
            Checkpoint? checkpoint = JsonSerializer.Deserialize(file, CheckpointJson.Default.Checkpoint);
            if (checkpoint is { Version: Checkpoint.CurrentVersion } && checkpoint.JobId == folder.JobId)
            {
                return checkpoint;
            }

            throw Unreadable("it was written by another version, or belongs to another job", null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw Unreadable(e.Message, e);
        }
    }

    private MigrationException Unreadable(string reason, Exception? inner) => new(ErrorCodes.CheckpointNotFound,
        $"Reading the checkpoint {folder.CheckpointFile}: {reason} Without it the job can't be resumed; start a new one.", inner)
    {
        Target = folder.JobId,
    };
}
