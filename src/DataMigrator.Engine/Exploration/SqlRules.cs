using System.Text.RegularExpressions;
using DataMigrator.Databases;

namespace DataMigrator.Exploration;

/// <summary>What a read-only connection is given to run. The database enforces that nothing is written; this list keeps
/// out statements that reach beyond the data (COPY to a program, SET GLOBAL, KILL), which a read-only transaction lets
/// pass. What the statement calls is looked at by the database.</summary>
internal static partial class SqlRules
{
    private static readonly HashSet<string> Reading =
        ["SELECT", "WITH", "VALUES", "TABLE", "SHOW", "EXPLAIN", "DESCRIBE", "DESC", "PRAGMA", "("];

    // Pragmas that only tell; others change the connection or, with some, the whole process.
    private static readonly HashSet<string> TellingPragmas =
    [
        "COLLATION_LIST", "COMPILE_OPTIONS", "DATABASE_LIST", "ENCODING", "FOREIGN_KEY_CHECK", "FOREIGN_KEY_LIST",
        "FUNCTION_LIST", "INDEX_INFO", "INDEX_LIST", "INDEX_XINFO", "INTEGRITY_CHECK", "PAGE_COUNT", "PAGE_SIZE",
        "QUICK_CHECK", "SCHEMA_VERSION", "TABLE_INFO", "TABLE_LIST", "TABLE_XINFO", "USER_VERSION",
    ];

    // Statements that no transaction may hold, or that end one.
    private static readonly HashSet<string> Transactional =
        ["BEGIN", "START", "COMMIT", "ROLLBACK", "END", "ABORT", "SAVEPOINT", "RELEASE", "VACUUM", "PRAGMA", "PREPARE"];

    // ROLLBACK TO a savepoint ends nothing.
    private static readonly HashSet<string> Ending = ["COMMIT", "ROLLBACK", "END", "ABORT"];

    private static readonly HashSet<string> Writing = ["INSERT", "UPDATE", "DELETE", "REPLACE", "LOAD", "WITH"];

    /// <exception cref="MigrationException">INVALID_PARAMETER: not exactly one statement; ACCESS_DENIED: not one that
    /// reads.</exception>
    public static SqlStatement OnlyReading(IReadOnlyList<SqlStatement> statements, string where, DatabaseKind kind)
    {
        if (statements.Count != 1)
        {
            throw new MigrationException(ErrorCodes.InvalidParameter, $"Querying {where}: "
                + (statements.Count == 0 ? "there is no statement. Give one." : $"there are {statements.Count} statements. Give one a call."));
        }

        SqlStatement statement = statements[0];
        string first = statement.Words.Count > 0 ? statement.Words[0] : "";
        bool reads = Reading.Contains(first) && (first != "PRAGMA" || IsTellingPragma(statement, kind));
        return reads ? statement : throw new MigrationException(ErrorCodes.AccessDenied,
            $"Querying {where}: \"{statement.Brief}\" does more than read, and the connection is read-only. Give a SELECT, WITH, VALUES, "
            + "TABLE, SHOW, DESCRIBE or EXPLAIN statement, or use a profile with \"access\": \"read-write\".");
    }

    /// <summary>All of them may be one transaction, which is rolled back when one fails.</summary>
    public static bool CanRollBack(IReadOnlyList<SqlStatement> statements, Dialect dialect) =>
        dialect.HasTransactionalDdl
        && !statements.Any(s => s.Words.Count > 0 && (Transactional.Contains(s.Words[0])
            || s.Words.Contains("CONCURRENTLY") || s.StartsWith("CREATE", "DATABASE") || s.StartsWith("DROP", "DATABASE")
            || s.StartsWith("CREATE", "TABLESPACE") || s.StartsWith("DROP", "TABLESPACE") || s.StartsWith("ALTER", "SYSTEM")
            || s.StartsWith("ALTER", "DATABASE")));

    /// <summary>The statement from which on nothing is committed: it opens a transaction, or writes in one that MySQL opens by
    /// itself where autocommit is off, and no later statement ends it. Null when there is none.</summary>
    public static SqlStatement? LeftOpen(IReadOnlyList<SqlStatement> statements)
    {
        SqlStatement? open = null;
        bool always = false;
        foreach (SqlStatement statement in statements.Where(s => s.Words.Count > 0))
        {
            if (statement.StartsWith("SET") && Autocommit().Match(statement.Text) is { Success: true } set)
            {
                always = set.Groups["off"].Success;
                open = always ? open : null;
            }
            else if (Ending.Contains(statement.Words[0]) && !statement.Words.Contains("TO") || statement.StartsWith("PREPARE", "TRANSACTION"))
            {
                open = null;
            }
            else if (statement.StartsWith("START", "TRANSACTION") || (statement.StartsWith("BEGIN") && !statement.StartsWith("BEGIN", "NOT"))
                || (always && Writing.Contains(statement.Words[0])))
            {
                open ??= statement;
            }
        }

        return open;
    }

    // PRAGMA name, PRAGMA main.name, PRAGMA name(argument).
    private static bool IsTellingPragma(SqlStatement statement, DatabaseKind kind) =>
        kind == DatabaseKind.Sqlite && !statement.Text.Contains('=')
        && statement.Words.Skip(1).Any(TellingPragmas.Contains)
        && statement.Words.Skip(1).TakeWhile(w => !TellingPragmas.Contains(w)).All(w => w is "MAIN" or "TEMP");

    [GeneratedRegex(@"\bautocommit\s*:?=\s*(?:(?<off>0|off|false)\b|(?:1|on|true)\b)", RegexOptions.IgnoreCase)]
    private static partial Regex Autocommit();
}
