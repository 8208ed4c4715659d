namespace DataMigrator.Databases.Postgres.Connection;

/// <summary>What a login of PostgreSQL may do beyond its profile.</summary>
internal static class PostgresLoginRights
{
    // Predefined roles of PostgreSQL that reach beyond rows, or write them.
    private const string FarReaching = "'pg_write_server_files', 'pg_read_server_files', 'pg_execute_server_program', "
        + "'pg_signal_backend', 'pg_write_all_data', 'pg_maintain', 'pg_create_subscription'";

    public static async Task<LoginExcess?> FindExcessAsync(DatabaseSession session, bool readOnly, CancellationToken cancellationToken)
    {
        string sql = $"""
            SELECT r.rolsuper, r.rolcreaterole, r.rolreplication,
              (SELECT pg_catalog.string_agg(g.rolname::text, ', ' ORDER BY g.rolname) FROM pg_catalog.pg_roles g
                WHERE g.rolname IN ({FarReaching}) AND pg_catalog.pg_has_role(g.oid, 'MEMBER')),
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

        return more.Count == 0 ? null : new LoginExcess(string.Join(", ", more), readOnly
            ? $"CREATE ROLE reader LOGIN PASSWORD '…'; GRANT CONNECT ON DATABASE {session.Dialect.Quote(session.Connection.Database)} TO reader; "
                + "GRANT USAGE ON SCHEMA public TO reader; GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader."
            : "CREATE ROLE writer LOGIN PASSWORD '…'; CREATE DATABASE … OWNER writer.");
    }
}
