using DataMigrator.Databases.Sqlite.Connection;
using DataMigrator.Values;

namespace DataMigrator.Databases.Sqlite.Rows;

internal sealed class SqliteTimeReader(bool rounds) : SqliteCellReader
{
    public override void Append(in SqliteCell cell, ColumnVector vector)
    {
        if (cell.Storage != SqliteNative.Text || !SqliteTime.ParseTime(cell.Bytes, out long micros, out bool rounded))
        {
            cell.AppendIrregular(vector, "not_a_time", $"The value is {cell.StorageName} that is no time HH:MM:SS.");
        }
        else if (rounded && !rounds)
        {
            cell.AppendIrregular(vector, "fraction_too_long", "The time is finer than a microsecond.");
        }
        else
        {
            vector.AppendFixed(micros);
        }
    }
}

/// <summary>Dates and moments as ISO text.</summary>
internal sealed class SqliteIsoTextReader(WireKind kind, bool rounds) : SqliteCellReader
{
    public override void Append(in SqliteCell cell, ColumnVector vector)
    {
        bool rounded = false;
        long micros = 0;
        MomentForm form = cell.Storage == SqliteNative.Text
            ? SqliteTime.Parse(cell.Bytes, out micros, out rounded)
            : MomentForm.None;
        if (form == MomentForm.ZeroDate)
        {
            cell.AppendIrregular(vector, "zero_date", "The date has a year, month or day of zero.");
        }
        else if (form == MomentForm.OutOfRange)
        {
            cell.AppendIrregular(vector, "out_of_range", "The moment, in UTC and rounded to a microsecond, is outside the years 1 to 9999.");
        }
        else if (!IsOfKind(form))
        {
            cell.AppendIrregular(vector, "not_a_date", $"The value is {cell.StorageName} that is no {Expected}.");
        }
        else if (rounded && !rounds)
        {
            cell.AppendIrregular(vector, "fraction_too_long", "The time is finer than a microsecond.");
        }
        else
        {
            vector.AppendFixed(kind == WireKind.Date ? micros / SqliteTime.MicrosADay : micros);
        }
    }

    private string Expected => kind switch
    {
        WireKind.Date => "date YYYY-MM-DD",
        WireKind.Timestamp => "date and time YYYY-MM-DD HH:MM:SS",
        _ => "date and time with a zone YYYY-MM-DD HH:MM:SS+00:00",
    };

    // A date alone is the midnight at which it begins.
    private bool IsOfKind(MomentForm form) => kind switch
    {
        WireKind.Date => form == MomentForm.Date,
        WireKind.Timestamp => form is MomentForm.Date or MomentForm.DateTime,
        _ => form == MomentForm.WithZone,
    };
}

/// <summary>Dates and moments as a number.</summary>
internal sealed class SqliteEpochReader(WireKind kind, string encoding) : SqliteCellReader
{
    /// <summary>From here on an integer counts milliseconds, not seconds: it would be the year 5138.</summary>
    public const long MostSeconds = 100_000_000_000;

    private static readonly WireType Limits = SqliteTypeMap.OfKind(WireKind.Timestamp);

    public override void Append(in SqliteCell cell, ColumnVector vector)
    {
        if (!TryRead(cell, encoding, out long micros)
            || (kind == WireKind.Date && micros % SqliteTime.MicrosADay != 0))
        {
            cell.AppendIrregular(vector, "not_a_date",
                $"The value is {cell.StorageName} that is no {(kind == WireKind.Date ? "date" : "moment")} by the rule {encoding}.");
        }
        else
        {
            vector.AppendFixed(kind == WireKind.Date ? micros / SqliteTime.MicrosADay : micros);
        }
    }

    /// <summary>The moment in microseconds since 2000-01-01, within the years 1 to 9999.</summary>
    public static bool TryRead(in SqliteCell cell, string encoding, out long micros)
    {
        micros = 0;
        bool isInteger = cell.Storage == SqliteNative.Integer;
        if (!isInteger && (cell.Storage != SqliteNative.Real || !double.IsFinite(cell.Real)))
        {
            return false;
        }

        Int128 wide;
        switch (encoding)
        {
            case SqliteEncoding.JulianDay:
                // SQLite takes 0.0 to 5373484.5 for a julian day; 2451544.5 is 2000-01-01 00:00.
                double day = isInteger ? cell.Integer : cell.Real;
                if (day is < 0 or >= 5373484.5)
                {
                    return false;
                }

                wide = ((Int128)(long)((day * 86_400_000.0) + 0.5) - 211_813_444_800_000) * 1000;
                break;
            case SqliteEncoding.EpochSeconds when !isInteger:
                if (Math.Abs(cell.Real) >= MostSeconds)
                {
                    return false;
                }

                wide = (Int128)Math.Round(cell.Real * SqliteTime.MicrosASecond) + SqliteTime.UnixEpoch;
                break;
            default:
                // Among seconds, what can only be milliseconds is no second of the year 5138.
                if (!isInteger
                    || (encoding == SqliteEncoding.EpochSeconds && cell.Integer is <= -MostSeconds or >= MostSeconds))
                {
                    return false;
                }

                wide = ((Int128)cell.Integer * Unit(encoding)) + SqliteTime.UnixEpoch;
                break;
        }

        if (wide < Limits.Earliest || wide > Limits.Latest)
        {
            return false;
        }

        micros = (long)wide;
        return true;
    }

    /// <summary>Microseconds a unit.</summary>
    public static long Unit(string encoding) => encoding switch
    {
        SqliteEncoding.EpochSeconds => SqliteTime.MicrosASecond,
        SqliteEncoding.EpochMilliseconds => 1000,
        _ => 1,
    };
}
