using DataMigrator.Values;

namespace DataMigrator.Databases;

/// <summary>How the values of a column are read, as its data shows.</summary>
/// <param name="Wire">The column's kind, or that of most of its values; the others are read as irregular.</param>
internal sealed record ColumnLook(WireType Wire)
{
    /// <summary>Where values are of several kinds: the wire that takes every one of them.</summary>
    public WireType? Every { get; init; }

    /// <summary>The wire for a target of a kind: schema copies make columns that take every value, and the rows then come so.
    /// A target that takes one kind alone gets the column's own, so that other values are rejected by what they are.</summary>
    public WireType For(WireKind target) => Every is { } every
        && (target is WireKind.Text or WireKind.Binary || every.Kind is not (WireKind.Text or WireKind.Binary)) ? every : Wire;
}
