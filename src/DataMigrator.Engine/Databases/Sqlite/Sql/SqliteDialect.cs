using System.Globalization;
using System.Text;
using System.Text.Unicode;
using DataMigrator.Catalog;
using DataMigrator.Databases.Sqlite.Connection;
using DataMigrator.Databases.Sqlite.Rows;
using DataMigrator.Sql;
using DataMigrator.Values;

namespace DataMigrator.Databases.Sqlite.Sql;

/// <summary>SQLite's SQL.</summary>
internal sealed class SqliteDialect : Dialect
{
    public override SqlLanguage Language { get; } = new SqliteLanguage();

    public override bool HasTransactionalDdl => true;

    public override IReadOnlyList<string> ServersOwnDatabases => [];

    public override string? ListDatabases => null;

    public override TransactionSql Transactions => TransactionSql.Usual;

    public override string Limit(string query, long rows) => $"{query} LIMIT {rows}";

    public override bool TableNamesAreCaseSensitive => false;

    /// <summary>A temporary table of the same name would be found first.</summary>
    public override string From(CatalogTable table) => "main." + Quote(table.Name);

    public override string Literal(ColumnVector vector, int row)
    {
        if (!vector.HasValue(row))
        {
            return "NULL";
        }

        if (vector.IsFixed)
        {
            return FixedLiteral(vector.Type, vector.GetFixed(row));
        }

        ReadOnlySpan<byte> bytes = vector.GetBytes(row);
        return vector.Type.Kind switch
        {
            WireKind.Binary => BlobLiteral(bytes),
            WireKind.Native => NativeLiteral(SqliteCell.OfNative(bytes)),
            WireKind.Uuid => vector.Type.Encoding == SqliteEncoding.UuidBlob
                ? BlobLiteral(bytes)
                : "'" + new Guid(bytes, bigEndian: true).ToString("D") + "'",
            WireKind.Decimal when vector.Type.Encoding != SqliteTypeMap.DecimalAsText => DecimalLiteral(bytes),
            WireKind.Bits when vector.Type.Encoding == SqliteTypeMap.BitsAsInteger =>
                Convert.ToInt64(Encoding.ASCII.GetString(bytes), 2).ToString(),
            WireKind.Geometry => BlobLiteral([.. "GP\0\u0001"u8, .. bytes]),
            _ => TextLiteral(bytes),
        };
    }

    public override IReadOnlyList<string> DeleteAllRows(IReadOnlyList<CatalogTable> childrenFirst) =>
        [.. childrenFirst.Select(t => "DELETE FROM main." + Quote(t.Name.Name))];

    // Bytes.
    private const int LongestRead = 8_000_000;

    public override IReadOnlyList<string> BeforeCycle(IReadOnlyList<CatalogTable> group, out bool inTransaction)
    {
        // Within a transaction the pragma does nothing.
        inTransaction = false;
        return ["PRAGMA foreign_keys=OFF"];
    }

    // Any column may hold any kind of value, and substr() makes a text of a number. It reads the whole value first, so that of one that
    // is very long its size is all there is, which stands in the row's header.
    protected override string Beginning(string value, bool binary, int limit) =>
        $"CASE WHEN typeof({value}) NOT IN ('text', 'blob') THEN {value} WHEN octet_length({value}) > {LongestRead} "
        + $"THEN '… (' || octet_length({value}) || ' bytes)' ELSE substr({value}, 1, {limit}) END";

    public override IReadOnlyList<string> AfterCycle(IReadOnlyList<CatalogTable> group) => ["PRAGMA foreign_keys=ON"];

    /// <summary>Only AUTOINCREMENT remembers a number (see <see cref="CatalogColumn.NextValue"/>); otherwise the next one
    /// is past the largest by itself.</summary>
    public override IReadOnlyList<string> AdvanceIdentity(CatalogTable table, IReadOnlyDictionary<string, long> next)
    {
        CatalogColumn? column = table.Columns.FirstOrDefault(c => c.Identity == IdentityKind.AutoIncrement);
        if (column?.NextValue is null)
        {
            return [];
        }

        string name = TextLiteral(Encoding.UTF8.GetBytes(table.Name.Name));
        string last = next.TryGetValue(column.Name, out long number) && number > 1 ? (number - 1).ToString(CultureInfo.InvariantCulture) : "NULL";
        string largest = $"(SELECT max(v) FROM (SELECT max({Quote(column.Name)}) AS v FROM main.{Quote(table.Name.Name)} UNION ALL SELECT {last}))";
        return
        [
            $"UPDATE main.sqlite_sequence SET seq = max(seq, {largest}) WHERE name = {name} AND {largest} IS NOT NULL",
            $"INSERT INTO main.sqlite_sequence (name, seq) SELECT {name}, {largest} WHERE {largest} IS NOT NULL "
                + $"AND NOT EXISTS (SELECT 1 FROM main.sqlite_sequence WHERE name = {name})",
        ];
    }

    /// <summary>Text as <c>'…'</c>, or by its bytes where it holds U+0000 (a literal would end there) or is not UTF-8.</summary>
    public static string TextLiteral(ReadOnlySpan<byte> text) =>
        text.Contains((byte)0) || !Utf8.IsValid(text)
            ? $"CAST(X'{Convert.ToHexString(text)}' AS TEXT)"
            : "'" + Encoding.UTF8.GetString(text).Replace("'", "''", StringComparison.Ordinal) + "'";

    private static string FixedLiteral(WireType type, long value)
    {
        switch (type.Kind)
        {
            case WireKind.Float64:
                return RealLiteral(BitConverter.Int64BitsToDouble(value));
            case WireKind.Float32:
                return RealLiteral(BitConverter.Int32BitsToSingle((int)value));
            case WireKind.Unsigned:
                return ((ulong)value).ToString();
            case WireKind.Date or WireKind.Time or WireKind.Timestamp or WireKind.TimestampTz:
                return MomentLiteral(type, value);
            default:
                return value.ToString();
        }
    }

    private static string MomentLiteral(WireType type, long value)
    {
        if (type.Encoding is SqliteEncoding.EpochSeconds or SqliteEncoding.EpochMilliseconds
            or SqliteEncoding.EpochMicroseconds)
        {
            long micros = (type.Kind == WireKind.Date ? value * SqliteTime.MicrosADay : value) - SqliteTime.UnixEpoch;
            long unit = SqliteEpochReader.Unit(type.Encoding);
            return micros % unit == 0 ? (micros / unit).ToString() : RealLiteral((double)micros / unit);
        }

        if (type.Encoding == SqliteEncoding.JulianDay)
        {
            long micros = type.Kind == WireKind.Date ? value * SqliteTime.MicrosADay : value;
            return RealLiteral(((micros / 1000) + 211_813_444_800_000) / 86_400_000.0);
        }

        Span<byte> text = stackalloc byte[SqliteTime.MaxLength];
        int length = type.Kind switch
        {
            WireKind.Date => SqliteTime.FormatDate(value, text),
            WireKind.Time => SqliteTime.FormatTime(value, text),
            _ => SqliteTime.FormatMoment(value, type.Kind == WireKind.TimestampTz, text),
        };
        return "'" + Encoding.ASCII.GetString(text[..length]) + "'";
    }

    private static string NativeLiteral(SqliteCell cell) => cell.Storage switch
    {
        SqliteNative.Integer => cell.Integer.ToString(),
        SqliteNative.Real => RealLiteral(cell.Real),
        SqliteNative.Text => TextLiteral(cell.Bytes),
        _ => BlobLiteral(cell.Bytes),
    };

    private static string DecimalLiteral(ReadOnlySpan<byte> text) =>
        SqliteNumber.TryInteger(text, out long integer)
            ? integer.ToString()
            : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double real)
                ? RealLiteral(real)
                : TextLiteral(text);

    private static string BlobLiteral(ReadOnlySpan<byte> bytes) => "X'" + Convert.ToHexString(bytes) + "'";

    /// <summary>A real to its last bit. SQLite's own reading of digits is exact to 15 of them, so longer ones are composed:
    /// a mantissa that is an integer, times powers of two, each step of which is exact.</summary>
    public static string RealLiteral(double value)
    {
        if (double.IsNaN(value))
        {
            return "NULL";
        }

        if (double.IsInfinity(value))
        {
            return value > 0 ? "9e999" : "-9e999";
        }

        string shortest = value.ToString("R", CultureInfo.InvariantCulture);
        int exponentAt = shortest.IndexOf('E', StringComparison.Ordinal);
        int digits = shortest.AsSpan(0, exponentAt < 0 ? shortest.Length : exponentAt).Trim("-0.").Length;
        if (digits <= 15 && exponentAt < 0)
        {
            return shortest.Contains('.', StringComparison.Ordinal) ? shortest : shortest + ".0";
        }

        long bits = BitConverter.DoubleToInt64Bits(value);
        int exponent = (int)((bits >> 52) & 0x7ff);
        long mantissa = bits & 0xf_ffff_ffff_ffff;
        mantissa |= exponent == 0 ? 0 : 1L << 52;
        exponent = (exponent == 0 ? 1 : exponent) - 1075;
        var sql = new StringBuilder("(").Append(value < 0 ? -mantissa : mantissa).Append("*1.0");
        string sign = exponent < 0 ? "/" : "*";
        int powers = Math.Abs(exponent);
        for (; powers >= 30; powers -= 30)
        {
            sql.Append(sign).Append("1073741824.0");
        }

        return sql.Append(sign).Append(1 << powers).Append(".0)").ToString();
    }
}
