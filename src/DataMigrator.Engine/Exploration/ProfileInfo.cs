using DataMigrator.Profiles;

namespace DataMigrator.Exploration;

/// <summary>A profile as a host may show it: where it leads, never how it logs in.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">The database system.</param>
/// <param name="Access">What may be done through it.</param>
public sealed record ProfileInfo(string Name, DatabaseKind Kind, AccessMode Access)
{
    /// <summary>Host name or address; null for SQLite.</summary>
    public string? Host { get; init; }

    /// <summary>Port; null for the system's usual one.</summary>
    public int? Port { get; init; }

    /// <summary>SQLite: the folder of the files.</summary>
    public string? Directory { get; init; }

    internal static ProfileInfo Of(ConnectionProfile profile) => new(profile.Name, profile.Kind, profile.Access)
    {
        Host = profile.Host, Port = profile.Port, Directory = profile.Directory,
    };
}

/// <summary>What a test of a profile found: it could be reached and logged in to.</summary>
/// <param name="Profile">The profile.</param>
/// <param name="Kind">The system that answered: MariaDB also where the profile says mysql.</param>
/// <param name="ServerVersion">Its version as it says it.</param>
/// <param name="Databases">Databases that the login sees.</param>
/// <param name="Elapsed">How long connecting took.</param>
public sealed record ProfileTest(ProfileInfo Profile, DatabaseKind Kind, string ServerVersion, int Databases, TimeSpan Elapsed)
{
    /// <summary>Where the login may do more than the profile needs, with the grants to make instead.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}

/// <summary>A database of a server, or an SQLite file of a profile's folder.</summary>
/// <param name="Name">The name to give where a database is asked for.</param>
/// <param name="SizeBytes">Its size where that is cheap to know (a file's length), else null.</param>
public sealed record DatabaseInfo(string Name, long? SizeBytes);

/// <summary>Where the rows of a table in a list come from.</summary>
public enum RowCounts
{
    /// <summary>The database's guess, which costs nothing; SQLite has one only after ANALYZE.</summary>
    Estimated,

    /// <summary>The guess, and a count where there is none.</summary>
    CountedWhereUnknown,

    /// <summary>A count of every table.</summary>
    Counted,
}

/// <summary>A table in a list.</summary>
/// <param name="Schema">The PostgreSQL schema, null elsewhere.</param>
/// <param name="Name">The table's name.</param>
/// <param name="FullName">The name to give where a table is asked for: with its schema unless that is <c>public</c>.</param>
/// <param name="RowEstimate">The database's guess of its rows, null where it has none.</param>
/// <param name="Columns">How many columns it has.</param>
/// <param name="Key">The columns of the primary key, else of the first unique key without NULLs; empty for none.</param>
/// <param name="KeyIsPrimary">The key is the primary key.</param>
/// <param name="Comment">The comment.</param>
public sealed record TableInfo(string? Schema, string Name, string FullName, long? RowEstimate, int Columns,
    IReadOnlyList<string> Key, bool KeyIsPrimary, string? Comment);
