namespace DataMigrator;

/// <summary>The database systems that data moves between.</summary>
public enum DatabaseKind
{
    /// <summary>SQLite 3, a file.</summary>
    Sqlite,

    /// <summary>PostgreSQL.</summary>
    Postgres,

    /// <summary>MySQL.</summary>
    MySql,

    /// <summary>MariaDB: speaks MySQL's protocol, differs in catalogue, types and limits.</summary>
    MariaDb,
}
