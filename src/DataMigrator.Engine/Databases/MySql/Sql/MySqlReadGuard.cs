using System.Data.Common;
using System.Text;
using DataMigrator.Sql.Text;

namespace DataMigrator.Databases.MySql.Sql;

/// <summary>Refuses a statement that could do what a READ ONLY transaction of MySQL or MariaDB lets pass: files, locks,
/// functions loaded into the server. Views and stored functions are followed.</summary>
internal sealed class MySqlReadGuard(DatabaseSession session)
{
    private const string LeaveOut = "Leave it out.";

    private static readonly string[] SystemSchemas = ["information_schema", "performance_schema", "mysql", "sys"];

    private readonly HashSet<string> _followed = new(StringComparer.OrdinalIgnoreCase);

    /// <exception cref="MigrationException">ACCESS_DENIED: what, why, and what to do instead.</exception>
    public Task CheckAsync(string sql, CancellationToken cancellationToken) =>
        FollowAsync(sql, session.Connection.Database, "", false, cancellationToken);

    private async Task FollowAsync(string sql, string schema, string via, bool body, CancellationToken cancellationToken)
    {
        SqlMentions mentions = Mentions(sql, via);
        JudgeWords(mentions, via, body);
        if (mentions.Names.FirstOrDefault(n => n.Called && MySqlCalls.IsRefused(n.Text)) is { } refused)
        {
            throw ReadRefusal.Of(session, $"the function {refused.Text.ToUpperInvariant()}{via} reaches beyond the rows (files, locks, sequences)", LeaveOut);
        }

        if (mentions.Names.Count == 0)
        {
            return;
        }

        string names = List(mentions.Names.Select(n => n.Text));
        string schemas = List(mentions.Names.Select(n => n.Qualifier).OfType<string>().Append(schema));
        bool Meant(string itsSchema, string itsName) => mentions.Names.Any(n => n.Text.Equals(itsName, StringComparison.OrdinalIgnoreCase)
            && itsSchema.Equals(n.Qualifier ?? schema, StringComparison.OrdinalIgnoreCase));
        List<Routine> routines = await session.QueryAsync("SELECT ROUTINE_SCHEMA, ROUTINE_NAME, ROUTINE_TYPE, SQL_DATA_ACCESS, ROUTINE_DEFINITION "
            + $"FROM information_schema.ROUTINES WHERE ROUTINE_TYPE <> 'PROCEDURE' AND ROUTINE_SCHEMA IN ({schemas}) AND ROUTINE_NAME IN ({names})",
            r => new Routine(r.GetString(0), r.GetString(1), r.GetString(2), r.GetString(3), TextAt(r, 4)), cancellationToken).ConfigureAwait(false);
        await CheckLoadedAsync(mentions, routines, via, cancellationToken).ConfigureAwait(false);
        await CheckEnginesAsync(names, schemas, Meant, via, cancellationToken).ConfigureAwait(false);
        foreach (Routine routine in routines.Where(r => Meant(r.Schema, r.Name) && _followed.Add("f " + r)))
        {
            await FollowAsync(Judged(routine, via), routine.Schema, $" (in the stored function {routine})", true, cancellationToken).ConfigureAwait(false);
        }

        List<(string Schema, string Name, string? Sql)> views = await session.QueryAsync("SELECT TABLE_SCHEMA, TABLE_NAME, VIEW_DEFINITION "
            + $"FROM information_schema.VIEWS WHERE TABLE_SCHEMA IN ({schemas}) AND TABLE_NAME IN ({names})",
            r => (r.GetString(0), r.GetString(1), TextAt(r, 2)), cancellationToken).ConfigureAwait(false);
        foreach ((string itsSchema, string name, string? definition) in views.Where(v => Meant(v.Schema, v.Name) && _followed.Add($"v {v.Schema}.{v.Name}")))
        {
            if (string.IsNullOrEmpty(definition) && !SystemSchemas.Contains(itsSchema, StringComparer.OrdinalIgnoreCase))
            {
                throw ReadRefusal.Of(session, $"the view {itsSchema}.{name}{via} may call any function, and the login may not see its definition",
                    $"Grant it (GRANT SHOW VIEW ON {itsSchema}.* TO …).");
            }

            await FollowAsync(definition ?? "", itsSchema, $" (in the view {itsSchema}.{name})", false, cancellationToken).ConfigureAwait(false);
        }
    }

    private SqlMentions Mentions(string sql, string via)
    {
        try
        {
            return SqlMentions.Of(session.Dialect.Language.Lexical, sql);
        }
        catch (UntranslatableException e)
        {
            throw ReadRefusal.Unreadable(session, e.Message + via);
        }
    }

    private void JudgeWords(SqlMentions mentions, string via, bool body)
    {
        if (mentions.Has("INTO", "OUTFILE") || mentions.Has("INTO", "DUMPFILE"))
        {
            throw ReadRefusal.Of(session, $"the statement{via} writes a file on the server", LeaveOut);
        }

        if (mentions.Has("FOR", "UPDATE") || mentions.Has("FOR", "SHARE") || mentions.Has("LOCK", "IN", "SHARE", "MODE"))
        {
            throw ReadRefusal.Of(session, $"the statement{via} locks rows that others then wait for", "Leave FOR UPDATE, FOR SHARE or LOCK IN SHARE MODE out.");
        }

        if (mentions.Has("NEXT", "VALUE", "FOR"))
        {
            throw ReadRefusal.Of(session, $"the statement{via} takes a value of a sequence", LeaveOut);
        }

        if (body && MySqlCalls.Acts(mentions.Words) is { } word)
        {
            throw ReadRefusal.Of(session, $"the statement calls what holds {word}{via}", LeaveOut);
        }
    }

    private string Judged(Routine routine, string via)
    {
        if (routine.Access == "MODIFIES SQL DATA")
        {
            throw ReadRefusal.Of(session, $"the stored function {routine}{via} is declared MODIFIES SQL DATA", LeaveOut);
        }

        return string.IsNullOrEmpty(routine.Body) ? throw ReadRefusal.Of(session,
            $"the stored function {routine}{via} may do anything, and the login may not see its body",
            session.Kind == DatabaseKind.MySql ? "Grant it (GRANT SHOW_ROUTINE ON *.* TO …)." : "Grant it (GRANT SHOW CREATE ROUTINE, or SELECT ON mysql.proc).")
            : routine.Body;
    }

    // Functions of plug-ins run the server's own rights: sys_exec and its like.
    private async Task CheckLoadedAsync(SqlMentions mentions, List<Routine> routines, string via, CancellationToken cancellationToken)
    {
        string[] unknown = [.. mentions.Names.Where(n => n.Called && n.Qualifier is null && !MySqlCalls.IsOwn(n.Text)).Select(n => n.Text)
            .Except(routines.Select(r => r.Name), StringComparer.OrdinalIgnoreCase)];
        if (unknown.Length == 0)
        {
            return;
        }

        HashSet<string>? loaded = null;
        foreach (string sql in (string[])["SELECT name FROM mysql.func", "SELECT UDF_NAME FROM performance_schema.user_defined_functions"])
        {
            try
            {
                List<string> names = await session.QueryAsync(sql, r => r.GetString(0), cancellationToken).ConfigureAwait(false);
                (loaded ??= new HashSet<string>(StringComparer.OrdinalIgnoreCase)).UnionWith(names);
            }
            catch (DbException)
            {
                // Not there (MariaDB), or not for this login.
            }
        }

        // Where neither may be read, a name that is followed by its columns is not taken for a function: WITH n (a) AS.
        if (unknown.FirstOrDefault(n => loaded?.Contains(n) ?? !mentions.ColumnLists.Contains(n)) is { } function)
        {
            throw ReadRefusal.Of(session, loaded is null
                ? $"the function {function}{via} is none of the server's own, and the login may not see what was loaded into the server"
                : $"the function {function}{via} was loaded into the server and runs with the server's own rights",
                loaded is null ? "Leave it out, or grant SELECT ON mysql.func." : LeaveOut);
        }
    }

    private async Task CheckEnginesAsync(string names, string schemas, Func<string, string, bool> meant, string via, CancellationToken cancellationToken)
    {
        List<(string Schema, string Name, string Engine)> others = await session.QueryAsync("SELECT TABLE_SCHEMA, TABLE_NAME, ENGINE FROM information_schema.TABLES "
            + $"WHERE TABLE_SCHEMA IN ({schemas}) AND TABLE_NAME IN ({names}) AND ENGINE IN ('FEDERATED', 'CONNECT', 'SPIDER')",
            r => (r.GetString(0), r.GetString(1), r.GetString(2)), cancellationToken).ConfigureAwait(false);
        if (others.FirstOrDefault(t => meant(t.Schema, t.Name)) is { Engine: not null } other)
        {
            throw ReadRefusal.Of(session, $"the table {other.Schema}.{other.Name}{via} is read by the engine {other.Engine} beyond this server",
                "Leave it out, or query its own server.");
        }
    }

    private static string List(IEnumerable<string> texts) => string.Join(", ", texts.Distinct()
        .Select(t => $"_utf8mb4 X'{Convert.ToHexString(Encoding.UTF8.GetBytes(t))}'"));

    private static string? TextAt(DbDataReader r, int i) => r.IsDBNull(i) ? null : r.GetString(i);

    private sealed record Routine(string Schema, string Name, string Type, string Access, string? Body)
    {
        public override string ToString() => $"{Schema}.{Name}";
    }
}
