namespace DataMigrator.Databases.MySql.Connection;

/// <summary>What a login of MySQL or MariaDB may do beyond its profile.</summary>
internal static class MySqlLoginRights
{
    // What a login that only reads has.
    private static readonly HashSet<string> Reading = new(
        ["USAGE", "SELECT", "SHOW VIEW", "SHOW DATABASES", "EXECUTE", "PROCESS", "REPLICATION CLIENT", "BINLOG MONITOR", "REPLICA MONITOR",
            "SLAVE MONITOR", "SHOW_ROUTINE", "SHOW CREATE ROUTINE"], StringComparer.OrdinalIgnoreCase);

    // Rights that make others superfluous to name, worst first.
    private static readonly string[] Worst = ["SUPER", "FILE", "CREATE USER", "SHUTDOWN", "DROP", "DELETE", "UPDATE", "INSERT"];

    public static async Task<LoginExcess?> FindExcessAsync(DatabaseSession session, bool readOnly, CancellationToken cancellationToken)
    {
        const string Grantee = "CONCAT('''', SUBSTRING_INDEX(CURRENT_USER(), '@', 1), '''@''', SUBSTRING_INDEX(CURRENT_USER(), '@', -1), '''')";
        string sql = $"SELECT PRIVILEGE_TYPE FROM information_schema.USER_PRIVILEGES WHERE GRANTEE = {Grantee}"
            + (readOnly ? $" UNION SELECT PRIVILEGE_TYPE FROM information_schema.SCHEMA_PRIVILEGES WHERE GRANTEE = {Grantee}" : "");
        List<string> rights = await session.QueryAsync(sql, r => r.GetString(0), cancellationToken).ConfigureAwait(false);
        string[] beyond = readOnly ? [.. rights.Where(r => !Reading.Contains(r))] : [.. rights.Where(r => r is "SUPER" or "FILE" or "SHUTDOWN")];
        string[] named = [.. Worst.Where(w => beyond.Contains(w, StringComparer.OrdinalIgnoreCase))];
        named = named.Length > 0 ? named : [.. beyond.Order(StringComparer.Ordinal).Take(3)];
        int others = beyond.Length - named.Length;
        return beyond.Length == 0 ? null : new LoginExcess($"may {string.Join(", ", named)}{(others > 0 ? $" and {others} more" : "")}", readOnly
            ? "CREATE USER reader IDENTIFIED BY '…'; GRANT SELECT, SHOW VIEW ON `shop`.* TO reader."
            : "CREATE USER writer IDENTIFIED BY '…'; GRANT ALL ON `shop`.* TO writer.");
    }
}
