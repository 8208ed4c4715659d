namespace DataMigrator.Catalog;

/// <summary>A primary or unique key over whole columns.</summary>
/// <param name="Name">The constraint's or index's name, null where it has none.</param>
/// <param name="Columns">The columns in key order.</param>
public sealed record CatalogKey(string? Name, IReadOnlyList<string> Columns)
{
    /// <summary>MySQL prefix lengths in characters by position, null entries for whole columns; empty when none has one.
    /// A key with a prefix is no key of the whole value.</summary>
    public IReadOnlyList<int?> PrefixLengths { get; init; } = [];

    /// <summary>A constraint, not a bare unique index.</summary>
    public bool IsConstraint { get; init; } = true;

    /// <summary>DEFERRABLE.</summary>
    public bool Deferrable { get; init; }

    /// <summary>INITIALLY DEFERRED.</summary>
    public bool InitiallyDeferred { get; init; }

    /// <summary>PostgreSQL's NULLS NOT DISTINCT.</summary>
    public bool NullsNotDistinct { get; init; }
}

/// <summary>One part of an index.</summary>
/// <param name="Column">The column, null for an expression.</param>
/// <param name="Expression">The expression in its database's SQL, null for a column.</param>
/// <param name="Descending">Sorted downwards.</param>
/// <param name="PrefixLength">MySQL: the first n characters or bytes only.</param>
/// <param name="Collation">A collation named for the index part.</param>
public sealed record IndexPart(string? Column, string? Expression, bool Descending = false, int? PrefixLength = null,
    string? Collation = null);

/// <summary>An index.</summary>
/// <param name="Name">The name.</param>
/// <param name="Parts">Its parts in order.</param>
public sealed record CatalogIndex(string Name, IReadOnlyList<IndexPart> Parts)
{
    /// <summary>Values may not repeat.</summary>
    public bool Unique { get; init; }

    /// <summary>The condition of a partial index in its database's SQL.</summary>
    public string? Where { get; init; }

    /// <summary>The method in lower case: btree, hash, gin, gist, brin, fulltext, spatial.</summary>
    public string Method { get; init; } = "btree";

    /// <summary>PostgreSQL's INCLUDE columns.</summary>
    public IReadOnlyList<string> Include { get; init; } = [];

    /// <summary>The whole definition as the database prints it, where it does.</summary>
    public string? Definition { get; init; }
}

/// <summary>What happens to a referring row when the row referred to changes or goes.</summary>
public enum ReferentialAction
{
    /// <summary>NO ACTION.</summary>
    NoAction,

    /// <summary>RESTRICT.</summary>
    Restrict,

    /// <summary>CASCADE.</summary>
    Cascade,

    /// <summary>SET NULL.</summary>
    SetNull,

    /// <summary>SET DEFAULT.</summary>
    SetDefault,
}

/// <summary>A foreign key.</summary>
/// <param name="Name">The constraint's name, null where it has none (SQLite).</param>
/// <param name="Columns">The referring columns.</param>
/// <param name="ReferencedTable">The table referred to; it may be missing in SQLite.</param>
/// <param name="ReferencedColumns">The columns referred to, resolved also where the DDL names none.</param>
public sealed record CatalogForeignKey(string? Name, IReadOnlyList<string> Columns, TableName ReferencedTable,
    IReadOnlyList<string> ReferencedColumns)
{
    /// <summary>ON DELETE.</summary>
    public ReferentialAction OnDelete { get; init; }

    /// <summary>The columns that ON DELETE SET NULL or SET DEFAULT sets, where they are not all of the key (PostgreSQL 15).</summary>
    public IReadOnlyList<string> DeleteColumns { get; init; } = [];

    /// <summary>ON UPDATE.</summary>
    public ReferentialAction OnUpdate { get; init; }

    /// <summary>MATCH FULL.</summary>
    public bool MatchFull { get; init; }

    /// <summary>DEFERRABLE.</summary>
    public bool Deferrable { get; init; }

    /// <summary>INITIALLY DEFERRED.</summary>
    public bool InitiallyDeferred { get; init; }

    /// <summary>PostgreSQL's NOT VALID is absent: the database vouches for existing rows.</summary>
    public bool Validated { get; init; } = true;

    /// <summary>Why the database can't check the key, null where it can. SQLite takes any declaration, and then refuses
    /// every row (https://www.sqlite.org/foreignkeys.html, "parent key and foreign key mismatch").</summary>
    public string? Flaw { get; init; }
}

/// <summary>A CHECK constraint.</summary>
/// <param name="Name">The name, null where it has none.</param>
/// <param name="Expression">The condition in its database's SQL, without the outer parentheses.</param>
public sealed record CatalogCheck(string? Name, string Expression)
{
    /// <summary>The database holds new rows to it: false for NOT ENFORCED.</summary>
    public bool Enforced { get; init; } = true;

    /// <summary>The database vouches for existing rows: false for PostgreSQL's NOT VALID.</summary>
    public bool Validated { get; init; } = true;

    /// <summary>PostgreSQL's NO INHERIT.</summary>
    public bool NoInherit { get; init; }
}
