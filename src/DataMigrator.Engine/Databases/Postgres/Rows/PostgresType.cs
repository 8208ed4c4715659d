using DataMigrator.Values;

namespace DataMigrator.Databases.Postgres.Rows;

/// <summary>A type as its values lie in binary COPY.</summary>
/// <param name="Name">The name in <c>pg_type</c>; <c>enum</c> for any enum; with <c>[]</c> for an array.</param>
/// <param name="Declared">The name as <c>format_type</c> prints it without its modifier.</param>
/// <param name="Format">The binary form.</param>
/// <param name="Wire">The kind in which values travel to other databases.</param>
internal sealed record PostgresType(string Name, string Declared, PostgresFormat Format, WireKind Wire)
{
    /// <summary>The element of an array, the subtype of a range, the range of a multirange.</summary>
    public PostgresType? Element { get; init; }

    /// <summary>The type comes with an extension, in whatever schema that was put.</summary>
    public bool Extension { get; init; }

    /// <summary>The binary form means the same in every database (it holds no OID of a user's type).</summary>
    public bool Portable => Format is not PostgresFormat.Other;

    /// <summary>Values that other databases don't know go as text: the SELECT casts, since only the server prints every
    /// such type.</summary>
    public bool ReadsAsText => Wire is WireKind.Literal || Format is PostgresFormat.Other;
}
