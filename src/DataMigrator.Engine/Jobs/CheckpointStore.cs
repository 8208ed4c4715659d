using System.Text.Json;
using DataMigrator.Profiles;

namespace DataMigrator.Jobs;

/// <summary>Keeps a job's checkpoint on disk, in two files. <c>checkpoint.json</c> holds it whole: written beside, flushed,
/// renamed over the old one, so that a reader or a crash sees the old or the new one. <c>checkpoint.log</c> holds what has
/// changed since, a line a change, for the whole of a job of ten thousand tables is megabytes. Each line and each checkpoint
/// has its number, so that lines older than the checkpoint do no harm, and <see cref="CheckpointMark"/> keeps the last that must
/// be there. Reading needs no lock.</summary>
internal sealed class CheckpointStore(JobFolder folder) : IDisposable
{
    private const int Attempts = 4;

    private readonly CheckpointMark _mark = new(folder);
    private FileStream? _journal;

    /// <summary>Replaces the checkpoint; the journal begins anew.</summary>
    /// <param name="json">The checkpoint.</param>
    /// <param name="sequence">Its number.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <exception cref="MigrationException">MIGRATION_FAILED: it can't be written.</exception>
    public async Task WriteAsync(byte[] json, long sequence, CancellationToken cancellationToken)
    {
        FailPoint.Pass("checkpoint.before");
        string temporary = JobFolder.Temporary(folder.CheckpointFile);
        try
        {
            await using (FileStream file = JobFolder.OpenPrivate(temporary, FileMode.CreateNew))
            {
                await file.WriteAsync(json, cancellationToken).ConfigureAwait(false);
                file.Flush(flushToDisk: true);
            }

            FailPoint.Pass("checkpoint.written");
            await ReplaceAsync(temporary, folder.CheckpointFile, cancellationToken).ConfigureAwait(false);
            FolderFlush.Run(folder.Path);
            FailPoint.Pass("checkpoint.renamed");
            _journal?.SetLength(0);
            await _mark.WriteAsync(sequence, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            JobFolder.Remove(temporary);
            throw NotWritten(folder.CheckpointFile, e);
        }

        FailPoint.Pass("checkpoint.after");
    }

    /// <summary>Adds a line to the journal. When this fails the line may be there in part, and nothing that came after it
    /// would be read: the next to be written must be the whole checkpoint.</summary>
    /// <param name="line">The change.</param>
    /// <param name="sequence">Its number.</param>
    /// <param name="onDisk">It outlives a power cut; else only this process.</param>
    /// <param name="cancellationToken">Nothing is written if it is cancelled.</param>
    /// <exception cref="MigrationException">MIGRATION_FAILED: it can't be written.</exception>
    public async Task AppendAsync(byte[] line, long sequence, bool onDisk, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        FailPoint.Pass("journal.before");
        try
        {
            if (_journal is null)
            {
                // The lines of an earlier process are in the checkpoint by now.
                _journal = JobFolder.OpenPrivate(folder.JournalFile, FileMode.Create, buffered: false);
                FolderFlush.Run(folder.Path);
            }

            if (FailPoint.IsHit("journal.half"))
            {
                await _journal.WriteAsync(line.AsMemory(0, line.Length / 2), CancellationToken.None).ConfigureAwait(false);
                FailPoint.Die();
            }

            await _journal.WriteAsync(line, CancellationToken.None).ConfigureAwait(false);
            FailPoint.Pass("journal.written");
            _journal.Flush(onDisk);
            if (onDisk)
            {
                await _mark.WriteAsync(sequence, CancellationToken.None).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NotWritten(folder.JournalFile, e);
        }

        FailPoint.Pass("journal.after");
    }

    /// <summary>The checkpoint as it is now, also while the job is writing it.</summary>
    /// <exception cref="MigrationException">CHECKPOINT_NOT_FOUND.</exception>
    public Checkpoint Read()
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                // The oldest first: if the checkpoint is replaced meanwhile, it then holds what these lines say.
                byte[]? mark = File.Exists(folder.MarkFile) ? ReadAll(folder.MarkFile) : null;
                byte[] journal = File.Exists(folder.JournalFile) ? ReadAll(folder.JournalFile) : [];
                Checkpoint checkpoint = Parse(ReadAll(folder.CheckpointFile));
                CheckpointChange.Replay(journal, checkpoint);
                if (checkpoint.Version == Checkpoint.CurrentVersion)
                {
                    CheckMark(mark, checkpoint);
                }

                return checkpoint;
            }
            catch (JsonException) when (attempt < Attempts)
            {
                // A journal that begins anew while it is read looks like a damaged one for that moment.
                Thread.Sleep(attempt * 5);
            }
            catch (JsonException e)
            {
                throw new MigrationException(ErrorCodes.CheckpointNotFound,
                    $"Reading the checkpoint {folder.CheckpointFile}: {e.Message} What the job has committed can't be told from it. Put the "
                    + "job's folder back from a copy made since the job ended; without one, empty the tables that it wrote and start a "
                    + "new job.", e) { Target = folder.JobId };
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new MigrationException(ErrorCodes.CheckpointNotFound,
                    $"Reading the checkpoint {folder.CheckpointFile}: {e.Message} Without it the job can't be resumed; start a new one.", e)
                {
                    Target = folder.JobId,
                };
            }
        }
    }

    private static void CheckMark(byte[]? mark, Checkpoint checkpoint)
    {
        long sequence = CheckpointMark.Parse(mark ?? throw new JsonException("checkpoint.seq beside it is missing."));
        if (sequence > checkpoint.Sequence)
        {
            throw new JsonException($"change {sequence} was written, but it and its journal end at {checkpoint.Sequence}: one of them was "
                + "cut, or is an older copy.");
        }
    }

    private Checkpoint Parse(byte[] content)
    {
        byte[] json;
        bool isSealed = true;
        try
        {
            json = Checksum.Open(content);
        }
        catch (JsonException) when (content.AsSpan().IndexOf("\n  \"checksum\": \""u8) < 0)
        {
            (json, isSealed) = (content, false);
        }

        Checkpoint? checkpoint = JsonSerializer.Deserialize(json, CheckpointJson.Default.Checkpoint);
        return checkpoint?.Version is not (Checkpoint.CurrentVersion or Checkpoint.VersionWithoutChecksum)
            ? throw new JsonException($"it is of version {checkpoint?.Version}, which this program does not know.")
            : isSealed != (checkpoint.Version == Checkpoint.CurrentVersion) ? throw new JsonException("its checksum is missing.")
            : checkpoint.JobId != folder.JobId ? throw new JsonException($"it belongs to the job {checkpoint.JobId}.")
            : checkpoint;
    }

    public void Dispose()
    {
        _journal?.Dispose();
        _mark.Dispose();
    }

    private static byte[] ReadAll(string path)
    {
        PlainFile.Require(path);
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
}
