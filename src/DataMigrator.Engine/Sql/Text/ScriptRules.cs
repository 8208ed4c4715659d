namespace DataMigrator.Sql.Text;

/// <summary>In which bodies a semicolon ends no statement.</summary>
internal enum BodyForm
{
    /// <summary>A trigger, up to <c>; END ;</c> (as sqlite3_complete() has it).</summary>
    Trigger,

    /// <summary>Parentheses, and <c>BEGIN ATOMIC</c> of a routine.</summary>
    Atomic,

    /// <summary>The blocks of routines, triggers and events: BEGIN, IF, CASE, loops.</summary>
    Procedural,
}

/// <summary>How a script is split into statements, as the database's own client does.</summary>
/// <param name="Body">In which bodies a semicolon ends no statement.</param>
internal sealed record ScriptRules(BodyForm Body)
{
    /// <summary><c>DELIMITER $$</c> sets another mark for a statement's end.</summary>
    public bool HasDelimiter { get; init; }

    /// <summary>The client's own commands begin with a backslash, and COPY reads what follows it in the script.</summary>
    public bool HasClientCommands { get; init; }

    /// <summary><c>@name</c> is a variable's, with dots in it; <c>name@host</c> and <c>@@name</c> are something else.</summary>
    public bool HasUserVariables { get; init; }
}
