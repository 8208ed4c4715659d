using System.Text.RegularExpressions;
using DataMigrator.Profiles;
using DataMigrator.Sql.Text;

namespace DataMigrator.Databases.MySql.Connection;

/// <summary>A database in the target's character set and collation. A database can't be commented on every version, so a table in
/// it says whose it is.</summary>
internal sealed partial class MySqlScratch(LexicalRules rules) : Scratch
{
    private const string MarkTable = "dm_rehearsal_mark";

    private static readonly HashSet<string> ServerWide = new(
        ["DATABASE", "SCHEMA", "USER", "ROLE", "SERVER", "TABLESPACE", "LOGFILE", "INSTANCE", "EVENT", "RESOURCE", "UNDO"], StringComparer.Ordinal);

    private static readonly HashSet<string> Verbs = new(
        ["CREATE", "ALTER", "DROP", "RENAME", "SET", "SELECT", "WITH", "INSERT", "UPDATE", "DELETE", "REPLACE", "TRUNCATE", "ANALYZE"], StringComparer.Ordinal);

    public override string IgnoreForeignKeys => "SET SESSION FOREIGN_KEY_CHECKS = 0";

    public override string MissingRight(DatabaseAddress target) =>
        $@"The login may not create databases of that name. Grant it (GRANT ALL PRIVILEGES ON `{Prefix.Replace("_", @"\_", StringComparison.Ordinal)}%`.* TO …), or rehearse "
        + "through a profile whose login may.";

    public override DatabaseAddress Address(DatabaseAddress target, string name, string folder) => target with { Database = name };

    public override async Task CreateAsync(DatabaseSession target, string name, CancellationToken cancellationToken)
    {
        (string set, string collation) = (await target.QueryAsync("SELECT @@character_set_database, @@collation_database",
            r => (r.GetString(0), r.GetString(1)), cancellationToken).ConfigureAwait(false))[0];
        await target.ExecuteAsync($"CREATE DATABASE {name} CHARACTER SET {set} COLLATE {collation}", cancellationToken).ConfigureAwait(false);
    }

    public override Task MarkAsync(DatabaseSession scratch, CancellationToken cancellationToken) => scratch.ExecuteAsync(
        $"CREATE TABLE {MarkTable} (id INT NOT NULL PRIMARY KEY) COMMENT = 'A scratch database of a DataMigrator rehearsal. It can be dropped.'",
        cancellationToken);

    public override Task DropAsync(DatabaseSession target, string name, bool inUse, CancellationToken cancellationToken) =>
        target.ExecuteAsync($"DROP DATABASE IF EXISTS {name}", cancellationToken);

    public override async Task<IReadOnlyList<string>> UnusedAsync(DatabaseSession target, CancellationToken cancellationToken) =>
        await target.QueryAsync($"""
            SELECT t.TABLE_SCHEMA FROM information_schema.TABLES t
            WHERE t.TABLE_SCHEMA LIKE '{Prefix.Replace("_", @"\_", StringComparison.Ordinal)}%' AND t.TABLE_NAME = '{MarkTable}'
              AND t.TABLE_SCHEMA NOT IN (SELECT p.DB FROM information_schema.PROCESSLIST p WHERE p.DB IS NOT NULL)
            """, r => r.GetString(0), cancellationToken).ConfigureAwait(false);

    public override async Task<IReadOnlySet<string>> OthersAsync(DatabaseSession scratch, CancellationToken cancellationToken) =>
        (await scratch.QueryAsync("SELECT SCHEMA_NAME FROM information_schema.SCHEMATA WHERE SCHEMA_NAME <> DATABASE()", r => r.GetString(0), cancellationToken)
            .ConfigureAwait(false)).ToHashSet(StringComparer.OrdinalIgnoreCase);

    public override string? WhyNotRun(string sql, IReadOnlyList<string> words, IReadOnlySet<string> others)
    {
        string first = words.Count > 0 ? words[0] : "";
        bool global = words.Contains("GLOBAL") || words.Contains("PERSIST") || GlobalVariable().IsMatch(sql);
        if (!(Verbs.Contains(first) || sql.StartsWith("/*!", StringComparison.Ordinal)) || (first == "SET" && (global || words.Contains("ROLE") || words.Contains("PASSWORD")))
            || (first is "CREATE" or "ALTER" or "DROP" or "RENAME" && words.Skip(1).Take(1).Any(ServerWide.Contains)))
        {
            return "it does more than make a schema, or reaches beyond the database";
        }

        return NamedBeside(sql, others) is { } named ? $"it names the database {named}, which a rehearsal must not touch: take the name off, for the "
            + "statements are to run in whichever database is the target" : null;
    }

    /// <summary>A database that stands before a dot. One whose name is also an alias or a table of the statement is not meant.</summary>
    private string? NamedBeside(string sql, IReadOnlySet<string> others)
    {
        IReadOnlyList<Token> tokens;
        try
        {
            tokens = SqlTokenizer.TokenizeNames(rules, ExecutableComment().Replace(sql, " "));
        }
        catch (UntranslatableException)
        {
            return null;
        }

        bool IsQualifier(int i) => i + 2 < tokens.Count && tokens[i + 1].IsSymbol(".") && (i == 0 || !tokens[i - 1].IsSymbol("."));
        return Enumerable.Range(0, tokens.Count).Where(i => tokens[i].IsName && others.Contains(tokens[i].Text) && IsQualifier(i))
            .Select(i => tokens[i].Text).FirstOrDefault(name => !Enumerable.Range(0, tokens.Count).Any(i => tokens[i].IsName
                && tokens[i].Text.Equals(name, StringComparison.OrdinalIgnoreCase) && !IsQualifier(i) && (i == 0 || !tokens[i - 1].IsSymbol("."))));
    }

    // What the server runs of /*!50001 … */ is left, its marks taken off.
    [GeneratedRegex(@"/\*M?!\d*|\*/")]
    private static partial Regex ExecutableComment();

    [GeneratedRegex(@"@@(global|persist)\b", RegexOptions.IgnoreCase)]
    private static partial Regex GlobalVariable();
}
