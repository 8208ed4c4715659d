using System.Text.Json;

namespace DataMigrator.Jobs;

/// <summary>Keeps a job's checkpoint on disk, in two files. <c>checkpoint.json</c> holds it whole: written beside, flushed,
/// renamed over the old one, so that a reader or a crash sees the old or the new one. <c>checkpoint.log</c> holds what has
/// changed since, a line a change, for the whole of a job of ten thousand tables is megabytes. Each line and each checkpoint
/// has its number, so that lines older than the checkpoint do no harm. Reading needs no lock.</summary>
internal sealed class CheckpointStore(JobFolder folder) : IDisposable
{
    private FileStream? _journal;

    /// <summary>Replaces the checkpoint; the journal begins anew.</summary>
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

            await ReplaceAsync(temporary, folder.CheckpointFile, cancellationToken).ConfigureAwait(false);
            FolderFlush.Run(folder.Path);
            _journal?.SetLength(0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NotWritten(folder.CheckpointFile, e);
        }
    }

    /// <summary>Adds a line to the journal. When this fails the line may be there in part, and nothing that came after it
    /// would be read: the next to be written must be the whole checkpoint.</summary>
    /// <param name="line">The change.</param>
    /// <param name="onDisk">It outlives a power cut; else only this process.</param>
    /// <param name="cancellationToken">Nothing is written if it is cancelled.</param>
    /// <exception cref="MigrationException">MIGRATION_FAILED: it can't be written.</exception>
    public async Task AppendAsync(byte[] line, bool onDisk, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            if (_journal is null)
            {
                // The lines of an earlier process are in the checkpoint by now.
                _journal = JobFolder.OpenPrivate(folder.JournalFile, FileMode.Create, buffered: false);
                FolderFlush.Run(folder.Path);
            }

            await _journal.WriteAsync(line, CancellationToken.None).ConfigureAwait(false);
            _journal.Flush(onDisk);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NotWritten(folder.JournalFile, e);
        }
    }

    /// <summary>The checkpoint as it is now, also while the job is writing it.</summary>
    /// <exception cref="MigrationException">CHECKPOINT_NOT_FOUND.</exception>
    public Checkpoint Read()
    {
        try
        {
            // The journal first: if the checkpoint is replaced meanwhile, it then holds what these lines say.
            byte[] journal = File.Exists(folder.JournalFile) ? ReadAll(folder.JournalFile) : [];
            Checkpoint? checkpoint = JsonSerializer.Deserialize(ReadAll(folder.CheckpointFile), CheckpointJson.Default.Checkpoint);
            if (checkpoint is { Version: Checkpoint.CurrentVersion } && checkpoint.JobId == folder.JobId)
            {
                CheckpointChange.Replay(journal, checkpoint);
                return checkpoint;
            }

            throw Unreadable("it was written by another version, or belongs to another job", null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw Unreadable(e.Message, e);
        }
    }

    public void Dispose() => _journal?.Dispose();

    private static byte[] ReadAll(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var content = new MemoryStream();
        file.CopyTo(content);
        return content.ToArray();
    }

    /// <summary>Windows replaces no file that a reader has open, which is so for a moment only.</summary>
    private static async Task ReplaceAsync(string from, string to, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                File.Move(from, to, overwrite: true);
                return;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException && OperatingSystem.IsWindows() && attempt < 50)
            {
                await Task.Delay(20, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private MigrationException NotWritten(string file, Exception e) => new(ErrorCodes.MigrationFailed,
        $"Writing the checkpoint {file}: {e.Message} Make room or give the right to write, then resume the job {folder.JobId}.", e);

    private MigrationException Unreadable(string reason, Exception? inner) => new(ErrorCodes.CheckpointNotFound,
        $"Reading the checkpoint {folder.CheckpointFile}: {reason} Without it the job can't be resumed; start a new one.", inner)
    {
        Target = folder.JobId,
    };
}
