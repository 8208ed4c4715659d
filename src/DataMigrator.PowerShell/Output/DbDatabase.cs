using DataMigrator.Exploration;

namespace DataMigrator.PowerShell.Output;

/// <summary>A database of a server, or an SQLite file of a folder, with names under which it can be piped to the other
/// cmdlets.</summary>
public sealed class DbDatabase : OutputObject
{
    internal DbDatabase(string profile, DatabaseInfo database)
    {
        ProfileName = profile;
        DatabaseName = database.Name;
        Size = database.SizeBytes;
    }

    /// <summary>The profile, or the URL, that the database was listed by.</summary>
    public string ProfileName { get; }

    /// <summary>The name to give where a database is asked for.</summary>
    public string DatabaseName { get; }

    /// <summary>Its size in bytes: the length of an SQLite file, null elsewhere.</summary>
    public long? Size { get; }

    /// <summary>The database's name.</summary>
    public override string ToString() => DatabaseName;
}
