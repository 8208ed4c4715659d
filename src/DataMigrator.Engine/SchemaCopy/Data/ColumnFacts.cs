namespace DataMigrator.SchemaCopy.Data;

/// <summary>What the data of a column showed. A null says that it was not asked, or that the column holds no value.</summary>
internal sealed record ColumnFacts
{
    /// <summary>Integers: all are 0 or 1.</summary>
    public bool? OnlyZeroAndOne { get; init; }

    /// <summary>Text: the most characters of a value.</summary>
    public long? MaxChars { get; init; }

    /// <summary>Text and binary: the most bytes of a value.</summary>
    public long? MaxBytes { get; init; }

    /// <summary>Decimals: the most digits before the point.</summary>
    public int? IntegerDigits { get; init; }

    /// <summary>Decimals: the most digits after the point.</summary>
    public int? FractionDigits { get; init; }

    /// <summary>Unsigned integers: all are at most 2^63 - 1.</summary>
    public bool? FitsSigned { get; init; }

    /// <summary>MySQL's TIME: all lie within a day.</summary>
    public bool? WithinDay { get; init; }

    /// <summary>JSON: a text in it holds the escape \u0000.</summary>
    public bool? HasNulEscape { get; init; }

    /// <summary>JSON: a number in it has more digits than a double keeps.</summary>
    public bool? HasLongNumbers { get; init; }
}
