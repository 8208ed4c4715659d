using System.Text.Encodings.Web;
using System.Text.Json;

namespace DataMigrator.Pipeline;

/// <summary>A file of one JSON object a line that follows the transactions: lines of work that was not committed are cut
/// off again. Created when the first line is written. What can't be written is MIGRATION_FAILED.</summary>
internal sealed class JsonLinesFile(string path, Func<string, FileStream> open) : IDisposable
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private FileStream? _file;

    public string Path { get; } = path;

    public long Length { get; private set; }

    /// <summary>Goes back to a length that was committed, or to the last whole line of a file that someone has shortened.</summary>
    public void TruncateTo(long length)
    {
        if (_file is null && !File.Exists(Path))
        {
            Length = 0;
            return;
        }

        Guard(() =>
        {
            FileStream file = _file ??= open(Path);
            length = file.Length < length ? EndOfLines(file.Length) : length;
            file.SetLength(length);
            file.Seek(length, SeekOrigin.Begin);
            Length = length;
        });
    }

    /// <summary>Where the last line that is whole ends: the next must not be written behind half a line.</summary>
    private long EndOfLines(long length)
    {
        using FileStream file = new(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        byte[] buffer = new byte[64 * 1024];
        while (length > 0)
        {
            int part = (int)Math.Min(buffer.Length, length);
            file.Seek(length - part, SeekOrigin.Begin);
            file.ReadExactly(buffer, 0, part);
            if (Array.LastIndexOf(buffer, (byte)'\n', part - 1, part) is >= 0 and int end)
            {
                return length - part + end + 1;
            }

            length -= part;
        }

        return 0;
    }

    /// <summary>Takes out the lines of a table, which every line names first. A crash leaves the old file or the new one.</summary>
    public void RemoveLinesOf(string table)
    {
        if (Length == 0)
        {
            return;
        }

        Guard(() =>
        {
            _file?.Dispose();
            _file = null;
            string temporary = $"{Path}.{Guid.NewGuid():n}.new";
            using (FileStream from = new(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite))
            using (FileStream to = open(temporary))
            {
                CopyLines(from, to, Start(table));
                to.Flush(flushToDisk: true);
            }

            File.Move(temporary, Path, overwrite: true);
        });
        TruncateTo(long.MaxValue);
    }

    public void Append(Action<Utf8JsonWriter> content) => Guard(() =>
    {
        _file ??= open(Path);
        using (var json = new Utf8JsonWriter(_file, Options))
        {
            json.WriteStartObject();
            content(json);
            json.WriteEndObject();
        }

        _file.WriteByte((byte)'\n');
        Length = _file.Position;
    });

    /// <summary>Puts all lines on disk, which must be so before the transaction that left the rows out is committed.</summary>
    public void Flush() => Guard(() => _file?.Flush(flushToDisk: true));

    public void Dispose()
    {
        try
        {
            _file?.Dispose();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What was not flushed belongs to no commit, and must not hide why the work ended.
        }
    }

    /// <summary>A failure of this file must not be taken for one of a database, whose connection may come back.</summary>
    private void Guard(Action work)
    {
        try
        {
            work();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MigrationException(ErrorCodes.MigrationFailed,
                $"Writing {Path}: {e.Message} Make room or give the right to write, then resume the job.", e);
        }
    }

    private static byte[] Start(string table)
    {
        using var line = new MemoryStream();
        using (var json = new Utf8JsonWriter(line, Options))
        {
            json.WriteStartObject();
            json.WriteString("table", table);
        }

        return line.ToArray();
    }

    /// <summary>Copies the lines that do not begin so; a line may be as long as a row.</summary>
    private static void CopyLines(Stream from, Stream to, ReadOnlySpan<byte> start)
    {
        byte[] buffer = new byte[64 * 1024];
        int same = 0;
        bool undecided = true, removed = false;
        int read;
        while ((read = from.Read(buffer)) > 0)
        {
            foreach (byte b in buffer.AsSpan(0, read))
            {
                if (undecided && b == start[same])
                {
                    removed = ++same == start.Length;
                    undecided = !removed;
                    continue;
                }

                if (undecided)
                {
                    to.Write(start[..same]);
                    undecided = false;
                }

                if (!removed)
                {
                    to.WriteByte(b);
                }

                if (b == (byte)'\n')
                {
                    (same, undecided, removed) = (0, true, false);
                }
            }
        }
    }
}
