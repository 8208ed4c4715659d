using DataMigrator.Values;

namespace DataMigrator.Catalog;

/// <summary>A column's type: as the database declares it, taken apart, and as its values travel.</summary>
public sealed record ColumnType
{
    /// <summary>The full type as the database prints it: <c>bigint(20) unsigned</c>, <c>character varying(30)</c>.</summary>
    public required string Declared { get; init; }

    /// <summary>The type's bare name in lower case: <c>bigint</c>, <c>character varying</c>, <c>enum</c>; for PostgreSQL the
    /// name in <c>pg_type</c> without the array mark (<c>int8</c>, <c>varchar</c>, <c>mood</c>), with its schema where that
    /// is neither pg_catalog nor public.</summary>
    public required string BaseName { get; init; }

    /// <summary>Characters of a text type, bytes of a binary one, bits of a bit type; null where none is declared.</summary>
    public long? Length { get; init; }

    /// <summary>Total digits of a decimal; for MySQL's FLOAT(m,d) its m.</summary>
    public int? Precision { get; init; }

    /// <summary>Digits after the point of a decimal; digits of the second's fraction of a time type.</summary>
    public int? Scale { get; init; }

    /// <summary>MySQL's UNSIGNED.</summary>
    public bool Unsigned { get; init; }

    /// <summary>The labels of an enum or set, in order.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>Dimensions of a PostgreSQL array (1 for any array), 0 for a scalar.</summary>
    public int ArrayDimensions { get; init; }

    /// <summary>What kind of PostgreSQL type it is: b base, e enum, d domain, c composite, r range, m multirange.</summary>
    public char TypeClass { get; init; } = 'b';

    /// <summary>For a domain: the type underneath, as declared.</summary>
    public string? DomainBase { get; init; }

    /// <summary>SRID of a geometry column, if it demands one.</summary>
    public int? Srid { get; init; }

    /// <summary>How values of this column travel to and from other databases.</summary>
    internal WireType Wire { get; init; } = new(WireKind.Text);
}
