using System.Buffers.Binary;
using DataMigrator.Values;

namespace DataMigrator.Planning.Conversions;

/// <summary>Rules between dates and times.</summary>
internal static class Temporal
{
    public static string? DateToTimestamp(ColumnVector source, int row, ColumnVector target)
    {
        long days = source.GetFixed(row);
        if (!Calendar.IsInfinite(days) && days is < -100_000_000 or > 100_000_000)
        {
            return TextForm.ToString(source, row) + " is outside the range of timestamps";
        }

        target.AppendFixed(Calendar.IsInfinite(days) ? days : days * Calendar.MicrosPerDay);
        return null;
    }

    public static string? TimestampToDate(ColumnVector source, int row, ColumnVector target)
    {
        long micros = source.GetFixed(row);
        if (!Calendar.IsInfinite(micros) && micros % Calendar.MicrosPerDay != 0)
        {
            return TextForm.ToString(source, row) + " is not midnight";
        }

        target.AppendFixed(Calendar.IsInfinite(micros) ? micros : micros / Calendar.MicrosPerDay);
        return null;
    }

    public static string? TimeToInterval(ColumnVector source, int row, ColumnVector target)
    {
        Span<byte> cell = target.Reserve(16);
        cell.Clear();
        BinaryPrimitives.WriteInt64BigEndian(cell, source.GetFixed(row));
        target.Commit(16);
        return null;
    }

    public static string? IntervalToTime(ColumnVector source, int row, ColumnVector target)
    {
        ReadOnlySpan<byte> cell = source.GetBytes(row);
        long micros = BinaryPrimitives.ReadInt64BigEndian(cell);
        int days = BinaryPrimitives.ReadInt32BigEndian(cell[8..]);
        int months = BinaryPrimitives.ReadInt32BigEndian(cell[12..]);
        if (months != 0 || days != 0)
        {
            // A day of an interval is not always 24 hours; a time can't say which was meant.
            return TextForm.ToString(source, row) + " counts days or months";
        }

        target.AppendFixed(micros);
        return null;
    }
}
