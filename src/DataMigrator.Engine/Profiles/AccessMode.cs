namespace DataMigrator.Profiles;

/// <summary>What may be done through a profile; the database itself enforces it.</summary>
public enum AccessMode
{
    /// <summary>Reading only: the connection is opened read-only in the database.</summary>
    ReadOnly,

    /// <summary>Reading and writing.</summary>
    ReadWrite,
}
