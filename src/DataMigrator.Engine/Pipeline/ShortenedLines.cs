using System.Buffers;
using System.Globalization;
using System.Text;

namespace DataMigrator.Pipeline;

/// <summary>Reads a file of JSON a line and shortens its long texts on the way: a value of 300 MB is never in memory. The first
/// text of a line, the table's name, and names of members stay whole.</summary>
/// <param name="file">The file.</param>
/// <param name="most">The most characters of a text; a longer one ends in an ellipsis and its length.</param>
internal sealed class ShortenedLines(Stream file, int most) : IDisposable
{
    private readonly byte[] _buffer = new byte[64 * 1024];
    private readonly Stack<byte> _open = new();
    private ArrayBufferWriter<byte> _line = new();
    private int _at;
    private int _end;
    private byte _last;
    private int _texts;
    private bool _inText;
    private bool _isValue;
    private bool _cutting;
    private long _characters;
    private int _escape;
    private int _unit;

    /// <summary>The next line without its end; null at the end of the file.</summary>
    public async ValueTask<string?> NextAsync(CancellationToken cancellationToken)
    {
        bool any = false;
        while (true)
        {
            if (_at == _end)
            {
                _end = await file.ReadAsync(_buffer, cancellationToken).ConfigureAwait(false);
                _at = 0;
                if (_end == 0)
                {
                    return any ? Line() : null;
                }
            }

            any = true;
            if (Take())
            {
                return Line();
            }
        }
    }

    public void Dispose() => file.Dispose();

    /// <summary>Takes what is in the buffer, up to a line's end; whether there was one.</summary>
    private bool Take()
    {
        while (_at < _end)
        {
            byte b = _buffer[_at++];
            if (b == (byte)'\n')
            {
                return true;
            }

            if (_inText)
            {
                TakeOfText(b);
            }
            else
            {
                TakeOfStructure(b);
            }
        }

        return false;
    }

    private void TakeOfStructure(byte b)
    {
        Write(b);
        switch (b)
        {
            case (byte)'"':
                // A member's name stands behind { or , in an object.
                _isValue = _last is (byte)':' or (byte)'[' || (_last == (byte)',' && _open.TryPeek(out byte list) && list == (byte)'[');
                _texts += _isValue ? 1 : 0;
                (_inText, _cutting, _characters, _escape, _unit) = (true, false, 0, 0, 0);
                break;
            case (byte)'{' or (byte)'[':
                _open.Push(b);
                break;
            case (byte)'}' or (byte)']':
                _open.TryPop(out _);
                break;
        }

        _last = b is (byte)' ' or (byte)'\r' ? _last : b;
    }

    private void TakeOfText(byte b)
    {
        if (_escape > 0)
        {
            _escape = _unit < 0 && b == (byte)'u' ? 4 : _escape - 1;
            _unit = _unit < 0 ? 0 : (_unit << 4) | (b <= (byte)'9' ? b & 15 : (b & 15) + 9);
        }
        else if (b == (byte)'"')
        {
            if (_cutting)
            {
                _line.Write(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"… ({_characters} characters)")));
            }

            Write(b);
            _inText = false;
            return;
        }
        else if ((b & 0xC0) != 0x80)
        {
            // A character begins, unless it is the second half of one.
            _cutting |= _characters >= most && _isValue && _texts > 1 && _unit is < 0xD800 or > 0xDBFF;
            _characters += b >= 0xF0 ? 2 : 1;
            (_escape, _unit) = b == (byte)'\\' ? (1, -1) : (0, 0);
        }

        if (!_cutting)
        {
            Write(b);
        }
    }

    private void Write(byte b)
    {
        _line.GetSpan(1)[0] = b;
        _line.Advance(1);
    }

    private string Line()
    {
        string line = Encoding.UTF8.GetString(_line.WrittenSpan.TrimEnd((byte)'\r'));
        if (_line.Capacity > 1024 * 1024)
        {
            _line = new ArrayBufferWriter<byte>();
        }

        _line.ResetWrittenCount();
        _open.Clear();
        (_inText, _last, _texts) = (false, 0, 0);
        return line;
    }
}
