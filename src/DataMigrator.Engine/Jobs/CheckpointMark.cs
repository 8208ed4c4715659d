using System.Text;
using System.Text.Json;

namespace DataMigrator.Jobs;

/// <summary>The file <c>checkpoint.seq</c>: the number of the last change that is on disk for certain. A checkpoint and journal
/// that end before it have lost something, which their own checksums can't tell. Written in place, after what it speaks of;
/// it need not be on disk itself, for an older number claims less.</summary>
internal sealed class CheckpointMark(JobFolder folder) : IDisposable
{
    private FileStream? _file;

    public async Task WriteAsync(long sequence, CancellationToken cancellationToken)
    {
        bool first = _file is null;
        _file ??= JobFolder.OpenPrivate(folder.MarkFile, FileMode.OpenOrCreate, buffered: false);
        _file.Seek(0, SeekOrigin.Begin);
        await _file.WriteAsync(Checksum.SealLine(Encoding.ASCII.GetBytes(sequence.ToString("D20"))), cancellationToken).ConfigureAwait(false);
        if (first)
        {
            // A file without content would be taken for a damaged one.
            _file.Flush(flushToDisk: true);
            FolderFlush.Run(folder.Path);
        }
    }

    /// <exception cref="JsonException">It is damaged.</exception>
    public static long Parse(ReadOnlySpan<byte> content) =>
        content.Length > 0 && content[^1] == (byte)'\n' && long.TryParse(Checksum.OpenLine(content[..^1]), out long sequence) ? sequence
            : throw new JsonException("checkpoint.seq beside it is damaged.");

    public void Dispose() => _file?.Dispose();
}
