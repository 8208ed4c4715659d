using System.Globalization;
using System.Text;

namespace DataMigrator.Databases.Postgres.Rows.Fields;

/// <summary>money: a 64-bit count of the smallest unit; how many make one is the database's lc_monetary.</summary>
internal static class Money
{
    public static byte[] Text(long units, int scale)
    {
        string digits = Int128.Abs(units).ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
        string text = scale == 0 ? digits : digits[..^scale] + "." + digits[^scale..];
        return Encoding.ASCII.GetBytes(units < 0 ? "-" + text : text);
    }

    /// <exception cref="RowsRefusedException">More than 64 bits, or more digits after the point than the scale.</exception>
    public static long Units(ReadOnlySpan<byte> text, int scale)
    {
        int point = text.IndexOf((byte)'.');
        int fraction = point < 0 ? 0 : text.Length - point - 1;
        string digits = Encoding.ASCII.GetString(text).Replace(".", "", StringComparison.Ordinal);
        if (fraction > scale)
        {
            if (digits[^(fraction - scale)..].Trim('0').Length > 0)
            {
                throw new RowsRefusedException($"money has {scale} digits after the point here.");
            }

            digits = digits[..^(fraction - scale)];
        }
        else
        {
            digits += new string('0', scale - fraction);
        }

        return long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long units)
            ? units
            : throw new RowsRefusedException("The value is out of the range of money.");
    }
}
