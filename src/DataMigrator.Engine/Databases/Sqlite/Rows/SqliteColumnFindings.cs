using System.Text.Unicode;
using DataMigrator.Catalog;
using DataMigrator.Databases.Sqlite.Connection;
using DataMigrator.Values;

namespace DataMigrator.Databases.Sqlite.Rows;

/// <summary>What the values of one column turned out to be, and the one rule by which they are read.</summary>
internal sealed class SqliteColumnFindings(ColumnType type)
{
    // Numbers up to here are seconds until the year 5138, beyond it milliseconds since 1973, then microseconds.
    private const long Milliseconds = SqliteEpochReader.MostSeconds;
    private const long Microseconds = 100_000_000_000_000;

    // 0001-01-01 as a julian day; as seconds it would be the 20th of January 1970.
    private const long FirstJulianDay = 1_721_426;
    private const double LastJulianDay = 5_373_484.5;
    private const long ExactReal = 1L << 53;

    private readonly WireKind _kind = type.Wire.Kind;
    private long _integers;
    private long _reals;
    private long _texts;
    private long _blobs;

    private long _notBoolean;
    private long _booleanTexts;
    private long _beyondReal;

    private long _dates;
    private long _dateTimes;
    private long _zoned;
    private long _rounded;
    private long _notCanonical;

    private long _milliseconds;
    private long _microseconds;
    private long _notJulian;
    private long _notWholeDays;

    private long _uuidBlobs;
    private long _decimalTexts;
    private long _mostChars;

    public void Add(in SqliteCell cell)
    {
        switch (cell.Storage)
        {
            case SqliteNative.Integer:
                _integers++;
                AddInteger(cell.Integer);
                break;
            case SqliteNative.Real:
                _reals++;
                _notBoolean++;
                _notJulian += cell.Real is >= 0 and < LastJulianDay ? 0 : 1;
                _notWholeDays += cell.Real % 86_400 == 0 ? 0 : 1;
                break;
            case SqliteNative.Text:
                _texts++;
                AddText(cell.Bytes);
                break;
            case SqliteNative.Blob:
                _blobs++;
                _notBoolean++;
                _uuidBlobs += cell.Bytes.Length == 16 ? 1 : 0;
                break;
        }
    }

    /// <summary>How to read the column, or null for its natural wire.</summary>
    /// <param name="inKey">The column is in a key: its cells must name their values exactly, so that a job can go on after
    /// one; where they would not, the values are read as they are stored.</param>
    public ColumnLook? Choose(bool inKey)
    {
        if (_integers + _reals + _texts + _blobs == 0)
        {
            return null;
        }

        WireType? chosen = ChooseWire(inKey);
        WireType? every = Every((chosen ?? type.Wire).Kind);
        return chosen is null && every is null ? null : new ColumnLook(chosen ?? type.Wire) { Every = every };
    }

    private WireType? ChooseWire(bool inKey) => _kind switch
    {
        WireKind.Boolean => ChooseBoolean(inKey),
        WireKind.Uuid => ChooseUuid(inKey),
        WireKind.Time => ChooseTime(inKey),
        WireKind.Date or WireKind.Timestamp or WireKind.TimestampTz => ChooseMoment(inKey),
        _ when SqliteTypeMap.IsVague(type) => ByStorage(),
        _ => _mostChars > type.Length ? type.Wire with { MaxChars = _mostChars } : null,
    };

    /// <summary>The wire for every value, where not all are of the storage classes that a kind is read from. Moments, UUIDs and
    /// the like have forms of their own: what is not in them is not of their kind.</summary>
    private WireType? Every(WireKind kind)
    {
        bool others = kind switch
        {
            WireKind.Integer => _reals + _texts + _blobs > 0,
            WireKind.Float64 => _texts + _blobs > 0 || _beyondReal > 0,
            WireKind.Decimal => _texts - _decimalTexts > 0 || _blobs > 0,
            WireKind.Boolean => _texts - _booleanTexts > 0 || _blobs > 0,
            WireKind.Text => _integers + _reals + _blobs > 0,
            WireKind.Binary => _integers + _reals + _texts > 0,
            _ => false,
        };
        return !others ? null
            : _texts + _blobs > 0 ? SqliteTypeMap.OfMixed(_blobs > 0)
            : SqliteTypeMap.OfKind(NumberKind);
    }

    private void AddInteger(long value)
    {
        _notBoolean += value is 0 or 1 ? 0 : 1;
        _beyondReal += value is >= -ExactReal and <= ExactReal ? 0 : 1;
        ulong size = (ulong)Math.Abs(Math.Max(value, -long.MaxValue));
        _milliseconds += size is >= Milliseconds and < Microseconds ? 1 : 0;
        _microseconds += size >= Microseconds ? 1 : 0;
        _notJulian += value is >= FirstJulianDay and <= (long)LastJulianDay ? 0 : 1;
        _notWholeDays += value % 86_400 == 0 ? 0 : 1;
    }

    private void AddText(ReadOnlySpan<byte> text)
    {
        switch (_kind)
        {
            case WireKind.Boolean:
                _booleanTexts += SqliteBooleanReader.TryText(text, out _) ? 1 : 0;
                break;
            case WireKind.Uuid:
                _notCanonical += SqliteUuidReader.TryText(text, out Guid _)
                    && !text.ContainsAnyInRange((byte)'A', (byte)'F') ? 0 : 1;
                break;
            case WireKind.Time:
                bool isTime = SqliteTime.ParseTime(text, out long time, out bool roundedTime);
                _dateTimes += isTime ? 1 : 0;
                _rounded += roundedTime ? 1 : 0;
                _notCanonical += isTime && SqliteTime.IsCanonical(text, WireKind.Time, time) ? 0 : 1;
                break;
            case WireKind.Date or WireKind.Timestamp or WireKind.TimestampTz:
                AddMoment(text);
                break;
            case WireKind.Decimal:
                _decimalTexts += SqliteNumber.IsPlainDecimal(text) ? 1 : 0;
                break;
            default:
                AddLength(text);
                break;
        }
    }

    private void AddMoment(ReadOnlySpan<byte> text)
    {
        MomentForm form = SqliteTime.Parse(text, out long micros, out bool rounded);
        _rounded += rounded ? 1 : 0;
        WireKind kind = WireKind.Timestamp;
        switch (form)
        {
            case MomentForm.Date:
                _dates++;
                kind = _kind == WireKind.Date ? WireKind.Date : WireKind.Timestamp;
                break;
            case MomentForm.DateTime:
                _dateTimes++;
                break;
            case MomentForm.WithZone:
                _zoned++;
                kind = WireKind.TimestampTz;
                break;
            default:
                _notCanonical++;
                return;
        }

        long value = kind == WireKind.Date ? micros / SqliteTime.MicrosADay : micros;
        _notCanonical += SqliteTime.IsCanonical(text, kind, value) ? 0 : 1;
    }

    private void AddLength(ReadOnlySpan<byte> text)
    {
        if (text.Length > Math.Max(_mostChars, type.Length ?? long.MaxValue) && Utf8.IsValid(text))
        {
            long chars = 0;
            foreach (byte part in text)
            {
                chars += (part & 0xc0) == 0x80 ? 0 : 1;
            }

            _mostChars = Math.Max(_mostChars, chars);
        }
    }

    private WireType? ChooseBoolean(bool inKey)
    {
        // A number other than 0 and 1 makes it a column of numbers.
        if (_notBoolean > 0 || _texts - _booleanTexts > _integers + _booleanTexts)
        {
            return ByStorage();
        }

        return _booleanTexts == 0 ? null
            : inKey ? ByStorage()
            : type.Wire with { Encoding = SqliteEncoding.TrueFalseText };
    }

    private WireType? ChooseUuid(bool inKey) =>
        _uuidBlobs > _texts
            ? type.Wire with { Encoding = SqliteEncoding.UuidBlob }
            : inKey && (_notCanonical > 0 || _texts == 0) ? ByStorage() : null;

    private WireType ChooseTime(bool inKey)
    {
        bool isTime = _dateTimes > 0 && _texts >= Math.Max(Math.Max(_integers, _reals), _blobs);
        return !isTime || (inKey && _notCanonical > 0)
            ? ByStorage()
            : type.Wire with { Encoding = _rounded > 0 ? SqliteEncoding.IsoTextRounded : SqliteEncoding.IsoText };
    }

    private WireType ChooseMoment(bool inKey)
    {
        long numbers = _integers + _reals;
        long moments = _dates + _dateTimes + _zoned;
        if (moments == 0 && numbers == 0)
        {
            return ByStorage();
        }

        if (numbers > _texts)
        {
            return inKey && _reals > 0 ? ByStorage() : ChooseNumber();
        }

        // The declared kind where the values bear it out, else the one that most of them are of.
        WireKind kind = _zoned > _dates + _dateTimes ? WireKind.TimestampTz
            : _dateTimes > 0 || _kind != WireKind.Date ? WireKind.Timestamp
            : WireKind.Date;
        bool exact = _notCanonical == 0 && (_dates == 0 || kind == WireKind.Date) && (_zoned == 0 || _zoned == moments);
        return inKey && !exact
            ? ByStorage()
            : SqliteTypeMap.OfKind(kind) with
            {
                Encoding = _rounded > 0 ? SqliteEncoding.IsoTextRounded : SqliteEncoding.IsoText,
            };
    }

    private WireType ChooseNumber()
    {
        bool julian = _notJulian == 0 && (_reals > 0 || _kind != WireKind.TimestampTz);
        long seconds = _integers + _reals - _milliseconds - _microseconds;
        string encoding = julian ? SqliteEncoding.JulianDay
            : _microseconds > Math.Max(seconds, _milliseconds) ? SqliteEncoding.EpochMicroseconds
            : _milliseconds > seconds ? SqliteEncoding.EpochMilliseconds
            : SqliteEncoding.EpochSeconds;

        // A DATE with times of day in it is a timestamp.
        WireKind kind = _kind == WireKind.Date && (encoding != SqliteEncoding.EpochSeconds || _notWholeDays > 0)
            ? WireKind.Timestamp
            : _kind;
        return SqliteTypeMap.OfKind(kind) with { Encoding = encoding };
    }

    // By the storage class of most values; integers among reals go with them as long as a real holds them.
    private WireType ByStorage()
    {
        long numbers = _integers + _reals;
        if (_blobs > Math.Max(numbers, _texts))
        {
            return SqliteTypeMap.OfKind(WireKind.Binary);
        }

        if (_texts >= numbers)
        {
            return SqliteTypeMap.OfKind(WireKind.Text);
        }

        return SqliteTypeMap.OfKind(NumberKind);
    }

    private WireKind NumberKind =>
        _reals == 0 ? WireKind.Integer : _beyondReal == 0 ? WireKind.Float64 : WireKind.Decimal;
}
