using DataMigrator.Catalog;
using DataMigrator.Databases.MySql.Catalog;
using DataMigrator.Values;

namespace DataMigrator.Databases.MySql.Rows;

/// <summary>How values of each type travel, and what a column of it holds when it is the target. A table: the type's name
/// leads to a function of its declaration.</summary>
internal static class MySqlTypeMap
{
    private static readonly long FirstDay = MySqlTemporal.Days(1, 1, 1);
    private static readonly long LastDay = MySqlTemporal.Days(9999, 12, 31);
    private static readonly long FirstMoment = MySqlTemporal.Micros(1, 1, 1);
    private static readonly long LastMoment = MySqlTemporal.Micros(9999, 12, 31, 23, 59, 59, 999_999);
    private static readonly long FirstTimestamp = MySqlTemporal.Micros(1970, 1, 1, 0, 0, 1);
    private static readonly long LastTimestamp = MySqlTemporal.Micros(2038, 1, 19, 3, 14, 7, 999_999);

    /// <summary>MariaDB from 11.5 on 64-bit systems stores TIMESTAMP unsigned.</summary>
    private static readonly long LastTimestampUnsigned = MySqlTemporal.Micros(2106, 2, 7, 6, 28, 15, 999_999);

    private const long LastTime = ((838 * 3600L) + (59 * 60) + 59) * 1_000_000;

    private delegate WireType Rule(in Declared column);

    private static readonly Dictionary<string, Rule> Rules = new()
    {
        ["tinyint"] = (in Declared c) => Whole(c, sbyte.MinValue, sbyte.MaxValue, byte.MaxValue),
        ["smallint"] = (in Declared c) => Whole(c, short.MinValue, short.MaxValue, ushort.MaxValue),
        ["mediumint"] = (in Declared c) => Whole(c, -8_388_608, 8_388_607, 16_777_215),
        ["int"] = (in Declared c) => Whole(c, int.MinValue, int.MaxValue, uint.MaxValue),
        ["bigint"] = (in Declared c) => c.Type.Unsigned
            ? new WireType(WireKind.Unsigned) { Min = 0, Max = -1 }
            : new WireType(WireKind.Integer),
        ["float"] = (in Declared c) => Float(c, WireKind.Float32),
        ["double"] = (in Declared c) => Float(c, WireKind.Float64),
        ["decimal"] = (in Declared c) => new WireType(WireKind.Decimal)
        {
            Precision = c.Type.First ?? 10, Scale = c.Type.Second ?? 0,
        },
        ["bit"] = (in Declared c) => c.Type.First is null or 1
            ? new WireType(WireKind.Boolean)
            : new WireType(WireKind.Bits) { MaxChars = c.Type.First, FixedLength = true },
        ["year"] = (in Declared c) => new WireType(WireKind.Integer) { Min = 0, Max = 2155 },
        ["date"] = (in Declared c) => new WireType(WireKind.Date) { Earliest = FirstDay, Latest = LastDay },
        ["datetime"] = (in Declared c) => new WireType(WireKind.Timestamp)
        {
            FractionDigits = c.Type.First ?? 0, Earliest = FirstMoment, Latest = LastMoment,
        },
        ["timestamp"] = (in Declared c) => new WireType(WireKind.TimestampTz)
        {
            FractionDigits = c.Type.First ?? 0, Earliest = FirstTimestamp,
            Latest = c.LongTimestamps ? LastTimestampUnsigned : LastTimestamp,
        },
        ["time"] = (in Declared c) => new WireType(WireKind.Time)
        {
            FractionDigits = c.Type.First ?? 0, Earliest = -LastTime, Latest = LastTime,
        },
        ["char"] = (in Declared c) => new WireType(WireKind.Text)
        {
            MaxChars = c.Type.First ?? 1, Blanks = TrailingBlanks.Padding,
        },
        ["varchar"] = (in Declared c) => new WireType(WireKind.Text) { MaxChars = c.Type.First },
        ["tinytext"] = (in Declared c) => Text(c, byte.MaxValue),
        ["text"] = (in Declared c) => Text(c, ushort.MaxValue),
        ["mediumtext"] = (in Declared c) => Text(c, 16_777_215),
        ["longtext"] = (in Declared c) => Text(c, uint.MaxValue),
        ["enum"] = (in Declared c) => new WireType(WireKind.Text) { Labels = c.Type.Labels },
        ["set"] = (in Declared c) => new WireType(WireKind.Text),
        ["json"] = (in Declared c) => new WireType(WireKind.Json) { MaxBytes = uint.MaxValue },
        ["binary"] = (in Declared c) => new WireType(WireKind.Binary) { MaxBytes = c.Type.First ?? 1, FixedLength = true },
        ["varbinary"] = (in Declared c) => new WireType(WireKind.Binary) { MaxBytes = c.Type.First },
        ["tinyblob"] = (in Declared c) => new WireType(WireKind.Binary) { MaxBytes = byte.MaxValue },
        ["blob"] = (in Declared c) => new WireType(WireKind.Binary) { MaxBytes = ushort.MaxValue },
        ["mediumblob"] = (in Declared c) => new WireType(WireKind.Binary) { MaxBytes = 16_777_215 },
        ["longblob"] = (in Declared c) => new WireType(WireKind.Binary) { MaxBytes = uint.MaxValue },
        ["vector"] = (in Declared c) => new WireType(WireKind.Binary) { MaxBytes = 4L * (c.Type.First ?? 2048) },
        ["uuid"] = (in Declared c) => new WireType(WireKind.Uuid),
        ["inet4"] = (in Declared c) => new WireType(WireKind.Literal) { TypeName = "inet4" },
        ["inet6"] = (in Declared c) => new WireType(WireKind.Literal) { TypeName = "inet6" },
        ["geometry"] = Geometry,
        ["point"] = Geometry,
        ["linestring"] = Geometry,
        ["polygon"] = Geometry,
        ["multipoint"] = Geometry,
        ["multilinestring"] = Geometry,
        ["multipolygon"] = Geometry,
        ["geometrycollection"] = Geometry,
        ["geomcollection"] = Geometry,
    };

    /// <summary>A column's type from what the catalogue says of it.</summary>
    /// <param name="columnType">COLUMN_TYPE.</param>
    /// <param name="maxBytes">CHARACTER_OCTET_LENGTH: MariaDB's TEXT and BLOB with a length print it nowhere else.</param>
    /// <param name="characterSet">The character set, null for none.</param>
    /// <param name="srid">SRS_ID.</param>
    /// <param name="isJson">MariaDB's JSON: a LONGTEXT under <c>json_valid</c>.</param>
    /// <param name="isMariaDb">The server is MariaDB.</param>
    /// <param name="longTimestamps">TIMESTAMP reaches into 2106.</param>
    public static ColumnType ToColumnType(string columnType, long? maxBytes, string? characterSet, int? srid, bool isJson,
        bool isMariaDb, bool longTimestamps)
    {
        MySqlDeclaration type = MySqlDeclaration.Parse(columnType);
        string name = isJson ? "json" : type.Name;
        var declared = new Declared(type, maxBytes, characterSet, srid, longTimestamps);
        WireType wire = Rules.TryGetValue(name, out Rule? rule)
            ? rule(declared)
            : new WireType(WireKind.Literal) { TypeName = name };
        wire = wire.Kind switch
        {
            WireKind.Json => wire with { NormalizesJson = !isJson },
            // FLOAT(m,d) and DOUBLE(m,d) are rounded by a sum that loses the sign.
            WireKind.Float32 or WireKind.Float64 => wire with { KeepsNegativeZero = !isMariaDb && type.Second is null },
            _ => wire,
        };
        bool isNumber = wire.Kind is WireKind.Decimal or WireKind.Float32 or WireKind.Float64;
        bool isMoment = name is "time" or "datetime" or "timestamp";
        bool hasLength = name is "char" or "varchar" or "binary" or "varbinary" or "bit";
        return new ColumnType
        {
            Declared = columnType,
            BaseName = name,
            Length = hasLength ? type.First ?? 1 : null,
            Precision = name == "decimal" ? type.First ?? 10 : isNumber ? type.First : null,
            Scale = name == "decimal" ? type.Second ?? 0 : isNumber ? type.Second : isMoment ? type.First ?? 0 : null,
            Unsigned = type.Unsigned,
            Labels = type.Labels,
            Srid = srid,
            Wire = wire,
        };
    }

    private static WireType Whole(in Declared column, long min, long max, long unsignedMax) =>
        new(WireKind.Integer) { Min = column.Type.Unsigned ? 0 : min, Max = column.Type.Unsigned ? unsignedMax : max };

    private static WireType Float(in Declared column, WireKind kind) =>
        new(kind) { Precision = column.Type.Second is null ? null : column.Type.First, Scale = column.Type.Second };

    /// <summary>The limit is of bytes in the column's own character set: in UTF-8 it says something only where that is
    /// UTF-8, and otherwise the server checks.</summary>
    private static WireType Text(in Declared column, long maxBytes)
    {
        bool isUtf8 = column.CharacterSet is "utf8mb4" or "utf8mb3" or "utf8" or "ascii";
        return new(WireKind.Text) { MaxBytes = isUtf8 ? column.MaxBytes ?? maxBytes : null };
    }

    private static WireType Geometry(in Declared column) => new(WireKind.Geometry) { Srid = column.Srid };

    private readonly record struct Declared(
        MySqlDeclaration Type, long? MaxBytes, string? CharacterSet, int? Srid, bool LongTimestamps);
}
