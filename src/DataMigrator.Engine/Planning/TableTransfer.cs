using DataMigrator.Catalog;
using DataMigrator.Planning.Conversions;
using DataMigrator.Values;

namespace DataMigrator.Planning;

/// <summary>What resuming does when a table was interrupted in the middle.</summary>
internal enum RestartMode
{
    /// <summary>Reads on after the last committed key.</summary>
    AfterLastKey,

    /// <summary>Empties the table, which was empty before the job, and loads it again.</summary>
    Reload,

    /// <summary>The table is one transaction: it is all there or nothing of it.</summary>
    OneTransaction,
}

/// <summary>A column's way: read in <see cref="ReadWire"/>, converted, written in <see cref="WriteWire"/>.</summary>
internal sealed record ColumnTransfer(CatalogColumn Source, CatalogColumn Target, WireType ReadWire, WireType WriteWire,
    ColumnConversion Conversion)
{
    /// <summary>The wire that takes every value decoded; <see cref="ReadWire"/> may be native.</summary>
    public WireType Decoded { get; init; } = Source.Type.Wire;
}

/// <summary>A table's way.</summary>
internal sealed record TableTransfer(CatalogTable Source, CatalogTable Target, IReadOnlyList<ColumnTransfer> Columns)
{
    /// <summary>Indexes into <see cref="Columns"/> of the key that rows are read by; empty without a usable key.</summary>
    public IReadOnlyList<int> Key { get; init; } = [];

    /// <summary>The target holds the key to be unique too, so that one row's presence tells whether a batch was committed
    /// whatever else the table holds.</summary>
    public bool KeyIsUniqueInTarget { get; init; }

    /// <summary>Looking a key up in the target finds the row with that key and no other: where the key is not held to be
    /// unique there, texts that differ may still be equal to its collation.</summary>
    public bool KeyFindsOneRow => KeyIsUniqueInTarget || Key.All(k => Columns[k].WriteWire.Kind is WireKind.Integer
        or WireKind.Unsigned or WireKind.Decimal or WireKind.Binary or WireKind.Date or WireKind.Timestamp or WireKind.TimestampTz
        or WireKind.Uuid);

    /// <summary>The name in messages, files and status.</summary>
    public string Name => Source.Name.ToString();

    /// <summary>The numbers that the source gives next, by the target's columns that count.</summary>
    public IReadOnlyDictionary<string, long> NextValues => Columns
        .Where(c => c.Source.NextValue is not null && c.Target.Identity != IdentityKind.None)
        .ToDictionary(c => c.Target.Name, c => c.Source.NextValue!.Value);

    /// <summary>How an interrupted copy goes on.</summary>
    public RestartMode Restart(bool targetWasEmpty) =>
        Key.Count > 0 && (KeyIsUniqueInTarget || targetWasEmpty) ? RestartMode.AfterLastKey
        : targetWasEmpty ? RestartMode.Reload : RestartMode.OneTransaction;
}

/// <summary>Tables that are loaded together: one table, or tables that refer to each other.</summary>
internal sealed record TransferUnit(IReadOnlyList<TableTransfer> Tables, bool IsCycle);

/// <summary>The whole way.</summary>
internal sealed record TransferPlan(IReadOnlyList<TransferUnit> Units, IReadOnlyList<string> Warnings,
    IReadOnlyList<PlanProblem> Problems)
{
    public IEnumerable<TableTransfer> Tables => Units.SelectMany(u => u.Tables);
}
