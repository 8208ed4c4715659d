namespace DataMigrator;

/// <summary>What a message of the engine may name that each host calls otherwise: an option, a command, a way to do a thing.
/// The names are kept in checkpoints: they stay as they are.</summary>
public enum HostTerm
{
    /// <summary>The option of the one table.</summary>
    SourceTable,

    /// <summary>The option of the tables that alone take part.</summary>
    IncludeTables,

    /// <summary>The option of the tables that do not.</summary>
    ExcludeTables,

    /// <summary>The option of the source's database.</summary>
    SourceDatabase,

    /// <summary>The option of the target's database.</summary>
    TargetDatabase,

    /// <summary>The option of a database that is neither source nor target.</summary>
    DatabaseName,

    /// <summary>The option of the rows a batch.</summary>
    BatchSize,

    /// <summary>The option of the mebibytes in flight.</summary>
    MemoryLimit,

    /// <summary>The option of the most rows that a query returns.</summary>
    RowLimit,

    /// <summary>The option of the most rows of a sample.</summary>
    SampleLimit,

    /// <summary>The option of the most characters of a value.</summary>
    CellLimit,

    /// <summary>The option of the seconds that a statement may take.</summary>
    Timeout,

    /// <summary>The option of the statement to begin with.</summary>
    FirstStatement,

    /// <summary>The option that creates the target's tables.</summary>
    CreateSchema,

    /// <summary>The option that empties the target's tables first.</summary>
    Truncate,

    /// <summary>How a job is told to set bad rows aside and go on.</summary>
    SetRowsAside,

    /// <summary>The option of the folder with a schema copy's files.</summary>
    OutputDir,

    /// <summary>The option of the rows of a table that are rehearsed.</summary>
    SampleRows,

    /// <summary>The end of a sentence that told to choose another folder: how files may be overwritten, where that can be
    /// asked for.</summary>
    OrOverwrite,

    /// <summary>Where the home folder is chosen.</summary>
    Home,

    /// <summary>How a profile file is named: "… or name one with x".</summary>
    ProfileFile,

    /// <summary>The command that writes the schema for the target.</summary>
    SchemaCopy,

    /// <summary>The command that compares both sides.</summary>
    Verify,

    /// <summary>What shows the whole plan.</summary>
    Plan,

    /// <summary>How to find a job's id, as a short clause.</summary>
    FindJobId,

    /// <summary>How a running job is stopped.</summary>
    StopJob,
}
