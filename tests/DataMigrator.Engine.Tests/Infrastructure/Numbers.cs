namespace DataMigrator.Tests.Infrastructure;

/// <summary>Fills tables with many rows inside the database, in the SQL of each.</summary>
internal static class Numbers
{
    /// <summary>Runs <c>INSERT INTO {table} SELECT {select}</c> once for each n from 1 to <paramref name="count"/>;
    /// the expressions may use <c>n</c>, and <c>concat(…)</c> where it is spelled by <see cref="Concat"/>.</summary>
    public static async Task FillAsync(TestDatabase database, string table, long count, string select)
    {
        string recursive = $"WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < {count})";
        switch (database.Kind)
        {
            case DatabaseKind.Sqlite:
                await database.ExecuteAsync($"INSERT INTO {table} {recursive} SELECT {select} FROM s");
                break;
            case DatabaseKind.Postgres:
                await database.ExecuteAsync(
                    $"INSERT INTO {table} SELECT {select} FROM generate_series(1, {count}) AS s(n)", "ANALYZE " + table);
                break;
            case DatabaseKind.MySql:
                await database.ExecuteAsync($"SET SESSION cte_max_recursion_depth = {count + 1}",
                    $"INSERT INTO {table} {recursive} SELECT {select} FROM s");
                break;
            default:
                await database.ExecuteAsync($"INSERT INTO {table} SELECT {select} FROM (SELECT seq AS n FROM seq_1_to_{count}) AS s");
                break;
        }
    }

    /// <summary>Text put together, in the database's SQL.</summary>
    public static string Concat(DatabaseKind kind, params string[] parts) =>
        kind is DatabaseKind.MySql or DatabaseKind.MariaDb
            ? "concat(" + string.Join(", ", parts) + ")" : "(" + string.Join(" || ", parts) + ")";
}
