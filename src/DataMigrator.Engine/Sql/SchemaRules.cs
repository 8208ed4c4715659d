namespace DataMigrator.Sql;

/// <summary>How a database keeps its objects. What is not set does not hold.</summary>
internal sealed record SchemaRules
{
    /// <summary>Of a view the catalogue has nothing but the statement that made it.</summary>
    public bool ViewsAreStatements { get; init; }

    /// <summary>The catalogue says what a view reads.</summary>
    public bool ViewsKnowWhatTheyRead { get; init; }

    /// <summary>Functions are copied with their text to a database of the same system.</summary>
    public bool CopiesFunctions { get; init; }

    /// <summary>No two tables have CHECKs of one name.</summary>
    public bool ChecksShareNames { get; init; }

    /// <summary>CHECKs and generated columns name no column that counts up or that a foreign key's action changes.</summary>
    public bool RefusesChangedColumns { get; init; }

    /// <summary>Foreign keys are a part of CREATE TABLE only.</summary>
    public bool ForeignKeysInTables { get; init; }

    /// <summary>No two tables have foreign keys of one name.</summary>
    public bool ForeignKeysShareNames { get; init; }

    /// <summary>Foreign keys may be deferred to the end of a transaction.</summary>
    public bool DefersForeignKeys { get; init; }

    /// <summary>MATCH FULL.</summary>
    public bool MatchesFull { get; init; }

    /// <summary>ON DELETE SET NULL of some of a foreign key's columns.</summary>
    public bool SetsSomeColumns { get; init; }

    /// <summary>ON … SET DEFAULT, and ON … SET NULL over columns that are NOT NULL.</summary>
    public bool TakesAnyAction { get; init; }

    /// <summary>What a script begins with.</summary>
    public string ScriptHead { get; init; } = "";
}
