using DataMigrator.Values;

namespace DataMigrator.Planning.Conversions;

/// <summary>The table of rules: which kinds become which, and by what name.</summary>
internal static class ConversionTable
{
    private static readonly Dictionary<(WireKind From, WireKind To), (string Rule, CellConverter Convert)> Rules = new()
    {
        [(WireKind.Boolean, WireKind.Integer)] = ("boolean as 0 or 1", Numbers.CopyFixed),
        [(WireKind.Boolean, WireKind.Unsigned)] = ("boolean as 0 or 1", Numbers.CopyFixed),
        [(WireKind.Boolean, WireKind.Decimal)] = ("boolean as 0 or 1", Numbers.BooleanToDigit),
        [(WireKind.Boolean, WireKind.Bits)] = ("boolean as bit", Numbers.BooleanToDigit),
        [(WireKind.Integer, WireKind.Boolean)] = ("0 and 1 as boolean", Numbers.IntegerToBoolean),
        [(WireKind.Unsigned, WireKind.Boolean)] = ("0 and 1 as boolean", Numbers.IntegerToBoolean),
        [(WireKind.Integer, WireKind.Unsigned)] = ("integer as unsigned integer", Numbers.SignFlips),
        [(WireKind.Unsigned, WireKind.Integer)] = ("unsigned integer as integer", Numbers.SignFlips),
        [(WireKind.Integer, WireKind.Decimal)] = ("integer as decimal", Texts.Render),
        [(WireKind.Unsigned, WireKind.Decimal)] = ("integer as decimal", Texts.Render),
        [(WireKind.Integer, WireKind.Float64)] = ("integer as double, exact only", Numbers.IntegerToDouble),
        [(WireKind.Integer, WireKind.Float32)] = ("integer as single, exact only", Numbers.IntegerToSingle),
        [(WireKind.Float32, WireKind.Float64)] = ("single as double", Numbers.SingleToDouble),
        [(WireKind.Float64, WireKind.Float32)] = ("double as single, exact only", Numbers.DoubleToSingle),
        [(WireKind.Float32, WireKind.Decimal)] = ("single as its shortest decimal", Numbers.FloatToDecimal),
        [(WireKind.Float64, WireKind.Decimal)] = ("double as its shortest decimal", Numbers.FloatToDecimal),
        [(WireKind.Float64, WireKind.Integer)] = ("whole double as integer", Numbers.DoubleToInteger),
        [(WireKind.Decimal, WireKind.Integer)] = ("whole decimal as integer", Numbers.DecimalToWhole),
        [(WireKind.Decimal, WireKind.Unsigned)] = ("whole decimal as integer", Numbers.DecimalToWhole),
        [(WireKind.Decimal, WireKind.Float64)] = ("decimal as double, exact only", Numbers.DecimalToDouble),
        [(WireKind.Bits, WireKind.Boolean)] = ("bit as boolean", Numbers.BitToBoolean),
        [(WireKind.Bits, WireKind.Integer)] = ("bits as integer", Numbers.BitsToInteger),
        [(WireKind.Bits, WireKind.Unsigned)] = ("bits as integer", Numbers.BitsToInteger),
        [(WireKind.Date, WireKind.Timestamp)] = ("date as its midnight", Temporal.DateToTimestamp),
        [(WireKind.Date, WireKind.TimestampTz)] = ("date as its midnight in UTC", Temporal.DateToTimestamp),
        [(WireKind.Timestamp, WireKind.Date)] = ("midnight as date", Temporal.TimestampToDate),
        [(WireKind.TimestampTz, WireKind.Date)] = ("midnight in UTC as date", Temporal.TimestampToDate),
        [(WireKind.Timestamp, WireKind.TimestampTz)] = ("local time taken as UTC", Numbers.CopyFixed),
        [(WireKind.TimestampTz, WireKind.Timestamp)] = ("moment in UTC as local time", Numbers.CopyFixed),
        [(WireKind.Time, WireKind.Interval)] = ("time as interval", Temporal.TimeToInterval),
        [(WireKind.Interval, WireKind.Time)] = ("interval below a month as time", Temporal.IntervalToTime),
        [(WireKind.Uuid, WireKind.Binary)] = ("uuid as its 16 bytes", Texts.CopyBytes),
        [(WireKind.Binary, WireKind.Uuid)] = ("16 bytes as uuid", Texts.SixteenBytes),
        [(WireKind.Json, WireKind.Text)] = ("json as text", Texts.CopyBytes),
        [(WireKind.Bits, WireKind.Text)] = ("bits as text", Texts.CopyBytes),
        [(WireKind.Literal, WireKind.Text)] = ("text form", Texts.CopyBytes),
        [(WireKind.Literal, WireKind.Json)] = ("array as json", PostgresArrays.ToJson),
        [(WireKind.Text, WireKind.Literal)] = ("text read by the target's type", Texts.CopyBytes),
        [(WireKind.Json, WireKind.Literal)] = ("text read by the target's type", Texts.CopyBytes),
        [(WireKind.Text, WireKind.Binary)] = ("text as UTF-8 bytes", Texts.CopyBytes),
        [(WireKind.Binary, WireKind.Text)] = ("UTF-8 bytes as text", Texts.ValidUtf8),
        [(WireKind.Geometry, WireKind.Binary)] = ("SRID and WKB as bytes", Texts.CopyBytes),
        [(WireKind.Binary, WireKind.Geometry)] = ("SRID and WKB from bytes", Texts.GeometryBytes),
    };

    /// <summary>The rule from one wire to another, or null where there is none.</summary>
    public static ColumnConversion? Find(WireType source, WireType target)
    {
        bool mayBeNegativeZero = source.Kind switch
        {
            WireKind.Float32 or WireKind.Float64 => source.KeepsNegativeZero,
            WireKind.Decimal or WireKind.Text => true,
            _ => false,
        };
        return FindByKind(source, target) is not { } found ? null
            : mayBeNegativeZero && target is { Kind: WireKind.Float32 or WireKind.Float64, KeepsNegativeZero: false }
                ? new PositiveZero(found, target) : found;
    }

    private static ColumnConversion? FindByKind(WireType source, WireType target)
    {
        if (target is { Kind: WireKind.Interval, TypeName: { } fields } && source.TypeName != fields)
        {
            // What is not among its fields would be cut off.
            return null;
        }

        if (source.Kind == target.Kind)
        {
            return Same(source, target);
        }

        Func<ColumnVector, int, string?>? check = TargetLimits.For(null, target);
        string meaning = target.NormalizesJson ? " by its meaning, the last of equal keys" : "";
        if (Rules.TryGetValue((source.Kind, target.Kind), out var rule))
        {
            return new CellConversion(rule.Rule, target, rule.Convert, check);
        }

        string from = Name(source.Kind);
        return target.Kind == WireKind.Text && source.Kind is not (WireKind.Native or WireKind.Geometry)
            ? new CellConversion(from + " as text", target, Texts.Render, check)
            : source.Kind == WireKind.Text && target.Kind is not (WireKind.Native or WireKind.Geometry)
                ? new CellConversion("text as " + Name(target.Kind) + meaning, target, Texts.Parse, check)
                : null;
    }

    private static ColumnConversion? Same(WireType source, WireType target) => target.Kind switch
    {
        WireKind.Literal when source.TypeName != target.TypeName =>
            new PassThrough(null, "text read by the target's type"),
        WireKind.Decimal when target.Scale < (source.Scale ?? int.MaxValue) =>
            new CellConversion("exact", target, Numbers.TrimDecimal, TargetLimits.For(null, target)),
        WireKind.Json when target.NormalizesJson && !source.NormalizesJson =>
            new PassThrough(TargetLimits.For(source, target), "json by its meaning, the last of equal keys"),
        _ => new PassThrough(TargetLimits.For(source, target)),
    };

    private static string Name(WireKind kind) => kind switch
    {
        WireKind.Float32 => "single",
        WireKind.Float64 => "double",
        WireKind.Unsigned => "unsigned integer",
        WireKind.TimestampTz => "timestamp with time zone",
        _ => kind.ToString().ToLowerInvariant(),
    };
}
