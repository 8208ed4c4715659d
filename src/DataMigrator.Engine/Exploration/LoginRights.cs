using System.Data.Common;
using DataMigrator.Databases;
using DataMigrator.Profiles;

namespace DataMigrator.Exploration;

/// <summary>Tells where a login may do more than its profile says: what a read-only connection holds back is a list, and the
/// login's rights are the boundary.</summary>
internal static class LoginRights
{
    // Predefined roles of PostgreSQL that reach beyond rows, or write them.
    private const string PostgresRoles = "'pg_write_server_files', 'pg_read_server_files', 'pg_execute_server_program', "
        + "'pg_signal_backend', 'pg_write_all_data', 'pg_maintain', 'pg_create_subscription'";

    // What a login that only reads has.
    private static readonly HashSet<string> MySqlReading = new(
        ["USAGE", "SELECT", "SHOW VIEW", "SHOW DATABASES", "EXECUTE", "PROCESS", "REPLICATION CLIENT", "BINLOG MONITOR", "REPLICA MONITOR",
            "SLAVE MONITOR", "SHOW_ROUTINE", "SHOW CREATE ROUTINE"], StringComparer.OrdinalIgnoreCase);

    // Rights that make others superfluous to name, worst first.
    private static readonly string[] MySqlWorst = ["SUPER", "FILE", "CREATE USER", "SHUTDOWN", "DROP", "DELETE", "UPDATE", "INSERT"];

    /// <summary>One warning, or none. A login's own rights can always be asked for; where they can't, nothing is said.</summary>
    public static async Task<IReadOnlyList<string>> WarningsAsync(DatabaseSession session, CancellationToken cancellationToken)
    {
        bool readOnly = session.Address.Profile.Access == AccessMode.ReadOnly;
        try
        {
            (string? more, string grants) = session.Kind switch
            {
                DatabaseKind.Postgres => await PostgresAsync(session, readOnly, cancellationToken).ConfigureAwait(false),
                DatabaseKind.MySql or DatabaseKind.MariaDb => await MySqlAsync(session, readOnly, cancellationToken).ConfigureAwait(false),
                _ => (null, ""),
            };
            return more is null ? [] : [$"The login \"{session.Address.Profile.Username}\" {more}. "
                + (readOnly ? "The profile is read-only, but the login's rights are the boundary: give the profile a login that only reads, for example "
                    : "Queries are held read-only, but the login's rights are the boundary: give the profile a login that owns its database alone, for example ")
                + grants];
        }
        catch (DbException)
        {
            return [];
        }
    }

    private static async Task<(string? More, string Grants)> PostgresAsync(DatabaseSession session, bool readOnly, CancellationToken cancellationToken)
    {
        string sql = $"""
            SELECT r.rolsuper, r.rolcreaterole, r.rolreplication,
              (SELECT pg_catalog.string_agg(g.rolname::text, ', ' ORDER BY g.rolname) FROM pg_catalog.pg_roles g
                WHERE g.rolname IN ({PostgresRoles}) AND pg_catalog.pg_has_role(g.oid, 'MEMBER')),
              (SELECT pg_catalog.count(*) FROM pg_catalog.pg_class c WHERE c.oid >= 16384 AND c.relkind IN ('r', 'p')
                AND (pg_catalog.pg_has_role(c.relowner, 'MEMBER') OR pg_catalog.has_table_privilege(c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE')))
            FROM pg_catalog.pg_roles r WHERE r.rolname = current_user
            """;
        (bool super, bool roles, bool replication, string? member, long writes) = (await session.QueryAsync(sql,
            r => (r.GetBoolean(0), r.GetBoolean(1), r.GetBoolean(2), r.IsDBNull(3) ? null : r.GetString(3), r.GetInt64(4)), cancellationToken)
            .ConfigureAwait(false)).Single();
        List<string> more = [];
        if (super)
        {
            more.Add("is a superuser");
        }
        else
        {
            more.AddRange(roles ? ["may make roles (CREATEROLE)"] : []);
            more.AddRange(replication ? ["may replicate (REPLICATION)"] : []);
            more.AddRange(member is not null ? [$"is a member of {member}"] : []);
            more.AddRange(readOnly && writes > 0 ? [$"owns or may write {writes} tables of {session.Connection.Database}"] : []);
        }

        return (more.Count == 0 ? null : string.Join(", ", more), readOnly
            ? $"CREATE ROLE reader LOGIN PASSWORD '…'; GRANT CONNECT ON DATABASE {session.Dialect.Quote(session.Connection.Database)} TO reader; "
                + "GRANT USAGE ON SCHEMA public TO reader; GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader."
            : "CREATE ROLE writer LOGIN PASSWORD '…'; CREATE DATABASE … OWNER writer.");
    }

    private static async Task<(string? More, string Grants)> MySqlAsync(DatabaseSession session, bool readOnly, CancellationToken cancellationToken)
    {
        const string Grantee = "CONCAT('''', SUBSTRING_INDEX(CURRENT_USER(), '@', 1), '''@''', SUBSTRING_INDEX(CURRENT_USER(), '@', -1), '''')";
        string sql = $"SELECT PRIVILEGE_TYPE FROM information_schema.USER_PRIVILEGES WHERE GRANTEE = {Grantee}"
            + (readOnly ? $" UNION SELECT PRIVILEGE_TYPE FROM information_schema.SCHEMA_PRIVILEGES WHERE GRANTEE = {Grantee}" : "");
        List<string> rights = await session.QueryAsync(sql, r => r.GetString(0), cancellationToken).ConfigureAwait(false);
        string[] beyond = readOnly ? [.. rights.Where(r => !MySqlReading.Contains(r))] : [.. rights.Where(r => r is "SUPER" or "FILE" or "SHUTDOWN")];
        string[] named = [.. MySqlWorst.Where(w => beyond.Contains(w, StringComparer.OrdinalIgnoreCase))];
        named = named.Length > 0 ? named : [.. beyond.Order(StringComparer.Ordinal).Take(3)];
        int others = beyond.Length - named.Length;
        return (beyond.Length == 0 ? null : $"may {string.Join(", ", named)}{(others > 0 ? $" and {others} more" : "")}", readOnly
            ? "CREATE USER reader IDENTIFIED BY '…'; GRANT SELECT, SHOW VIEW ON `shop`.* TO reader."
            : "CREATE USER writer IDENTIFIED BY '…'; GRANT ALL ON `shop`.* TO writer.");
    }
}
