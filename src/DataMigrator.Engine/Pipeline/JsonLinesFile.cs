using System.Text.Encodings.Web;
using System.Text.Json;

namespace DataMigrator.Pipeline;

/// <summary>A file of one JSON object a line that follows the transactions: lines of work that was not committed are cut
/// off again. Created when the first line is written.</summary>
internal sealed class JsonLinesFile(string path, Func<string, FileStream> open) : IDisposable
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private FileStream? _file;

    public string Path { get; } = path;

    public long Length { get; private set; }

    /// <summary>Goes back to a length that was committed, or to the end of a file that someone has shortened.</summary>
    public void TruncateTo(long length)
    {
        if (_file is null && !File.Exists(Path))
        {
            Length = 0;
            return;
        }

        FileStream file = _file ??= open(Path);
        length = Math.Min(length, file.Length);
        file.SetLength(length);
        file.Seek(length, SeekOrigin.Begin);
        Length = length;
    }

    public void Append(Action<Utf8JsonWriter> content)
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
    }

    /// <summary>Puts all lines on disk, which must be so before the transaction that left the rows out is committed.</summary>
    public void Flush() => _file?.Flush(flushToDisk: true);

    public void Dispose() => _file?.Dispose();
}
