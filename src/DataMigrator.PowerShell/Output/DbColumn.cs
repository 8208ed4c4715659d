using DataMigrator.Catalog;

namespace DataMigrator.PowerShell.Output;

/// <summary>A column of a table.</summary>
public sealed class DbColumn : OutputObject
{
    internal DbColumn(string profile, string? database, CatalogTable table, int index)
    {
        CatalogColumn column = table.Columns[index];
        ProfileName = profile;
        DatabaseName = database;
        TableName = table.Name.ToString();
        Name = column.Name;
        Position = index + 1;
        Type = column.Type.Declared;
        Nullable = column.Nullable;
        Default = column.Default;
        IsKey = table.PrimaryKey?.Columns.Contains(column.Name) == true;
        Identity = column.Identity == IdentityKind.None ? null : ContractName.Of(column.Identity);
        Generated = column.Generated;
        Collation = column.Collation;
        Comment = column.Comment;
    }

    /// <summary>The profile, or the URL, that the column was listed by.</summary>
    public string ProfileName { get; }

    /// <summary>The database; null where a URL names it.</summary>
    public string? DatabaseName { get; }

    /// <summary>The table's name: with its schema unless that is public.</summary>
    public string TableName { get; }

    /// <summary>The column's name.</summary>
    public string Name { get; }

    /// <summary>Its place in the table, from 1.</summary>
    public int Position { get; }

    /// <summary>Its type as declared.</summary>
    public string Type { get; }

    /// <summary>NULL is allowed.</summary>
    public bool Nullable { get; }

    /// <summary>The default as SQL of its database, null where there is none.</summary>
    public string? Default { get; }

    /// <summary>It is in the primary key.</summary>
    public bool IsKey { get; }

    /// <summary>Who makes its value where an INSERT leaves it out: <c>auto_increment</c>, <c>serial</c>, <c>identity_by_default</c>,
    /// <c>identity_always</c>; null for nobody.</summary>
    public string? Identity { get; }

    /// <summary>The expression of a generated column, null for an ordinary one.</summary>
    public string? Generated { get; }

    /// <summary>The collation, where it is not the table's or database's.</summary>
    public string? Collation { get; }

    /// <summary>The column's comment.</summary>
    public string? Comment { get; }

    /// <summary>The table's and the column's name.</summary>
    public override string ToString() => TableName + "." + Name;
}
