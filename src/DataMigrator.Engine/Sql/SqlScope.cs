using DataMigrator.Sql.Tree;

namespace DataMigrator.Sql;

/// <summary>What an expression yields in the target, as far as the dialects differ on it.</summary>
internal enum SqlType
{
    /// <summary>Not known: it may not stand where the type matters.</summary>
    Unknown,
    Null,
    Boolean,
    Integer,
    Decimal,
    Float,
    Text,
    Enum,
    Binary,
    Bits,
    Date,
    Time,
    Timestamp,
    TimestampTz,
    Interval,
    Json,
    Uuid,
    Other,
}

/// <summary>A column as expressions see it.</summary>
/// <param name="Source">Its name in the source.</param>
/// <param name="Target">Its name in the target.</param>
/// <param name="Type">Its type in the target.</param>
internal sealed record RelationColumn(string Source, string Target, SqlType Type)
{
    /// <summary>The labels of an enum.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>Its collation tells capital letters from small ones, where the database has collations that do not.</summary>
    public bool MindsCase { get; init; }
}

/// <summary>A table or view as queries see it.</summary>
/// <param name="Target">Its name in the target, quoted.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="Keys">Sets of source columns that determine a row: primary and unique keys.</param>
internal sealed record Relation(string Target, IReadOnlyList<RelationColumn> Columns,
    IReadOnlyList<IReadOnlyList<string>> Keys)
{
    /// <summary>The primary key's columns, empty where there is none.</summary>
    public IReadOnlyList<string> PrimaryKey { get; init; } = [];
}

/// <summary>Finds tables and views of the source by the names that its SQL uses.</summary>
internal interface IRelations
{
    /// <summary>The relation, or null where there is none or it was not translated.</summary>
    Relation? Find(string? schema, string name);
}

/// <summary>A relation under its alias.</summary>
/// <param name="Alias">The alias, or the relation's own name, as the source writes it.</param>
/// <param name="Target">What the target's SQL puts before a column: an alias or a name, quoted; empty for nothing.</param>
/// <param name="Relation">The relation.</param>
internal sealed record ScopeEntry(string Alias, string Target, Relation Relation);

/// <summary>The names that an expression can see: its query's relations, and outwards those of the queries around.</summary>
internal sealed class SqlScope(NameRules names, SqlScope? outer = null)
{
    public List<ScopeEntry> Entries { get; } = [];

    /// <summary>Names of the select list, for ORDER BY, GROUP BY and HAVING.</summary>
    public Dictionary<string, SqlExpr> Aliases { get; } = new(names.Comparer);

    public SqlScope? Outer { get; } = outer;

    public bool Same(string a, string b) => names.Comparer.Equals(a, b);

    /// <summary>The column of that name, or null. An unqualified name takes the first relation that has it.</summary>
    public (ScopeEntry Entry, RelationColumn Column)? Find(string? qualifier, string name)
    {
        for (SqlScope? scope = this; scope is not null; scope = scope.Outer)
        {
            if (scope.FindHere(qualifier, name) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    public (ScopeEntry Entry, RelationColumn Column)? FindHere(string? qualifier, string name)
    {
        foreach (ScopeEntry entry in Entries)
        {
            if (qualifier is not null && !Same(entry.Alias, qualifier))
            {
                continue;
            }

            foreach (RelationColumn column in entry.Relation.Columns)
            {
                if (Same(column.Source, name))
                {
                    return (entry, column);
                }
            }
        }

        return null;
    }
}
