using DataMigrator.Catalog;
using DataMigrator.Values;

namespace DataMigrator.Databases.Postgres.Rows;

/// <summary>A column's wires: the natural one with the limits that PostgreSQL sets, and the native one.</summary>
internal static class PostgresWires
{
    /// <summary>The server's limit of a field (1 GiB less its header).</summary>
    private const long MaxFieldBytes = 0x3fffffff - 4;

    /// <summary>4713-01-01 BC to 5874897-12-31, in days since 2000-01-01 (datatype/timestamp.h).</summary>
    private const long FirstDate = -2451545;
    private const long LastDate = 2145031948;

    /// <summary>4713-01-01 BC to the end of 294276, in microseconds since 2000-01-01.</summary>
    private const long FirstTimestamp = -211813488000000000;
    private const long LastTimestamp = 9223371331199999999;

    private const long MicrosecondsOfDay = 86_400_000_000;

    /// <summary>The natural wire of a column whose type is otherwise complete.</summary>
    /// <param name="type">The type; of a domain with the base's length, precision and scale.</param>
    /// <param name="moneyScale">Digits after the point of <c>money</c> in this database (<c>lc_monetary</c>).</param>
    /// <param name="infiniteIntervals">The server knows infinite intervals (from version 17).</param>
    public static WireType Natural(ColumnType type, int moneyScale, bool infiniteIntervals)
    {
        PostgresType physical = PostgresTypeMap.Resolve(type);
        var wire = new WireType(physical.Wire);
        return physical.Wire switch
        {
            WireKind.Integer => Integer(wire, physical.Format),
            WireKind.Float32 or WireKind.Float64 => wire with { AllowsSpecial = true },
            WireKind.Decimal when physical.Format is PostgresFormat.Money => wire with { Precision = 19, Scale = moneyScale },
            WireKind.Decimal => wire with { Precision = type.Precision, Scale = type.Scale, AllowsSpecial = true },
            WireKind.Text => Text(wire, physical, type),
            WireKind.Json => wire with
            {
                AllowsNul = false, MaxBytes = MaxFieldBytes, NormalizesJson = physical.Format is PostgresFormat.Jsonb,
            },
            WireKind.Binary => wire with { MaxBytes = MaxFieldBytes },
            WireKind.Bits => wire with { MaxChars = type.Length, FixedLength = physical.Name == "bit" },
            WireKind.Date => wire with { Earliest = FirstDate, Latest = LastDate, AllowsSpecial = true },
            WireKind.Time => wire with { Earliest = 0, Latest = MicrosecondsOfDay, FractionDigits = type.Scale ?? 6 },
            WireKind.Timestamp or WireKind.TimestampTz => wire with
            {
                Earliest = FirstTimestamp, Latest = LastTimestamp, AllowsSpecial = true, FractionDigits = type.Scale ?? 6,
            },
            WireKind.Interval => wire with
            {
                FractionDigits = type.Scale ?? 6, AllowsSpecial = infiniteIntervals,
                TypeName = Printed(type).IndexOf(' ') > 0 ? Printed(type) : null,
            },
            WireKind.Geometry => wire with { Srid = type.Srid },
            WireKind.Literal => wire with
            {
                TypeName = type.DomainBase ?? type.Declared, AllowsNul = false,
                AllowsSpecial = infiniteIntervals && physical.Element?.Format is PostgresFormat.Interval,
            },
            _ => wire,
        };
    }

    /// <summary>The native wire from one column to another; null where the binary form is not enough, or where the
    /// target's modifier would round or cut in silence: <c>numeric_recv</c>, <c>timestamp_recv</c> and the like round,
    /// <c>varchar_recv</c> cuts trailing spaces.</summary>
    public static WireType? Native(ColumnType source, ColumnType target)
    {
        PostgresType from = PostgresTypeMap.Resolve(source);
        PostgresType to = PostgresTypeMap.Resolve(target);
        return from.Portable && from.Name == to.Name && ModifierHolds(from.Element ?? from, source, target)
            ? new WireType(WireKind.Native) { TypeName = from.Name }
            : null;
    }

    private static bool ModifierHolds(PostgresType type, ColumnType source, ColumnType target) => type.Name switch
    {
        "varchar" or "varbit" => target.Length is null || source.Length <= target.Length,
        "bpchar" or "bit" => source.Length == target.Length,
        "numeric" => target.Precision is null || (source.Precision is not null && source.Scale <= target.Scale),
        "time" or "timetz" or "timestamp" or "timestamptz" => target.Scale is null or 6 || source.Scale <= target.Scale,
        // The parts that one version takes for infinity are numbers to another.
        "interval" => source.Wire.AllowsSpecial == target.Wire.AllowsSpecial
            && (Printed(target) is "interval" or "interval[]" || Printed(source) == Printed(target)),
        "money" => source.Wire.Scale == target.Wire.Scale && source.Wire.Kind is WireKind.Decimal,
        "geometry" or "geography" => Printed(source) == Printed(target),
        "enum" => source.Wire.Labels is { } labels && target.Wire.Labels is { } accepted && labels.All(accepted.Contains),
        _ => true,
    };

    private static string Printed(ColumnType type) => type.DomainBase ?? type.Declared;

    private static WireType Integer(WireType wire, PostgresFormat format) => format switch
    {
        PostgresFormat.Int2 => wire with { Min = short.MinValue, Max = short.MaxValue },
        PostgresFormat.Int4 => wire with { Min = int.MinValue, Max = int.MaxValue },
        PostgresFormat.Oid => wire with { Min = 0, Max = uint.MaxValue },
        _ => wire,
    };

    private static WireType Text(WireType wire, PostgresType physical, ColumnType type) => physical.Name switch
    {
        "char" => wire with { AllowsNul = false, MaxBytes = 1 },
        // 63 bytes: the input function would cut in silence.
        "name" => wire with { AllowsNul = false, MaxBytes = 63 },
        "enum" => wire with { AllowsNul = false, Labels = type.Labels },
        // Without a length, bpchar pads nothing.
        "bpchar" when type.Length is not null => wire with
        {
            AllowsNul = false, MaxChars = type.Length, MaxBytes = MaxFieldBytes, Blanks = TrailingBlanks.Padding,
        },
        _ => wire with { AllowsNul = false, MaxChars = type.Length, MaxBytes = MaxFieldBytes },
    };
}
