namespace DataMigrator.Catalog;

/// <summary>What a database holds, read in a constant number of queries. Tables are in order of schema and name (ordinal).
/// Left out: system schemas, temporary and foreign tables, the partitions of a partitioned table, shadow tables.</summary>
public sealed record DatabaseCatalog
{
    /// <summary>The database system.</summary>
    public required DatabaseKind Kind { get; init; }

    /// <summary>The database's name, or the file's.</summary>
    public required string Database { get; init; }

    /// <summary>The server's version as it says it.</summary>
    public required string ServerVersion { get; init; }

    /// <summary>The tables.</summary>
    public required IReadOnlyList<CatalogTable> Tables { get; init; }

    /// <summary>Triggers.</summary>
    public IReadOnlyList<CatalogTrigger> Triggers { get; init; } = [];

    /// <summary>Views; empty unless the whole schema was asked for (as all lists below).</summary>
    public IReadOnlyList<CatalogView> Views { get; init; } = [];

    /// <summary>Stored procedures and functions.</summary>
    public IReadOnlyList<CatalogRoutine> Routines { get; init; } = [];

    /// <summary>PostgreSQL enum types with their labels.</summary>
    public IReadOnlyList<CatalogEnum> Enums { get; init; } = [];

    /// <summary>PostgreSQL domains.</summary>
    public IReadOnlyList<CatalogDomain> Domains { get; init; } = [];

    /// <summary>PostgreSQL extensions that something of the database needs.</summary>
    public IReadOnlyList<CatalogExtension> Extensions { get; init; } = [];

    /// <summary>What this catalogue does not hold: tables whose rows stay behind, and where the whole schema was asked for, every
    /// other object and property that was not read.</summary>
    public IReadOnlyList<LeftOut> LeftOut { get; init; } = [];

    private IReadOnlyList<CatalogTable>? _indexed;
    private Dictionary<TableName, CatalogTable>? _index;

    /// <summary>The table of that exact name, or null.</summary>
    public CatalogTable? FindTable(TableName name)
    {
        if (!ReferenceEquals(_indexed, Tables) || _index is null)
        {
            _index = Tables.ToDictionary(t => t.Name);
            _indexed = Tables;
        }

        return _index.GetValueOrDefault(name);
    }
}

/// <summary>A view.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Definition">The SELECT in its database's SQL (SQLite: the whole CREATE VIEW).</param>
/// <param name="Columns">Its columns' names, where the database tells them.</param>
public sealed record CatalogView(TableName Name, string Definition, IReadOnlyList<string> Columns)
{
    /// <summary>A materialized view.</summary>
    public bool Materialized { get; init; }

    /// <summary>Tables and views that it reads, where the database tells them.</summary>
    public IReadOnlyList<TableName> DependsOn { get; init; } = [];

    /// <summary>WITH CHECK OPTION: <c>LOCAL</c> or <c>CASCADED</c>; null where rows are not checked.</summary>
    public string? CheckOption { get; init; }

    /// <summary>It reads with the rights of who asks: security_invoker, SQL SECURITY INVOKER.</summary>
    public bool SecurityInvoker { get; init; }

    /// <summary>PostgreSQL's security_barrier.</summary>
    public bool SecurityBarrier { get; init; }

    /// <summary>MariaDB's ALGORITHM, null for UNDEFINED.</summary>
    public string? Algorithm { get; init; }
}

/// <summary>A trigger.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Table">The table or view it is on.</param>
/// <param name="Timing">BEFORE, AFTER or INSTEAD OF.</param>
/// <param name="Events">INSERT, UPDATE, DELETE; <c>UPDATE OF a, b</c> with its columns.</param>
/// <param name="ForEachRow">A row trigger.</param>
/// <param name="Body">What it does, in its database's SQL; PostgreSQL: the function's body.</param>
/// <param name="Definition">The whole statement as the database prints it.</param>
public sealed record CatalogTrigger(string Name, TableName Table, string Timing, IReadOnlyList<string> Events,
    bool ForEachRow, string Body, string Definition)
{
    /// <summary>The WHEN condition.</summary>
    public string? When { get; init; }

    /// <summary>PostgreSQL: the function that it calls.</summary>
    public string? Function { get; init; }

    /// <summary>When it fires.</summary>
    public TriggerState State { get; init; }

    /// <summary>It does something in an ordinary session.</summary>
    public bool Enabled => State is TriggerState.Origin or TriggerState.Always;
}

/// <summary>In which sessions a trigger fires (https://www.postgresql.org/docs/current/sql-altertable.html, DISABLE TRIGGER).</summary>
public enum TriggerState
{
    /// <summary>In ordinary ones, not in those that apply what a replica receives: the default.</summary>
    Origin,

    /// <summary>ENABLE ALWAYS.</summary>
    Always,

    /// <summary>ENABLE REPLICA.</summary>
    Replica,

    /// <summary>DISABLE.</summary>
    Disabled,
}

/// <summary>A stored procedure or function.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsProcedure">A procedure; otherwise a function.</param>
/// <param name="Definition">The whole statement as the database prints it.</param>
public sealed record CatalogRoutine(TableName Name, bool IsProcedure, string Definition)
{
    /// <summary>PostgreSQL: types of its own database that it takes or gives, rows of tables among them.</summary>
    public IReadOnlyList<TableName> Types { get; init; } = [];
}

/// <summary>A PostgreSQL extension.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Schema">The schema of its objects.</param>
/// <param name="Tables">Tables whose types, defaults, indexes or constraints need it.</param>
public sealed record CatalogExtension(string Name, string Schema, IReadOnlyList<TableName> Tables);

/// <summary>A PostgreSQL enum type.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Labels">Its labels in order.</param>
public sealed record CatalogEnum(TableName Name, IReadOnlyList<string> Labels);

/// <summary>A PostgreSQL domain.</summary>
/// <param name="Name">Its name.</param>
/// <param name="BaseType">The type underneath, as declared.</param>
/// <param name="NotNull">NOT NULL.</param>
/// <param name="Default">The default expression.</param>
/// <param name="Checks">Its conditions, over VALUE.</param>
public sealed record CatalogDomain(TableName Name, string BaseType, bool NotNull, string? Default,
    IReadOnlyList<CatalogCheck> Checks);
