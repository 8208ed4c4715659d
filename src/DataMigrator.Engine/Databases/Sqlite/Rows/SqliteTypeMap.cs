using System.Globalization;
using DataMigrator.Catalog;
using DataMigrator.Values;

namespace DataMigrator.Databases.Sqlite.Rows;

/// <summary>Declared types and how their values travel. SQLite enforces neither lengths nor ranges, so a wire sets no
/// limit that the declaration names; those stay in <see cref="ColumnType"/> for the schema copy.</summary>
internal static class SqliteTypeMap
{
    /// <summary>SQLITE_MAX_LENGTH of the library: the longest text or blob.</summary>
    public const long MaxValueBytes = 1_000_000_000;

    /// <summary>DECIMAL in a column of TEXT affinity: digits are kept as they are, however many.</summary>
    public const string DecimalAsText = "text";

    /// <summary>BIT(n) as the integer that its bits spell.</summary>
    public const string BitsAsInteger = "integer";

    /// <summary>Geometry in GeoPackage's binary form, which keeps the SRID.</summary>
    public const string GeoPackage = "gpkg";

    private static readonly WireType Integer = new(WireKind.Integer);
    private static readonly WireType Float = new(WireKind.Float64) { AllowsSpecial = true, KeepsNegativeZero = false };
    private static readonly WireType Text = new(WireKind.Text) { MaxBytes = MaxValueBytes };
    private static readonly WireType Char = Text with { Blanks = TrailingBlanks.Insignificant };
    private static readonly WireType Binary = new(WireKind.Binary) { MaxBytes = MaxValueBytes };
    private static readonly WireType Boolean = new(WireKind.Boolean);
    private static readonly WireType Decimal = new(WireKind.Decimal);
    private static readonly WireType Geometry = new(WireKind.Geometry) { Encoding = GeoPackage };
    private static readonly WireType Uuid = new(WireKind.Uuid);
    private static readonly WireType Json = new(WireKind.Json) { MaxBytes = MaxValueBytes };
    private static readonly WireType Time = new(WireKind.Time);
    private static readonly WireType Date = Dated(WireKind.Date);
    private static readonly WireType Timestamp = Dated(WireKind.Timestamp);
    private static readonly WireType TimestampTz = Dated(WireKind.TimestampTz);

    private static readonly Dictionary<string, WireType> ByName = new(StringComparer.Ordinal)
    {
        ["char"] = Char, ["character"] = Char, ["nchar"] = Char, ["native character"] = Char,
        ["boolean"] = Boolean, ["bool"] = Boolean, ["logical"] = Boolean,
        ["decimal"] = Decimal, ["numeric"] = Decimal, ["dec"] = Decimal, ["number"] = Decimal,
        ["money"] = Decimal, ["smallmoney"] = Decimal, ["currency"] = Decimal,
        ["serial"] = Integer, ["bigserial"] = Integer, ["smallserial"] = Integer, ["year"] = Integer,
        ["signed"] = Integer, ["unsigned"] = Integer, ["long"] = Integer,
        ["date"] = Date,
        ["datetime"] = Timestamp, ["datetime2"] = Timestamp, ["smalldatetime"] = Timestamp, ["timestamp"] = Timestamp,
        ["timestamp without time zone"] = Timestamp,
        ["timestamptz"] = TimestampTz, ["timestamp with time zone"] = TimestampTz, ["datetimeoffset"] = TimestampTz,
        ["time"] = Time, ["time without time zone"] = Time,
        ["timetz"] = Text, ["time with time zone"] = Text, ["interval"] = Text, ["string"] = Text, ["enum"] = Text,
        ["set"] = Text,
        ["uuid"] = Uuid, ["guid"] = Uuid, ["uniqueidentifier"] = Uuid,
        ["json"] = Json, ["jsonb"] = Json, ["json_text"] = Json,
        ["binary"] = Binary, ["varbinary"] = Binary, ["binary varying"] = Binary, ["bytea"] = Binary, ["image"] = Binary,
        ["raw"] = Binary,
        ["geometry"] = Geometry, ["geography"] = Geometry, ["point"] = Geometry, ["linestring"] = Geometry,
        ["polygon"] = Geometry, ["multipoint"] = Geometry, ["multilinestring"] = Geometry, ["multipolygon"] = Geometry,
        ["geometrycollection"] = Geometry, ["geomcollection"] = Geometry,
    };

    private static readonly HashSet<string> DecimalText = new(StringComparer.Ordinal)
    {
        "decimal_text", "numeric_text", "text_decimal", "text_numeric",
    };

    /// <summary>The natural wire of what a column stores by its affinity alone.</summary>
    public static WireType OfAffinity(Affinity affinity) => affinity switch
    {
        Affinity.Integer => Integer,
        Affinity.Real => Float,
        _ => Text,
    };

    public static WireType OfKind(WireKind kind) => kind switch
    {
        WireKind.Integer => Integer,
        WireKind.Float64 => Float,
        WireKind.Binary => Binary,
        WireKind.Boolean => Boolean,
        WireKind.Decimal => Decimal,
        WireKind.Uuid => Uuid,
        WireKind.Time => Time,
        WireKind.Date => Date,
        WireKind.Timestamp => Timestamp,
        WireKind.TimestampTz => TimestampTz,
        _ => Text,
    };

    /// <summary>The wire that takes values of all storage classes.</summary>
    public static WireType OfMixed(bool blobs) => blobs
        ? Binary with { Mixed = true, Encoding = SqliteEncoding.MixedAsBytes }
        : Text with { Mixed = true, Encoding = SqliteEncoding.MixedAsText };

    /// <summary>The type that a declaration means.</summary>
    /// <param name="declared">As declared, without GENERATED ALWAYS.</param>
    /// <param name="strict">In a STRICT table.</param>
    public static ColumnType Map(string declared, bool strict)
    {
        if (declared.Length == 0 || (strict && declared.Equals("ANY", StringComparison.OrdinalIgnoreCase)))
        {
            return new ColumnType { Declared = declared, BaseName = SqliteAffinity.NoType, Wire = Text };
        }

        string name = Split(declared, out long? first, out int? second);
        Affinity affinity = SqliteAffinity.Of(declared);
        WireType wire = WireOf(name, first, affinity);
        bool isDecimal = wire.Kind == WireKind.Decimal;
        bool isTime = wire.Kind is WireKind.Time or WireKind.Timestamp or WireKind.TimestampTz;
        return new ColumnType
        {
            Declared = declared,
            BaseName = name,
            Wire = wire,
            Length = wire.Kind is WireKind.Text or WireKind.Binary or WireKind.Bits || name == "bit" ? first : null,
            Precision = isDecimal ? (int?)first : null,
            Scale = isDecimal ? second ?? (first is null ? null : 0) : isTime ? (int?)first : null,
            Unsigned = name.Contains("unsigned", StringComparison.Ordinal),
        };
    }

    /// <summary>Neither the name nor the affinity says what values such a column holds.</summary>
    public static bool IsVague(ColumnType type) =>
        type.BaseName == SqliteAffinity.NoType
        || (SqliteAffinity.Of(type) == Affinity.Numeric && type.BaseName != "bit" && type.BaseName != "bit varying"
            && type.BaseName != "varbit" && (!ByName.ContainsKey(type.BaseName) || type.BaseName is "string" or "enum" or "set"));

    private static WireType WireOf(string name, long? length, Affinity affinity)
    {
        if (DecimalText.Contains(name))
        {
            return Decimal with { Encoding = DecimalAsText };
        }

        if (name is "bit" or "bit varying" or "varbit")
        {
            return name != "bit"
                ? new WireType(WireKind.Bits) { MaxChars = length }
                : length is null or 1
                    ? Boolean
                    : new WireType(WireKind.Bits)
                    {
                        MaxChars = length, FixedLength = true, Encoding = length <= 64 ? BitsAsInteger : null,
                    };
        }

        if (ByName.TryGetValue(name, out WireType? wire))
        {
            return wire;
        }

        return affinity == Affinity.Blob ? Binary : OfAffinity(affinity);
    }

    // "VARCHAR(30)", "DECIMAL(10,2) UNSIGNED", "TIMESTAMP(6) WITH TIME ZONE": the name around the parentheses.
    private static string Split(string declared, out long? first, out int? second)
    {
        first = null;
        second = null;
        int open = declared.IndexOf('(', StringComparison.Ordinal);
        int close = declared.IndexOf(')', StringComparison.Ordinal);
        string name = declared;
        if (open >= 0 && close > open)
        {
            string[] numbers = declared[(open + 1)..close].Split(',');
            first = Number(numbers[0]);
            second = numbers.Length > 1 ? (int?)Number(numbers[1]) : null;
            name = declared[..open] + " " + declared[(close + 1)..];
        }

        return string.Join(' ', name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToLowerInvariant();
    }

    private static long? Number(string text) =>
        int.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number)
            ? number
            : null;

    // The years that SQLite's own functions and ISO 8601 write with four digits, without the year 0.
    private static WireType Dated(WireKind kind)
    {
        const long FirstDay = -730119;
        const long LastDay = 2921939;
        const long Day = SqliteTime.MicrosADay;
        return kind == WireKind.Date
            ? new WireType(kind) { Earliest = FirstDay, Latest = LastDay }
            : new WireType(kind) { Earliest = FirstDay * Day, Latest = ((LastDay + 1) * Day) - 1 };
    }
}
