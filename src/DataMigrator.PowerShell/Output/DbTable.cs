using DataMigrator.Exploration;

namespace DataMigrator.PowerShell.Output;

/// <summary>A table of a database, with names under which it can be piped to the other cmdlets.</summary>
public sealed class DbTable : OutputObject
{
    internal DbTable(string profile, string? database, TableInfo table)
    {
        ProfileName = profile;
        DatabaseName = database;
        TableName = table.FullName;
        Schema = table.Schema;
        Name = table.Name;
        Rows = table.RowEstimate;
        Columns = table.Columns;
        Key = TextList.Of(table.Key);
        Comment = table.Comment;
    }

    /// <summary>The profile, or the URL, that the table was listed by.</summary>
    public string ProfileName { get; }

    /// <summary>The database; null where a URL names it.</summary>
    public string? DatabaseName { get; }

    /// <summary>The name to give where a table is asked for: with its schema unless that is public.</summary>
    public string TableName { get; }

    /// <summary>The PostgreSQL schema, null elsewhere.</summary>
    public string? Schema { get; }

    /// <summary>The name without a schema.</summary>
    public string Name { get; }

    /// <summary>Its rows: the database's guess, or counted.</summary>
    public long? Rows { get; }

    /// <summary>How many columns it has.</summary>
    public int Columns { get; }

    /// <summary>The columns of the primary key, else of the first unique key without NULLs; empty for none.</summary>
    public IReadOnlyList<string> Key { get; }

    /// <summary>The table's comment.</summary>
    public string? Comment { get; }

    /// <summary>The table's name.</summary>
    public override string ToString() => TableName;
}
