namespace DataMigrator.Mcp.Server;

/// <summary>The client's messages; tells at once when they end. The protocol library first waits for the calls that are on
/// their way, and those may take hours. At the server's own end they end too: a read from stdin can't be cancelled, and the
/// library waits for it.</summary>
/// <param name="inner">Where they come from.</param>
/// <param name="ended">Called at their end, and where one is longer than <see cref="LongestMessage"/>.</param>
/// <param name="tooLong">Called before that in the latter case; it does not wait.</param>
/// <param name="closed">The server wants no more.</param>
internal sealed class InputStream(Stream inner, Action ended, Action tooLong, CancellationToken closed) : Stream
{
    /// <summary>Bytes of a message. Arguments are short; the longest are the statements of a file that is written.</summary>
    public const int LongestMessage = 16 * 1024 * 1024;

    // A read that is left alone may still write into its buffer: it must not be the library's.
    private readonly byte[] _own = new byte[64 * 1024];

    private long _message;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Tell(inner.Read(buffer, offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            int count = await inner.ReadAsync(_own.AsMemory(0, Math.Min(buffer.Length, _own.Length)), cancellationToken).AsTask()
                .WaitAsync(closed).ConfigureAwait(false);
            if (IsTooLong(_own.AsSpan(0, count)))
            {
                // What has come of it lies in the library's buffer, which would grow with it.
                tooLong();
                return Tell(0);
            }

            _own.AsSpan(0, count).CopyTo(buffer.Span);
            return Tell(count);
        }
        catch (OperationCanceledException) when (closed.IsCancellationRequested)
        {
            return 0;
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
        // Nothing is written.
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private bool IsTooLong(ReadOnlySpan<byte> part)
    {
        int end = part.LastIndexOf((byte)'\n');
        _message = end < 0 ? _message + part.Length : part.Length - end - 1;
        return _message > LongestMessage;
    }

    private int Tell(int count)
    {
        if (count == 0)
        {
            ended();
        }

        return count;
    }
}
